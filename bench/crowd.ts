import WebSocket from 'ws'
import type { FromCrowd, ToCrowd } from './crowd-client'

/**
 * Many screens in one process that does as little as possible for each, since it shares the machine with what is measured: socket.io's text
 * packets (protocol 5 on engine.io 4) are looked at without being parsed.
 */
/** Of a frame so much is looked at: which topic, which number. */
const HEAD_BYTES = 160
const MARK = '"title":"mark '
const DELTAS = '42["deltas",[["'
const CONNECT_AT_ONCE = 25
const OPEN_WITHIN_MS = 20_000

/** Arrivals of what the parent marked: the mark, and epoch milliseconds. */
let marks: number[] = []
/** By topic and number of a frame: when the first screen had it. */
let frames = new Map<string, number>()
let behindMs: number[] = []
let lost = 0
let frameBytes = 0

const nowMs = () => performance.timeOrigin + performance.now()

function hear(text: Buffer): void {
  const head = text.toString('latin1', 0, HEAD_BYTES)
  if (!head.startsWith(DELTAS)) return
  frameBytes += text.length
  const topic = head.slice(DELTAS.length, head.indexOf('"', DELTAS.length))
  const atMs = nowMs()
  if (topic === 'incidents') {
    const at = text.indexOf(MARK)
    if (at >= 0) marks.push(Number.parseInt(text.toString('latin1', at + MARK.length, at + MARK.length + 10), 10), atMs)
  }
  const seq = /"seq":(\d+)/.exec(head)?.[1]
  if (seq === undefined) return
  const firstMs = frames.get(`${topic} ${seq}`)
  if (firstMs === undefined) frames.set(`${topic} ${seq}`, atMs)
  else behindMs.push(atMs - firstMs)
}

/** One screen: there when the server has taken its handshake. It offers no extension, so nothing comes compressed. */
async function open({ url, key, topics }: Extract<ToCrowd, { kind: 'open' }>): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket/?EIO=4&transport=websocket`, {
    headers: { authorization: `Bearer ${key}` },
    perMessageDeflate: false,
    skipUTF8Validation: true,
    handshakeTimeout: OPEN_WITHIN_MS,
  })
  await new Promise<void>((done, fail) => {
    let ready = false
    socket.on('error', fail)
    socket.on('close', () => {
      if (ready) lost += 1
      else fail(new Error('A screen was turned away.'))
    })
    socket.on('message', (data: Buffer) => {
      const [type, kind] = [data[0], data[1]]
      // engine.io: 0 open, 2 ping, 4 message; in a message, socket.io: 0 connected, 2 event.
      if (type === 0x30) socket.send('40')
      else if (type === 0x32) socket.send('3')
      else if (type === 0x34 && kind === 0x30) {
        for (const topic of topics) socket.send(`42["watch","${topic}",null,"packed"]`)
        ready = true
        done()
      } else if (type === 0x34) hear(data)
    })
  })
}

const tell = (message: FromCrowd) => void process.send?.(message)

process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})
process.on('message', async (message: ToCrowd) => {
  if (message.kind === 'open') {
    try {
      for (let i = 0; i < message.count; i += CONNECT_AT_ONCE)
        await Promise.all(Array.from({ length: Math.min(CONNECT_AT_ONCE, message.count - i) }, () => open(message)))
      tell({ kind: 'open' })
    } catch (cause) {
      tell({ kind: 'refused', because: cause instanceof Error ? cause.message : String(cause) })
    }
    return
  }
  tell({ kind: 'heard', marks: Float64Array.from(marks), behindMs: Float64Array.from(behindMs), frames: frames.size, frameBytes, lost })
  marks = []
  behindMs = []
  frames = new Map()
  frameBytes = 0
})
