import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { may, rolesWith } from '../access/model'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import type { Log } from '../runtime/log'
import type { Gate, Identity } from '../web/gate'
import type { Mirror } from './mirror'
import type { ClientEvents, Delta, ServerEvents } from './model'
import { plain } from './plain'
import type { Named } from './publisher'

export const LIVE_PATH = '/socket'
/** What a client may send in one frame. */
const FRAME_MAX_BYTES = 64_000
const TOPICS_MAX = 32
/** What a client may ask: a burst, and then so many a second. */
const BURST = 60
const PER_SECOND = 15
/** A client on whom so much more waits than snapshots of all it watches would be, is dropped to them, and gets them when little waits any more. */
const BEHIND_BYTES = 1024 * 1024
/** What may wait for all of them together: with thousands of screens that cannot keep up, each is allowed less. */
const BEHIND_BYTES_OF_ALL = 256 * 1024 * 1024
const CAUGHT_UP_BYTES = 64 * 1024
/** A client that has not caught up for so long is cut off; it will connect again. */
const STUCK_MS = 30 * SECOND
const TEND_EVERY_MS = 250
const BEAT_EVERY_MS = SECOND
const LOAD_MS = 5 * SECOND
const RETRY_MS = 2 * SECOND
/** Compressing is worth its time for snapshots only. */
const COMPRESS_FROM_BYTES = 16_384

const Watch = z.tuple([
  z
    .string()
    .max(100)
    .regex(/^[a-z][a-z-]*(:[\w-]+)?$/),
  z.object({ epoch: z.string().max(64), seq: z.number().int().min(0) }).nullable(),
  z.literal('packed').optional(),
])
const Unwatch = z.tuple([z.string().max(100)])

type Watched = {
  readonly named: Named
  readonly stop: () => void
  /** The client can read it packed. */
  readonly packed: boolean
  /** What its last snapshot came to, as it waited to be taken. */
  snapshotBytes: number
}
type Held = {
  identity: Identity
  readonly watched: Map<string, Watched>
  /** Topics of which a snapshot is owed, and from when on it may be tried: nothing of them is sent before. */
  readonly owed: Map<string, number>
  behindSinceMs: number | null
  tokens: number
  tokensAtMs: number
}
type Client = Socket<ClientEvents, ServerEvents, Record<string, never>, Held>

export type GatewayParts = {
  readonly server: HttpServer
  readonly mirror: Mirror
  readonly gate: Pick<Gate, 'identify' | 'watch'>
  /** The origins that our own pages may have. */
  readonly origins: readonly string[]
  /** Where a request comes from, behind trusted proxies. */
  readonly addressOf: (request: IncomingMessage) => string
  readonly clock: Clock
  readonly log: Log
  readonly behindBytes?: number
}

export type Gateway = {
  readonly sockets: () => number
  /** Cuts off everything of a person or key at once; browsers connect anew by themselves, as whoever they are then. */
  disconnectActor(actorId: string): void
  close(): Promise<void>
}

