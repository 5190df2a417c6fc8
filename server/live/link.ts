import { chmod, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { SECOND } from '../kernel/duration'
import { isRefusal, Refusal, type RefusalCode, sentenceOf } from '../kernel/errors'
import type { Change, Pulse, World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import { createFrameReader, encodeFrame, FRAME_MAX_BYTES } from './frames'

/**
 * Telemetry is gathered this long into one frame: a frame costs more than a result in it, and a person sees no difference below. As long as
 * the committer gathers results, so that one waking up does both.
 */
const GATHER_MS = 250
const PULSES_MAX = 20_000
const BEAT_EVERY_MS = SECOND
/** A peer that says nothing for so long is gone, whatever its socket claims. */
const SILENT_MS = 5 * SECOND
/** What may wait for a web that reads slowly, beyond a snapshot under way. More, and it is brought up to date by a new snapshot. */
const BACKLOG_MAX_BYTES = 4 * 1024 * 1024
/** A web that has taken nothing for so long is cut off. */
const STUCK_MS = 30 * SECOND
const RECONNECT_FIRST_MS = 50
const RECONNECT_MAX_MS = 2 * SECOND
/** People's changes that wait for the engine; beyond them it is told to read everything again. */
const MOVED_MAX = 1_000
const REQUESTS_MAX = 256
/** The longest path of a unix socket. Source: unix(7), sun_path is 108 bytes with its end. */
const PATH_MAX_BYTES = 107

/** What a web may ask of the engine, and wait for. `body` is understood by who answers. */
export type LinkRequest = { readonly kind: string; readonly body?: unknown }

type ToWeb =
  | { readonly kind: 'snapshot'; readonly world: World }
  | { readonly kind: 'news'; readonly at: Date; readonly pulses: readonly Pulse[]; readonly changes: readonly Change[] }
  | { readonly kind: 'beat'; readonly at: Date }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly code: RefusalCode; readonly says: string }
type ToEngine =
  | { readonly kind: 'moved'; readonly changes: readonly Change[]; readonly missed: boolean }
  | { readonly kind: 'request'; readonly id: number; readonly request: LinkRequest }
  | { readonly kind: 'beat' }

export type LinkServerParts = {
  readonly path: string
  readonly clock: Clock
  readonly log: Log
  /** The engine's world as it is now; sent whole to each web that connects. */
  readonly world: () => World
  /** What people changed through a web, committed. `missed` says that some were dropped on the way: read everything again. */
  readonly onMoved: (changes: readonly Change[], missed: boolean) => void
  /** Answers a web's request; a `Refusal` reaches the asker as one. */
  readonly onRequest: (request: LinkRequest) => Promise<unknown>
  readonly maxFrameBytes?: number
  readonly backlogMaxBytes?: number
}

export type LinkServer = {
  /** Committed changes, to every web at once. */
  publish(changes: readonly Change[]): void
  /** What nobody waits for; goes with what is told next. */
  mention(change: Change): void
  /** One check's last result; gathered into a few frames a second. */
  pulse(pulse: Pulse): void
  /** How many webs are connected. */
  webs(): number
  close(): Promise<void>
}

type Web = {
  readonly socket: Socket
  readonly stop: () => void
  behind: boolean
  allowance: number
  heardAtMs: number
  movedAtMs: number
  written: number
}

/** The engine's end: a unix socket at which each web gets the world, and then all that happens to it. */
export async function createLinkServer(parts: LinkServerParts): Promise<LinkServer> {
  const { path, clock, log, world, onMoved, onRequest, maxFrameBytes = FRAME_MAX_BYTES, backlogMaxBytes = BACKLOG_MAX_BYTES } = parts
  const webs = new Set<Web>()
  let pulses: Pulse[] = []
  let mentions: Change[] = []
  let gathering: { cancel(): void } | undefined
  let toldAtMs = clock.elapsedMs()

  const write = (web: Web, frame: Buffer) => {
    if (web.behind) return
    if (web.socket.writableLength + frame.length > web.allowance + backlogMaxBytes) {
      web.behind = true
      log.warn('A web reads too slowly; it gets a new snapshot once it has caught up.', { waitingBytes: web.socket.writableLength })
      return
    }
    web.socket.write(frame)
  }
  const tell = (message: ToWeb) => {
    if (webs.size === 0) return
    const frame = encodeFrame(message, maxFrameBytes)
    for (const web of webs) write(web, frame)
  }
  const sendSnapshot = (web: Web) => {
    try {
      const frame = encodeFrame({ kind: 'snapshot', world: world() } satisfies ToWeb, maxFrameBytes)
      web.behind = false
      web.allowance = frame.length
      web.socket.write(frame)
    } catch (cause) {
      log.error('The world could not be sent to a web.', { because: sentenceOf(cause) })
      web.socket.destroy()
    }
  }
  const tellNews = (changes: readonly Change[]) => {
    gathering?.cancel()
    gathering = undefined
    const news = { pulses, changes: [...mentions, ...changes] }
    pulses = []
    mentions = []
    if (news.pulses.length + news.changes.length === 0) return
    toldAtMs = clock.elapsedMs()
    tell({ kind: 'news', at: clock.now(), ...news })
  }
  const gather = () => {
    gathering ??= clock.after(GATHER_MS, () => tellNews([]))
  }

  const answer = async (web: Web, id: number, request: LinkRequest) => {
    try {
      const value = await onRequest(request)
      write(web, encodeFrame({ kind: 'answer', id, value } satisfies ToWeb, maxFrameBytes))
    } catch (cause) {
      if (!isRefusal(cause)) log.error('A request of a web failed.', { request: request.kind, because: sentenceOf(cause) })
      const [code, says] = isRefusal(cause) ? [cause.code, cause.message] : (['unavailable', 'The engine could not do this.'] as const)
      write(web, encodeFrame({ kind: 'refused', id, code, says } satisfies ToWeb, maxFrameBytes))
    }
  }

  const onWeb = (socket: Socket) => {
    const web: Web = {
      socket,
      stop: () => socket.destroy(),
      behind: false,
      allowance: 0,
      heardAtMs: clock.elapsedMs(),
      movedAtMs: clock.elapsedMs(),
      written: 0,
    }
    webs.add(web)
    const read = createFrameReader((value) => {
      web.heardAtMs = clock.elapsedMs()
      const message = value as ToEngine
      if (isKind(message, 'moved')) onMoved(message.changes, message.missed)
      else if (isKind(message, 'request')) void answer(web, message.id, message.request)
    }, maxFrameBytes)
    readInto(socket, read, log)
    socket.on('drain', () => {
      web.allowance = 0
      if (web.behind) sendSnapshot(web)
    })
    socket.on('close', () => webs.delete(web))
    sendSnapshot(web)
  }

  const tend = () => {
    const now = clock.elapsedMs()
    // News say as much.
    if (now - toldAtMs >= BEAT_EVERY_MS) tell({ kind: 'beat', at: clock.now() })
    for (const web of webs) {
      const { bytesWritten, writableLength } = web.socket
      const passed = bytesWritten - writableLength
      if (passed !== web.written || writableLength === 0) web.movedAtMs = now
      web.written = passed
      if (now - web.heardAtMs > SILENT_MS || now - web.movedAtMs > STUCK_MS) web.stop()
    }
  }

  const server = createServer(onWeb)
  server.maxConnections = 64
  await listen(server, path)
  server.on('error', (cause) => log.error('The link to the webs failed.', { because: cause.message }))
  const beats = clock.every(BEAT_EVERY_MS, tend)

  return {
    publish: tellNews,
    mention(change) {
      if (webs.size === 0) return
      mentions.push(change)
      gather()
    },
    pulse(pulse) {
      if (webs.size === 0) return
      pulses.push(pulse)
      if (pulses.length >= PULSES_MAX) tellNews([])
      else gather()
    },
    webs: () => webs.size,
    async close() {
      beats.cancel()
      tellNews([])
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const { socket } of webs) socket.end(() => socket.destroy())
      const grace = clock.after(SECOND, () => {
        for (const web of webs) web.stop()
      })
      await closed
      grace.cancel()
    },
  }
}

