import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, readJson, send } from '../http.ts'
import { type MessageLog, messageLog } from './log.ts'
import { MAIL, openMailbox } from './mailbox.ts'
import { type Draft, type Message, type Row, rowOf } from './message.ts'
import { ntfy } from './ntfy.ts'
import { pagerduty } from './pagerduty.ts'
import { type About, type Answer, type HttpReceiver, MODES, type Mode, RETRY_AFTER_SECONDS } from './receiver.ts'
import { slack } from './slack.ts'
import { webhook } from './webhook.ts'

/** As large as the largest that one of the services takes: 512 KB for an event of PagerDuty. */
const CALL_BYTES = 512 * 1024
const ORDER_BYTES = 4 * 1024
const MOST_WATCHERS = 32
/** A page that reads so slowly is better told everything anew. */
const MOST_UNREAD_BYTES = 1024 * 1024
/** Longer than a sender should wait. */
const SLOW_MS = 15_000
/** Slack and PagerDuty give up so soon. */
const PRESS_WITHIN_MS = 3_000
const PRESS_BYTES = 4 * 1024

export type ReceiverState = {
  readonly name: string
  readonly title: string
  /** What channels are given to reach it. */
  readonly addresses: readonly string[]
  readonly mode: Mode
  readonly modes: Readonly<Record<Mode, string>>
  readonly arrived: number
  readonly refused: number
  readonly messages: readonly Row[]
}

export type ReceiversState = { readonly receivers: readonly ReceiverState[] }

