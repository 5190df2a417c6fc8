import type { Socket } from 'socket.io-client'
import type { Beat, ClientEvents, Delta, PackedSnapshot, ServerEvents, Snapshot } from '@/server/live/model'
import { canUnpack, unpackSnapshot } from './unpack'

type Item = { readonly id: string }
export type LiveSocket = Socket<ServerEvents, ClientEvents>

export type Subscriber = {
  /** What is held, so that only what is missing is sent; null when a snapshot is needed in any case. */
  since(): { readonly epoch: string; readonly seq: number } | null
  /** A snapshot has come, and is being unpacked. */
  onComing(): void
  onSnapshot(snapshot: Snapshot<Item>): void
  onDelta(delta: Delta<Item>): void
  onRefused(sentence: string): void
}

export type Connection = {
  readonly connected: boolean
  readonly beat: Beat | null
  /** When the last frame came, in epoch milliseconds of the server's clock. */
  readonly frameAtMs: number | undefined
  /** Why we may not connect at all: signed out. Trying again is of no use. */
  readonly refusal: string | null
}

export type Hub = {
  subscribe(topic: string, subscriber: Subscriber): { ask(): void; stop(): void }
  connection(): Connection
  onConnection(listener: () => void): () => void
}

/** One socket for all that a page shows. After every connection each subscriber says what it holds, and gets what it missed. */
export function createHub(open: () => LiveSocket, clock: { now(): number; setServerTime(atMs: number): void }): Hub {
  const topics = new Map<string, Set<Subscriber>>()
  const listeners = new Set<() => void>()
  let connection: Connection = { connected: false, beat: null, frameAtMs: undefined, refusal: null }
  let socket: LiveSocket | undefined
  let unpacks = canUnpack()

  const change = (next: Partial<Connection>) => {
    connection = { ...connection, ...next }
    for (const listener of listeners) listener()
  }
  const ask = (topic: string, subscriber: Subscriber) => {
    if (!socket?.connected) return
    if (unpacks) socket.emit('watch', topic, subscriber.since(), 'packed')
    else socket.emit('watch', topic, subscriber.since())
  }
  const each = (topic: string, call: (subscriber: Subscriber) => void) => {
    for (const subscriber of topics.get(topic) ?? []) call(subscriber)
  }
  const unpack = (topic: string, snapshot: PackedSnapshot) => {
    each(topic, ({ onComing }) => onComing())
    unpackSnapshot(snapshot).then(
      (whole) => each(topic, ({ onSnapshot }) => onSnapshot(whole)),
      () => {
        // What this browser cannot read it asks for as it is.
        unpacks = false
        each(topic, (subscriber) => ask(topic, subscriber))
      },
    )
  }
  const connect = (): LiveSocket => {
    const opened = open()
    opened.on('connect', () => {
      change({ connected: true, refusal: null })
      for (const [topic, subscribers] of topics) for (const subscriber of subscribers) ask(topic, subscriber)
    })
    opened.on('disconnect', () => change({ connected: false }))
    opened.on('connect_error', (cause) => change({ connected: false, refusal: opened.active ? null : cause.message }))
    opened.on('beat', (beat) => {
      clock.setServerTime(beat.atMs)
      change({ beat, frameAtMs: clock.now() })
    })
    opened.on('snapshot', (topic, snapshot) => {
      if ('packed' in snapshot) unpack(topic, snapshot)
      else each(topic, ({ onSnapshot }) => onSnapshot(snapshot))
    })
    opened.on('refused', (topic, sentence) => each(topic, ({ onRefused }) => onRefused(sentence)))
    opened.on('deltas', (deltas) => {
      for (const [topic, delta] of deltas) each(topic, ({ onDelta }) => onDelta(delta))
    })
    return opened
  }

  return {
    subscribe(topic, subscriber) {
      const subscribers = topics.get(topic) ?? new Set()
      topics.set(topic, subscribers.add(subscriber))
      socket ??= connect()
      ask(topic, subscriber)
      return {
        ask: () => ask(topic, subscriber),
        stop() {
          subscribers.delete(subscriber)
          if (subscribers.size > 0 || topics.get(topic) !== subscribers) return
          topics.delete(topic)
          if (socket?.connected) socket.emit('unwatch', topic)
        },
      }
    },
    connection: () => connection,
    onConnection(listener) {
      listeners.add(listener)
      socket ??= connect()
      return () => void listeners.delete(listener)
    },
  }
}
