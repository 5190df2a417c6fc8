import { type IncomingMessage, request as requestHttp } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls, type SecureContext } from 'node:tls'
import { createRedactor, secretsOf } from '@/server/checks/rules/redact'
import { sentenceOf } from '@/server/kernel/errors'
import type { Delivered } from '../model'
import { heeding } from '../rules/answers'
import { oneLine } from '../rules/clip'
import type { ChannelTools, ChannelType, HttpAnswer, HttpRequest, Message } from './channel'
import { networkError, open, SendingError } from './network'
import { optionsSchemaOf } from './registry'

/** What all deliveries share; the dispatcher adds the deadline of each. */
export type SharedChannelTools = Omit<ChannelTools, 'signal' | 'fetch'> & {
  /** One identifying name for all our requests. */ readonly userAgent: string
}

/**
 * The tools of one delivery, which ends when the signal says so.
 *
 * @param onSent a request has left this machine, to the last byte
 */
export function toolsFor(shared: SharedChannelTools, signal: AbortSignal, onSent: () => void = () => {}): ChannelTools {
  const { userAgent, ...tools } = shared
  return { ...tools, signal, fetch: (request) => carry(request, { ...tools, signal, userAgent, onSent }) }
}

/**
 * Delivers one message by a channel of either kind, and says how it ended in words without any secret of the options, of the address
 * or of the message's own links. Never throws, and never takes longer than the signal allows.
 *
 * @param options as the type's schema gave them back
 */
export async function deliver(type: ChannelType, options: unknown, message: Message, tools: ChannelTools): Promise<Delivered> {
  const redact = createRedactor(secretsFor(type, options, message))
  const delivered = await attempt(type, options, message, tools)
  return { ...delivered, says: oneLine(redact(delivered.says), MOST_SAID) }
}

/** An answer of more is not read to its end. */
const MOST_ANSWERED = 64 * 1024
const MOST_SAID = 400

async function attempt(type: ChannelType, options: unknown, message: Message, tools: ChannelTools): Promise<Delivered> {
  try {
    if ('send' in type) return await beforeDeadline(type.send(options, message, tools), tools.signal)
    const request = type.request(options, message, tools.now())
    const answer = await beforeDeadline(tools.fetch(request), tools.signal)
    return heeding(type.read(answer), answer, tools.now())
  } catch (cause) {
    if (cause instanceof SendingError) return { kind: cause.isFinal ? 'refused' : 'retry', says: cause.message }
    return { kind: 'retry', says: `It could not be sent: ${sentenceOf(cause)}` }
  }
}

/** Everything that must not be said again, with the parts of addresses whose path is the secret, and of the links that act. */
function secretsFor(type: ChannelType, options: unknown, { recipient, actions, echo }: Message): readonly string[] {
  const own = secretsOf(optionsSchemaOf(type), options)
  const ofAddress = recipient.address === null ? [] : (type.secretsOfAddress?.(recipient.address) ?? [])
  const ofActions = actions.flatMap(({ url, token }) => [token, url])
  const ofEcho = echo === undefined ? [] : [echo]
  return [...own, ...ofAddress, ...ofActions, ...ofEcho].flatMap((secret) => [secret, ...partsOf(secret), ...insideBase64(secret)])
}

/** As it stands within a longer base64, as a user name and a password do together: at each of the three offsets, without the shared ends. */
function insideBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  if (bytes.length < SHORTEST_INSIDE) return []
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const ownBits = (offset + bytes.length) * 8
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(ownBits / 6))
  })
}
/** Shorter ones would be found in any base64. */
const SHORTEST_INSIDE = 6

/** A path as a whole, and those of its parts that can be no ordinary word. */
function partsOf(secret: string): readonly string[] {
  if (!/^https?:/.test(secret) || !URL.canParse(secret)) return []
  const { pathname, search } = new URL(secret)
  return [`${pathname}${search}`, pathname, ...`${pathname}/${search}`.split(/[/?&=]/)].filter((part) => part.length >= 8)
}

/** What is waited for ends by the same signal and then says more, so it gets one turn of the loop; what ignores the signal does not. */
async function beforeDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = new AbortController()
  const timeUp = new Promise<never>((_done, fail) => {
    const stop = () => setImmediate(() => fail(new SendingError('It was not sent in time', false)))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { signal: ended.signal })
  })
  try {
    return await Promise.race([work, timeUp])
  } finally {
    ended.abort()
  }
}

/** What a request is doing, for the sentence of a time-out. */
type Doing = 'connecting' | 'waiting for the answer' | 'reading the answer'

type CarryTools = Pick<ChannelTools, 'signal' | 'lookup' | 'refuses' | 'secureContext' | 'now'> & {
  readonly userAgent: string
  onSent(): void
}

/** Sends one request over a connection of its own, guarded (REL-5), with certificates verified and no redirect followed. Rejects with a `SendingError`. */
async function carry(request: HttpRequest, tools: CarryTools): Promise<HttpAnswer> {
  const url = new URL(request.url)
  const isTls = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port) || (isTls ? 443 : 80)
  let doing: Doing = 'connecting'
  const body = Buffer.from(request.body)
  try {
    const socket = isTls
      ? secured(open({ host, port }, tools), host, tools.secureContext(request.ca === undefined ? {} : { ca: request.ca }))
      : open({ host, port }, tools)
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      doing = 'waiting for the answer'
    })
    return await new Promise<HttpAnswer>((done, fail) => {
      const sent = requestHttp({
        method: request.method,
        host,
        port,
        path: `${url.pathname}${url.search}`,
        headers: {
          'user-agent': tools.userAgent,
          accept: '*/*',
          'accept-encoding': 'identity',
          ...request.headers,
          host: url.host,
          'content-length': body.length,
        },
        createConnection: () => socket,
        signal: tools.signal,
      })
      sent.once('error', fail)
      sent.once('finish', tools.onSent)
      sent.once('response', (answer) => {
        doing = 'reading the answer'
        readAnswer(answer).then(done, fail)
      })
      sent.end(body)
    })
  } catch (cause) {
    if (tools.signal.aborted) throw new SendingError(`${url.host} took too long, ${doing}`, false)
    throw networkError(cause, host, port, tools.now())
  }
}

/** TLS over a connection, with the certificate verified before anything is sent. */
const secured = (socket: Socket, host: string, secureContext: SecureContext): Socket =>
  connectTls({ socket, secureContext, host, ...(isIP(host) ? {} : { servername: host }) })

async function readAnswer(answer: IncomingMessage): Promise<HttpAnswer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length >= MOST_ANSWERED) break
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')])
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(parts).subarray(0, MOST_ANSWERED).toString('utf8'),
  }
}