/** The sockets of all browsers: who may come in, what they may watch, and that nobody slow holds up memory (VIEW-4). */
export function createGateway({ server, mirror, gate, origins, addressOf, clock, log, behindBytes = BEHIND_BYTES }: GatewayParts): Gateway {
  const { publisher, sources } = mirror
  const arriving = new WeakMap<IncomingMessage, Identity>()
  const io = new Server<ClientEvents, ServerEvents, Record<string, never>, Held>(server, {
    path: LIVE_PATH,
    serveClient: false,
    transports: ['websocket'],
    allowUpgrades: false,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    connectTimeout: 10 * SECOND,
    pingInterval: 10 * SECOND,
    pingTimeout: 10 * SECOND,
    perMessageDeflate: {
      threshold: COMPRESS_FROM_BYTES,
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      zlibDeflateOptions: { level: 3 },
    },
    allowRequest: (request, answer) => {
      admit(request).then(
        (refusal) => answer(refusal, refusal === undefined),
        (cause) => answer(sentenceOf(cause), false),
      )
    },
  })

  /** Who it is. A cookie comes along by itself, so only our own pages may use it; a key was sent on purpose. */
  async function admit(request: IncomingMessage): Promise<string | undefined> {
    const { origin, cookie, authorization } = request.headers
    if (origin !== undefined && !origins.includes(origin)) return 'This page is of another site.'
    const identity = await gate.identify({ cookie, authorization, address: addressOf(request) })
    if (origin === undefined && identity.by === 'cookie') return 'A cookie without an origin is not taken.'
    arriving.set(request, identity)
    return undefined
  }

  io.use((client, next) => {
    const identity = arriving.get(client.request)
    if (identity && identity.actor.kind !== 'nobody') {
      Object.assign(client.data, {
        identity,
        watched: new Map(),
        owed: new Map(),
        behindSinceMs: null,
        tokens: BURST,
        tokensAtMs: clock.elapsedMs(),
      } satisfies Held)
      next()
      return
    }
    next(Object.assign(new Error('You are signed out. Sign in again.'), { data: { code: 'unauthenticated' } }))
    clock.after(SECOND, () => client.conn.close())
  })

  io.on('connection', (client: Client) => {
    const { data } = client
    const unwatchGate = gate.watch(data.identity, () => cut(client))
    client.use(([event], next) => {
      // An error here would be told to the client's own error handler; silence and a bound serve as well.
      if (spend(data, event === 'watch' || event === 'unwatch' ? 1 : 10)) next()
      else cut(client)
    })
    client.on('watch', (...args: unknown[]) => {
      const asked = Watch.safeParse(args)
      if (asked.success) watch(client, ...asked.data)
    })
    client.on('unwatch', (...args: unknown[]) => {
      const asked = Unwatch.safeParse(args)
      if (asked.success) unwatch(client, asked.data[0])
    })
    client.on('disconnect', () => {
      unwatchGate()
      for (const { stop } of data.watched.values()) stop()
      data.watched.clear()
    })
    client.emit('beat', mirror.beat())
  })

  /** Nothing more is sent from here on. Not `disconnect`, after which a browser would not come back by itself. */
  function cut(client: Client): void {
    for (const name of [...client.data.watched.keys()]) unwatch(client, name)
    client.conn.close(true)
  }

  function spend(data: Held, tokens: number): boolean {
    const now = clock.elapsedMs()
    data.tokens = Math.min(BURST, data.tokens + ((now - data.tokensAtMs) / SECOND) * PER_SECOND) - tokens
    data.tokensAtMs = now
    return data.tokens >= 0
  }

  function watch(client: Client, name: string, since: { readonly epoch: string; readonly seq: number } | null, form?: 'packed'): void {
    const { data } = client
    const named = publisher.named(name)
    if (!named) return void client.emit('refused', name, `There is no topic ${name}.`)
    const { right } = named.topic
    if (!may(data.identity.actor, right)) return void client.emit('refused', name, `This is for ${rolesWith(right).join(', ')}.`)
    if (!data.watched.has(name)) {
      if (data.watched.size >= TOPICS_MAX) return void client.emit('refused', name, `One page may watch ${TOPICS_MAX} topics at most.`)
      data.watched.set(name, { named, stop: publisher.watch(named), packed: form === 'packed' && !named.topic.load, snapshotBytes: 0 })
    }
    if (data.behindSinceMs !== null) return void data.owed.set(name, 0)
    const missed = since ? publisher.missed(named, since) : 'snapshot'
    if (missed === 'snapshot') settle(client, named)
    else follow(client, name, missed)
  }

  /** Sends what was missed, and from then on all that comes. */
  function follow(client: Client, name: string, missed: readonly Delta<{ readonly id: string }>[]): void {
    void client.join(name)
    if (missed.length > 0) client.emit('deltas', plain(missed.map((delta) => [name, delta] as const)))
  }

  function unwatch(client: Client, name: string): void {
    const { watched, owed } = client.data
    watched.get(name)?.stop()
    watched.delete(name)
    owed.delete(name)
    void client.leave(name)
  }

  /** Sends a snapshot, and from then on all that follows it. */
  function settle(client: Client, named: Named): void {
    const { owed, watched } = client.data
    owed.delete(named.name)
    if (watched.get(named.name)?.packed) {
      settlePacked(client, named)
      return
    }
    if (!named.topic.load) {
      void client.join(named.name)
      weighed(client, named.name, () => client.emit('snapshot', named.name, plain(publisher.snapshot(named))))
      return
    }
    // What happens while it is being read must not be missed: first join, then read.
    void client.join(named.name)
    within(clock, LOAD_MS, `Reading ${named.name}`, publisher.load(named, sources)).then(
      (snapshot) => {
        if (client.data.watched.has(named.name)) weighed(client, named.name, () => client.emit('snapshot', named.name, plain(snapshot)))
      },
      (cause) => {
        log.warn('A topic could not be read.', { topic: named.name, because: sentenceOf(cause) })
        if (client.data.watched.has(named.name)) client.data.owed.set(named.name, clock.elapsedMs() + RETRY_MS)
      },
    )
  }

  function settlePacked(client: Client, named: Named): void {
    const whole = publisher.packed(named)
    if (!(whole instanceof Promise)) {
      void client.join(named.name)
      weighed(client, named.name, () => client.emit('snapshot', named.name, plain(whole)))
      return
    }
    whole.then(
      (snapshot) => {
        const { watched, owed, behindSinceMs } = client.data
        if (!watched.has(named.name)) return
        const missed = publisher.missed(named, snapshot)
        // Another world has come, or the client cannot take it now.
        if (missed === 'snapshot' || behindSinceMs !== null) return void owed.set(named.name, 0)
        weighed(client, named.name, () => client.compress(false).emit('snapshot', named.name, snapshot))
        follow(client, named.name, missed)
      },
      (cause) => {
        log.warn('A topic could not be packed.', { topic: named.name, because: sentenceOf(cause) })
        if (client.data.watched.has(named.name)) client.data.owed.set(named.name, clock.elapsedMs() + RETRY_MS)
      },
    )
  }

  /** Sends a snapshot, and notes what it came to. */
  function weighed(client: Client, name: string, send: () => void): void {
    const before = backlogOf(client)
    send()
    weigh(client, name, before)
  }
  function weigh(client: Client, name: string, before: number): void {
    const watched = client.data.watched.get(name)
    if (watched) watched.snapshotBytes = backlogOf(client) - before
  }

  const stopListening = mirror.listen({
    onDeltas(deltas) {
      for (const [name, delta] of deltas) io.to(name).emit('deltas', plain([[name, delta]] as const))
    },
    onReset() {
      for (const client of clients())
        for (const [name, { named, packed }] of client.data.watched) {
          if (named.topic.load || !client.rooms.has(name)) client.data.owed.set(name, 0)
          else if (packed) {
            // Deltas of the other world must not overtake its snapshot.
            void client.leave(name)
            settle(client, named)
          }
        }
      const names = new Set(
        clients()
          .flatMap(({ data }) => [...data.watched.values()])
          .filter(({ named, packed }) => !named.topic.load && !packed)
          .map(({ named }) => named.name),
      )
      for (const name of names) {
        const named = publisher.named(name)
        if (!named) continue
        const before = new Map(clients().flatMap((client) => (client.rooms.has(name) ? [[client, backlogOf(client)] as const] : [])))
        io.to(name).emit('snapshot', name, plain(publisher.snapshot(named)))
        for (const [client, bytes] of before) weigh(client, name, bytes)
      }
    },
  })

  const clients = (): Client[] => [...io.sockets.sockets.values()]

  function tend(): void {
    const now = clock.elapsedMs()
    const all = clients()
    const allowedBytes = Math.min(behindBytes, Math.max(CAUGHT_UP_BYTES, BEHIND_BYTES_OF_ALL / all.length))
    for (const client of all) {
      const { data } = client
      const waiting = backlogOf(client)
      if (data.behindSinceMs === null && waiting > allowedBytes + snapshotBytesOf(data)) {
        data.behindSinceMs = now
        for (const name of data.watched.keys()) {
          void client.leave(name)
          data.owed.set(name, 0)
        }
      } else if (data.behindSinceMs !== null && waiting <= CAUGHT_UP_BYTES) data.behindSinceMs = null
      if (data.behindSinceMs !== null && now - data.behindSinceMs > STUCK_MS) cut(client)
      if (data.behindSinceMs === null) for (const [name, fromMs] of data.owed) if (fromMs <= now) repay(client, name)
    }
  }
  /** After what is under way, or a screen that is told much would take the engine for dead. Who is behind is told what can be taken at once. */
  function beat(): void {
    const now = mirror.beat()
    for (const client of clients()) (client.data.behindSinceMs === null ? client : client.volatile).emit('beat', now)
  }
  function repay(client: Client, name: string): void {
    const watched = client.data.watched.get(name)
    if (watched) settle(client, watched.named)
    else client.data.owed.delete(name)
  }

  const timers = [clock.every(TEND_EVERY_MS, tend), clock.every(BEAT_EVERY_MS, beat)]

  return {
    sockets: () => io.sockets.sockets.size,
    disconnectActor(actorId) {
      for (const client of clients()) if (client.data.identity.actor.id === actorId) cut(client)
    },
    async close() {
      for (const timer of timers) timer.cancel()
      stopListening()
      for (const client of clients()) cut(client)
      io.engine.close()
    },
  }
}

/** What bringing a client up anew would send: for whom less waits, that is no help, least of all while it reads one. */
const snapshotBytesOf = ({ watched }: Held): number => [...watched.values()].reduce((sum, { snapshotBytes }) => sum + snapshotBytes, 0)

/** Bytes that wait to be taken by the client: in the websocket, and before it in engine.io. Their fields are not in its types. */
function backlogOf({ conn }: Client): number {
  const { bufferedAmount = 0 } = (Reflect.get(conn.transport, 'socket') ?? {}) as { bufferedAmount?: number }
  const packets = (Reflect.get(conn, 'writeBuffer') ?? []) as readonly { data?: string }[]
  return packets.reduce((bytes, { data }) => bytes + (data?.length ?? 0), bufferedAmount)
}