export type Receivers = {
  readonly smtpPort: number
  state(): ReceiversState
  /** Answers what lies below `/receivers/` and `/api/receivers`. */
  route(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void>
  stop(): Promise<void>
}

type Terms = {
  readonly smtpPort: number
  /** The address of `/receivers`, known once the server listens. */
  base(): string
  readonly slack: Parameters<typeof slack>[0]
  readonly pagerduty: Parameters<typeof pagerduty>[0]
  readonly webhook: Parameters<typeof webhook>[0]
}

type Kept = { readonly about: About; readonly http?: HttpReceiver; mode: Mode; readonly log: MessageLog }

/** What stands in for the outside world in the demo: where notifications arrive, and can be seen, answered and refused. */
export async function createReceivers(terms: Terms): Promise<Receivers> {
  const { base } = terms
  const watchers = new Set<ServerResponse>()
  const holds = new Map<NodeJS.Timeout, () => void>()
  const keep = (about: About, http?: HttpReceiver): Kept => ({ about, ...(http && { http }), mode: 'ok', log: messageLog(about.name) })
  const inbox = keep(MAIL)
  const overHttp = [slack(terms.slack), pagerduty(terms.pagerduty), ntfy(), webhook(terms.webhook)].map((one) => keep(one, one))
  const all = [inbox, ...overHttp]
  const mailbox = await openMailbox({
    port: terms.smtpPort,
    mode: () => inbox.mode,
    hold: () => new Promise((resolve) => hold(resolve)),
    arrived: (draft, outcome) => tell(inbox, inbox.log.add(draft, { at: new Date(), ...outcome })),
  })

  return {
    get smtpPort() {
      return mailbox.port
    },
    state,
    async route(incoming, outgoing, path) {
      const [, first, name = '', ...rest] = path.split('/')
      if (first === 'receivers') return await take(incoming, outgoing, name, rest)
      await order(incoming, outgoing, path)
    },
    async stop() {
      for (const [timer, release] of holds) {
        clearTimeout(timer)
        release()
      }
      for (const outgoing of watchers) outgoing.end()
      await mailbox.close()
    },
  }

  /** Calls back after the time that `slow` takes, or when everything stops. */
  function hold(release: () => void): () => void {
    const timer = setTimeout(() => {
      holds.delete(timer)
      release()
    }, SLOW_MS)
    holds.set(timer, release)
    return () => {
      clearTimeout(timer)
      holds.delete(timer)
    }
  }

  async function take(incoming: IncomingMessage, outgoing: ServerResponse, mount: string, path: readonly string[]): Promise<void> {
    const receiver = overHttp.find(({ http }) => http?.mounts.includes(mount))
    if (!receiver?.http) return send(outgoing, 404, { title: `There is no receiver at /receivers/${mount.slice(0, 40)}.` })
    const { http, log } = receiver
    // Cut before anything is read, as by a machine that is gone.
    if (receiver.mode === 'off') return void incoming.socket.resetAndDestroy()
    const body = await readBody(incoming, CALL_BYTES)
    if (!body) return send(outgoing, 413, { title: `More than ${CALL_BYTES} bytes are not taken.` })
    const { method = 'GET', headers } = incoming
    const at = new Date()
    const call = { method, mount, path: path.map(decoded), headers, body, at, sequence: log.sequence, find: log.find }
    const reading = http.read(call)
    if (!reading) return send(outgoing, 404, { title: `${http.title} does not answer ${method} there.` })
    const { mode } = receiver
    if (mode !== 'ok' && mode !== 'slow') {
      const answer = http.refuses(mode, call)
      tell(receiver, log.add(refusedOf(reading.draft), { at, answered: wordsOf(answer), refused: true }))
      return reply(outgoing, answer)
    }
    const { draft, changes, refused, answer } = reading
    const outcome = { at, answered: wordsOf(answer) }
    tell(
      receiver,
      changes ? log.change(changes.id, changes.draft, outcome) : log.add(refused ? refusedOf(draft) : draft, { ...outcome, refused }),
    )
    if (mode === 'ok') return reply(outgoing, answer)
    const release = hold(() => reply(outgoing, answer))
    outgoing.once('close', release)
  }

  async function order(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> {
    const { method = 'GET' } = incoming
    if (path === '/api/receivers' && method === 'GET') return send(outgoing, 200, state())
    if (path === '/api/receivers/events' && method === 'GET') return watch(outgoing)
    const [, name, what, id, verb] = /^\/api\/receivers\/([\w-]{1,40})\/(mode|messages)(?:\/([\w-]{1,60}))?(?:\/(press))?$/.exec(path) ?? []
    const receiver = all.find(({ about }) => about.name === name)
    if (!receiver)
      return send(outgoing, 404, { title: `There is nothing at ${path}; receivers are ${all.map(({ about }) => about.name).join(', ')}.` })
    if (what === 'mode' && method === 'POST' && id === undefined) return await setMode(receiver, incoming, outgoing)
    if (what === 'messages' && method === 'DELETE' && id === undefined) {
      receiver.log.clear()
      tellAll()
      return send(outgoing, 200, stateOf(receiver))
    }
    const message = id === undefined ? undefined : receiver.log.get(id)
    if (id !== undefined && !message) return send(outgoing, 404, { title: `${receiver.about.title} keeps no message ${id}.` })
    if (message && method === 'GET' && verb === undefined) return send(outgoing, 200, message)
    if (message && method === 'POST' && verb === 'press') return await press(receiver, message, incoming, outgoing)
    send(outgoing, 405, { title: `${path} does not answer ${method}.` })
  }

  async function setMode(receiver: Kept, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { mode } = (await readJson(incoming, ORDER_BYTES)) ?? {}
    const known = MODES.find((one) => one === mode)
    if (!known) return send(outgoing, 422, { title: `\`mode\` must be one of ${MODES.join(', ')}.` })
    receiver.mode = known
    if (receiver === inbox) await (known === 'off' ? mailbox.close() : mailbox.open())
    tell(receiver)
    send(outgoing, 200, stateOf(receiver))
  }

  async function press(receiver: Kept, message: Message, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { http, log } = receiver
    const { button } = (await readJson(incoming, ORDER_BYTES)) ?? {}
    const made = typeof button === 'string' ? http?.press?.(message, button, base(), new Date()) : undefined
    if (typeof made === 'string') return send(outgoing, 409, { title: made })
    if (!made) return send(outgoing, 422, { title: `This message has no button ${JSON.stringify(button ?? null).slice(0, 80)}.` })
    if (made.becomes) tell(receiver, log.become(message.id, made.becomes))
    const at = new Date().toISOString()
    const outcome = await post(made)
    const pressed = log.pressed(message.id, { at, label: made.label, ...outcome })
    tell(receiver, pressed)
    send(outgoing, 200, pressed ?? message)
  }

  function state(): ReceiversState {
    return { receivers: all.map(stateOf) }
  }

  function stateOf({ about, http, mode, log }: Kept): ReceiverState {
    const { name, title, modes } = about
    const addresses = http ? http.paths.map((path) => `${base()}${path}`) : [`smtp://127.0.0.1:${mailbox.port}`]
    return { name, title, modes, mode, addresses, arrived: log.arrived, refused: log.refused, messages: log.messages.map(rowOf) }
  }

  /** Everything at once, then each change: a storm must not send two hundred rows for every one that comes. */
  function watch(outgoing: ServerResponse): void {
    if (watchers.size >= MOST_WATCHERS) return send(outgoing, 503, { title: `${MOST_WATCHERS} pages watch already; close one.` })
    outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    watchers.add(outgoing)
    outgoing.once('close', () => watchers.delete(outgoing))
    outgoing.write(eventOf('all', state()))
  }

  function tellAll(): void {
    publish(eventOf('all', state()))
  }

  function tell({ about, mode, log: { arrived, refused } }: Kept, message?: Message): void {
    publish(eventOf('change', { name: about.name, mode, arrived, refused, row: message ? rowOf(message) : null }))
  }

  function publish(event: string): void {
    for (const outgoing of watchers) {
      if (outgoing.writableLength > MOST_UNREAD_BYTES) outgoing.destroy()
      else outgoing.write(event)
    }
  }
}

const eventOf = (name: 'all' | 'change', data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

function reply(outgoing: ServerResponse, { status, body }: Answer): void {
  if (outgoing.destroyed) return
  const isText = typeof body === 'string'
  outgoing
    .writeHead(status, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      ...(status === 429 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    })
    .end(isText ? body : JSON.stringify(body))
}

/** What was refused has no state on the other side, and nobody there can press its buttons. */
const refusedOf = ({ state: _state, parts, ...draft }: Draft): Draft => ({
  ...draft,
  parts: parts.filter(({ kind }) => kind !== 'buttons' && kind !== 'history'),
})

/** `400 {"status":"invalid event"…`: what the sender was told. */
const wordsOf = ({ status, body }: Answer): string => `${status} ${typeof body === 'string' ? body : JSON.stringify(body)}`.slice(0, 400)

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Sends what was pressed and reads the beginning of the answer. Status 0: nobody answered in time. */
async function post({ url, headers, body }: { url: string; headers: Readonly<Record<string, string>>; body: string }) {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(PRESS_WITHIN_MS) })
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of answer.body ?? []) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= PRESS_BYTES) break
    }
    return { status: answer.status, says: Buffer.concat(chunks).toString().slice(0, PRESS_BYTES) }
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause)
    return { status: 0, says: `Nobody answered at ${url}: ${reason}` }
  }
}