export type LinkParts = {
  readonly path: string
  readonly clock: Clock
  readonly log: Log
  readonly onSnapshot: (world: World) => void
  /** Results and committed changes, in the order in which they are to be applied: results first. */
  readonly onNews: (news: { readonly at: Date; readonly pulses: readonly Pulse[]; readonly changes: readonly Change[] }) => void
  readonly onBeat: (engineAt: Date) => void
  /** The engine is not there any more; called once for each time that it was. */
  readonly onDown: () => void
  readonly maxFrameBytes?: number
}

export type Link = {
  readonly connected: boolean
  /** Tells the engine what people changed. Kept, within a bound, while the engine is away. */
  moved(changes: readonly Change[]): void
  /** Asks the engine and waits at most `withinMs`; refused as `unavailable` when it is away or silent. */
  request(request: LinkRequest, withinMs: number): Promise<unknown>
  close(): void
}

/** The web's end: connects, and connects again for ever, with growing pauses. */
export function connectLink({ path, clock, log, onSnapshot, onNews, onBeat, onDown, maxFrameBytes = FRAME_MAX_BYTES }: LinkParts): Link {
  const asked = new Map<number, { resolve(value: unknown): void; reject(cause: Refusal): void }>()
  let socket: Socket | undefined
  let up = false
  let closed = false
  let lastId = 0
  let pauseMs = RECONNECT_FIRST_MS
  let heardAtMs = 0
  let moved: Change[] = []
  let missed = false

  const send = (message: ToEngine) => socket?.write(encodeFrame(message, maxFrameBytes))
  const flush = () => {
    if (!up || (moved.length === 0 && !missed)) return
    send({ kind: 'moved', changes: moved, missed })
    moved = []
    missed = false
  }
  const refuseAll = () => {
    for (const { reject } of asked.values()) reject(away())
    asked.clear()
  }
  const take = (value: unknown) => {
    heardAtMs = clock.elapsedMs()
    const message = value as ToWeb
    if (isKind(message, 'snapshot')) {
      up = true
      pauseMs = RECONNECT_FIRST_MS
      onSnapshot(message.world)
      flush()
    } else if (isKind(message, 'news')) onNews(message)
    else if (isKind(message, 'beat')) onBeat(message.at)
    else if (isKind(message, 'answer')) settle(message.id)?.resolve(message.value)
    else if (isKind(message, 'refused')) settle(message.id)?.reject(new Refusal(message.code, message.says))
  }
  const settle = (id: number) => {
    const waiting = asked.get(id)
    asked.delete(id)
    return waiting
  }
  const open = () => {
    if (closed) return
    const opened = connect(path)
    socket = opened
    heardAtMs = clock.elapsedMs()
    readInto(opened, createFrameReader(take, maxFrameBytes), log)
    opened.on('close', () => {
      const was = up
      up = false
      refuseAll()
      if (was && !closed) {
        log.warn('The engine is not there; what is shown grows old until it comes back.')
        onDown()
      }
      if (!closed) clock.after(pauseMs, open)
      pauseMs = Math.min(pauseMs * 2, RECONNECT_MAX_MS)
    })
  }
  const beats = clock.every(BEAT_EVERY_MS, () => {
    if (up && (socket?.writableLength ?? 0) < BACKLOG_MAX_BYTES) send({ kind: 'beat' })
    if (clock.elapsedMs() - heardAtMs > SILENT_MS) socket?.destroy()
  })
  open()

  return {
    get connected() {
      return up
    },
    moved(changes) {
      moved.push(...changes)
      if (moved.length > MOVED_MAX) {
        moved = moved.slice(-MOVED_MAX)
        missed = true
      }
      flush()
    },
    request(request, withinMs) {
      if (!up || asked.size >= REQUESTS_MAX) return Promise.reject(away())
      const id = ++lastId
      return new Promise((resolve, reject) => {
        const timer = clock.after(withinMs, () =>
          settle(id)?.reject(new Refusal('unavailable', `The engine did not answer within ${withinMs / SECOND} s. It may still do it.`)),
        )
        asked.set(id, {
          resolve: (value) => {
            timer.cancel()
            resolve(value)
          },
          reject: (cause) => {
            timer.cancel()
            reject(cause)
          },
        })
        send({ kind: 'request', id, request })
      })
    },
    close() {
      closed = true
      beats.cancel()
      refuseAll()
      socket?.destroy()
    },
  }
}

const away = () => new Refusal('unavailable', 'The engine is not running. It is being started again; try once more in a few seconds.')

const isKind = <Message extends { readonly kind: string }, Kind extends Message['kind']>(
  message: Message,
  kind: Kind,
): message is Extract<Message, { kind: Kind }> => typeof message === 'object' && message !== null && message.kind === kind

function readInto(socket: Socket, read: (chunk: Buffer) => void, log: Log): void {
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch (cause) {
      log.error('The link between engine and web was cut: what came could not be taken.', { because: sentenceOf(cause) })
      socket.destroy()
    }
  })
}

/** Takes the path, and clears away a socket that nobody answers any more. */
async function listen(server: ReturnType<typeof createServer>, path: string): Promise<void> {
  if (Buffer.byteLength(path) > PATH_MAX_BYTES)
    throw new Error(`${path} is longer than the ${PATH_MAX_BYTES} bytes that a socket's path may have; use a shorter data folder.`)
  if (await answers(path)) throw new Error(`Another engine already answers at ${path}; stop it first.`)
  await rm(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })
  await chmod(path, 0o600)
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
