import { io, type Socket } from 'socket.io-client'
import type { Delta, Snapshot } from '@/server/live/model'

type Item = { readonly id: string }

/** Somebody who looks: one socket that watches some topics. */
export type Viewer = {
  /** What came over the wire, compressed as it was, until the last snapshot was there. */
  readonly snapshotBytes: number
  /** Each item of each delta as it comes; `atMs` is epoch milliseconds with fractions. */
  onItem(listener: (topic: string, item: Item, atMs: number) => void): void
  /** Why the connection was lost; null while it holds. */
  readonly lost: string | null
  /** The longest time between two beats so far, in milliseconds; the server sends one a second. */
  readonly longestSilenceMs: number
  close(): void
}

export async function openViewer(url: string, key: string, topics: readonly string[]): Promise<Viewer> {
  const socket = io(url, {
    path: '/socket',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: 10_000,
    extraHeaders: { authorization: `Bearer ${key}` },
  })
  const listeners: ((topic: string, item: Item, atMs: number) => void)[] = []
  const awaited = new Set(topics)
  await new Promise<void>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`No snapshot of ${[...awaited].join(', ')} came within 20 s.`)), 20_000)
    socket.on('connect_error', fail)
    socket.on('refused', (topic: string, sentence: string) => fail(new Error(`${topic} is refused: ${sentence}`)))
    socket.on('snapshot', (topic: string, _snapshot: Snapshot<Item>) => {
      awaited.delete(topic)
      if (awaited.size > 0) return
      clearTimeout(late)
      done()
    })
    socket.on('connect', () => {
      for (const topic of topics) socket.emit('watch', topic, null)
    })
  }).catch((cause) => {
    socket.disconnect()
    throw cause
  })
  const snapshotBytes = wireBytesOf(socket)
  let lost: string | null = null
  let [heardMs, longestSilenceMs] = [performance.now(), 0]
  socket.on('disconnect', (reason) => {
    lost = reason
  })
  socket.on('beat', () => {
    const nowMs = performance.now()
    longestSilenceMs = Math.max(longestSilenceMs, nowMs - heardMs)
    heardMs = nowMs
  })
  socket.on('deltas', (deltas: readonly (readonly [string, Delta<Item>])[]) => {
    if (listeners.length === 0) return
    const atMs = performance.timeOrigin + performance.now()
    for (const [topic, { upsert = [] }] of deltas) for (const item of upsert) for (const listener of listeners) listener(topic, item, atMs)
  })
  return {
    snapshotBytes,
    onItem: (listener) => void listeners.push(listener),
    get lost() {
      return lost
    },
    get longestSilenceMs() {
      return Math.max(longestSilenceMs, performance.now() - heardMs)
    },
    close: () => void socket.disconnect(),
  }
}

/** The connection under the websocket is not in its types. */
function wireBytesOf({ io: { engine } }: Socket): number {
  const websocket: object = Reflect.get(engine.transport, 'ws') ?? {}
  const connection: object = Reflect.get(websocket, '_socket') ?? {}
  return Number(Reflect.get(connection, 'bytesRead'))
}
