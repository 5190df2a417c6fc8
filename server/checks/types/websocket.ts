import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Assertion } from '../model'
import { type Trouble, troubleOf } from '../rules/network-words'
import { secretsOf } from '../rules/redact'
import { MOST_ANSWER_BYTES } from './drivers/metered'
import { conclude, talkOver } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { compileJson, type ReadJson } from './http/expectations'
import { shownHost } from './http/host'
import { Headers, JsonInput } from './http/options'
import { PatternInput } from './http/patterns'
import { basicOf, hostOf } from './http/request'
import { publicUrl } from './http/sayings'
import { defineCheckType, type ProbeTools } from './type'

/** Messages that are looked at for the one that is expected; a stream of prices may never hold it. */
const MOST_MESSAGES = 1_000

const Url = z.string().superRefine((text, ctx) => {
  const message = urlIssue(text)
  if (message) ctx.addIssue({ code: 'custom', message })
})

const WebsocketOptions = z
  .strictObject({
    url: Url.meta({ title: 'URL', description: 'wss://shop.example/live', secretIn: 'url' }),
    headers: Headers.default({}).meta({ title: 'Headers', secretIn: 'headers' }),
    subprotocols: z
      .array(z.string().regex(/^[!#$%&'*+.^_`|~\w-]{1,100}$/, 'must be a word like graphql-transport-ws'))
      .max(10)
      .refine((all) => new Set(all).size === all.length, 'names one twice')
      .default([])
      .meta({ title: 'Subprotocols', description: 'Offered in this order; the server must choose one.' }),
    tls: ServerTls.optional().meta({ title: 'TLS' }),
    send: z
      .array(z.string().max(100_000))
      .max(20)
      .default([])
      .meta({ title: 'Send', description: 'Texts, one after the other, once it is open.', secretIn: 'body' }),
    expect: z
      .strictObject({
        contains: z.string().min(1).optional().meta({ title: 'Contains' }),
        matches: PatternInput.optional().meta({ title: 'Matches', description: 'A pattern (RE2).' }),
        json: z.array(JsonInput).max(50).default([]).meta({ title: 'JSON' }),
      })
      .optional()
      .meta({ title: 'Expect', description: 'Of one message, all of it; those before it may be others.' }),
  })
  .refine(({ url, tls }) => !tls || /^wss:/i.test(url), { path: ['tls'], message: 'needs an address that begins with wss://' })
type WebsocketOptions = z.infer<typeof WebsocketOptions>

/** Passes when the server opens a websocket and says what is expected. */
export const websocket = defineCheckType<WebsocketOptions>({
  kind: 'websocket',
  label: 'Websocket',
  about: 'Opens a websocket, sends texts, and waits for a message that is as expected.',
  options: WebsocketOptions,
  example: {
    url: 'wss://shop.example/live',
    send: ['{"type":"ping"}'],
    expect: { json: [{ path: '$.type', equals: 'pong' }] },
  },
  target: ({ url }) => ({ says: publicUrl(url), host: hostOf(new URL(url)) }),

  async probe(options, tools) {
    const url = new URL(options.url)
    const [host, port] = [hostOf(url), Number(url.port) || (url.protocol === 'wss:' ? 443 : 80)]
    const headers = headersOf(url, options.headers)
    // The driver is loaded when the first such check runs: most installations have none.
    const { WebSocket } = await import('ws')
    let socket: WebSocket | undefined
    const talk = await talkOver(
      {
        target: { host, port },
        ...(url.protocol === 'wss:' && {
          tls: { host: options.tls?.serverName ?? host, context: tools.secureContext(pemsOf(options.tls)), alpn: ['http/1.1'] },
        }),
        speak(stream, waitsFor) {
          const opening = new WebSocket(url, options.subprotocols, {
            // Whatever the address says: it is connected, and speaks TLS where it should.
            createConnection: () => stream as Socket,
            headers: { 'user-agent': tools.userAgent, ...headers },
            followRedirects: false,
            perMessageDeflate: false,
            maxPayload: MOST_ANSWER_BYTES,
          })
          socket = opening
          return listen(opening, options, tools, waitsFor)
        },
        troubleOf: (cause) => wordsOf(cause, host, port),
        leave: async () => {
          const { promise, resolve } = Promise.withResolvers<void>()
          socket?.once('close', () => resolve())
          socket?.close(1000)
          await promise
        },
      },
      tools,
    )
    socket?.terminate()
    return conclude(
      talk,
      {
        judge: (heard) => heard.proofs,
        says: ({ proofs, protocol }) =>
          `${proofs.length === 0 ? 'opened' : 'answered as expected'}${protocol === '' ? '' : `, by ${protocol}`}`,
        secrets: [...secretsOf(schemaOf(), options), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

type Heard = { readonly proofs: readonly Assertion[]; readonly protocol: string }

/** The server said no, in words that are ours. */
class Refused extends Error {}

function listen(
  socket: WebSocket,
  { send, expect }: WebsocketOptions,
  tools: ProbeTools,
  waitsFor: (what: string) => void,
): Promise<Heard> {
  waitsFor('the websocket to open')
  const judge = expect && compile(expect, tools)
  return new Promise((done, fail) => {
    let count = 0
    socket.on('error', fail)
    socket.on('unexpected-response', (request, { statusCode, statusMessage }: IncomingMessage) => {
      fail(new Refused(`answered ${statusCode} ${statusMessage ?? ''}`.trim().concat(', expected 101 Switching Protocols')))
      request.destroy()
    })
    socket.on('close', (code, reason) =>
      fail(
        new Refused(
          `closed the websocket (${code}${reason.length > 0 ? `: ${reason.toString('utf8').slice(0, 200)}` : ''})${count > 0 ? `, after ${count} other message${count === 1 ? '' : 's'}` : ''}`,
        ),
      ),
    )
    socket.on('open', () => {
      for (const text of send) socket.send(text)
      if (!judge) return done({ proofs: [], protocol: socket.protocol })
      waitsFor('a message')
    })
    socket.on('message', (data, isBinary) => {
      if (!judge) return
      count++
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : ''
      const proofs = judge(isBinary ? undefined : text)
      if (proofs.every(({ holds }) => holds)) return done({ proofs, protocol: socket.protocol })
      const broken = proofs.find(({ holds }) => !holds)
      waitsFor(`a message with ${broken?.expects}; ${count === 1 ? 'the only one had' : `the last of ${count} had`} ${broken?.got}`)
      if (count >= MOST_MESSAGES) fail(new Refused(`sent ${count} messages, and none was as expected`))
    })
  })
}

type Expected = NonNullable<WebsocketOptions['expect']>

/** Judges messages; a message that is no text is undefined. */
function compile({ contains, matches, json }: Expected, tools: ProbeTools): (text: string | undefined) => readonly Assertion[] {
  const pattern = matches === undefined ? undefined : tools.pattern(matches)
  const conditions = json.map(compileJson)
  return (text) => {
    const got = text === undefined ? 'bytes that are no text' : `"${text.slice(0, 200)}"`
    const read = conditions.length === 0 ? { problem: '' } : parsed(text)
    return [
      { expects: 'a text', got, holds: text !== undefined },
      ...(contains === undefined ? [] : [{ expects: `a text that contains "${contains}"`, got, holds: text?.includes(contains) ?? false }]),
      ...(pattern ? [{ expects: `a text that matches ${matches}`, got, holds: text !== undefined && pattern.test(text) }] : []),
      ...conditions.map((condition) => condition(read)),
    ]
  }
}

function parsed(text: string | undefined): ReadJson {
  try {
    return { value: JSON.parse(text ?? '') }
  } catch {
    return { problem: `no JSON: "${(text ?? '').slice(0, 200)}"` }
  }
}

/** Takes user and password out of the address, and says them as a header where there is none. */
function headersOf(url: URL, given: Readonly<Record<string, string>>): Record<string, string> {
  const { username } = url
  const authorization = basicOf(url)
  url.username = ''
  url.password = ''
  const isGiven = Object.keys(given).some((name) => name.toLowerCase() === 'authorization')
  return username === '' || isGiven ? { ...given } : { ...given, authorization }
}

function wordsOf(cause: unknown, host: string, port: number): Trouble {
  const where = `${shownHost(host)}:${port}`
  if (cause instanceof Refused) return { says: `${where} ${cause.message}`, blind: false }
  const { code, message }: { code?: unknown; message?: unknown } = typeof cause === 'object' && cause !== null ? cause : {}
  // Node's words for an end without an answer, under the code of a reset.
  if (message === 'socket hang up') return { says: `${where} closed the connection before it answered`, blind: false }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return troubleOf(cause, host, port)
  return { says: `${where} does not speak as a websocket does: ${String(message ?? cause)}`, blind: false }
}

function urlIssue(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an address like wss://shop.example/live'
  const { protocol, hostname, hash } = new URL(text)
  if (protocol !== 'ws:' && protocol !== 'wss:') return `it begins with ${protocol}//; write it like wss://shop.example/live`
  if (hash) return 'ends with a fragment, which no websocket has; leave out what follows the #'
  return hostname ? undefined : 'it names no host; write it like wss://shop.example/live'
}

let schema: unknown
function schemaOf(): unknown {
  schema ??= z.toJSONSchema(WebsocketOptions, { io: 'input', unrepresentable: 'any' })
  return schema
}
