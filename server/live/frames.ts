import { deserialize, serialize } from 'node:v8'

/** The longest frame that is sent or taken: a world of ten thousand checks is a third of it. */
export const FRAME_MAX_BYTES = 64 * 1024 * 1024
const HEAD_BYTES = 4

/** What came does not follow the framing; the connection can not be trusted to be in step any more. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
}

/**
 * One value as it travels between engine and web: its length in four bytes, then Node's structured clone, in which Maps, Dates, typed
 * arrays and shared references survive.
 */
export function encodeFrame(value: unknown, maxBytes = FRAME_MAX_BYTES): Buffer {
  const body = serialize(value)
  if (body.length > maxBytes) throw new FrameError(`A frame of ${body.length} bytes is more than the ${maxBytes} that may be sent.`)
  const frame = Buffer.allocUnsafe(HEAD_BYTES + body.length)
  frame.writeUInt32BE(body.length)
  body.copy(frame, HEAD_BYTES)
  return frame
}

/** Puts the values together again from whatever pieces arrive. Throws a `FrameError` on the first thing that is none of ours. */
export function createFrameReader(onValue: (value: unknown) => void, maxBytes = FRAME_MAX_BYTES): (chunk: Buffer) => void {
  let head = Buffer.alloc(0)
  let body: Buffer | undefined
  let filled = 0

  const finish = (whole: Buffer) => {
    body = undefined
    filled = 0
    onValue(parse(whole))
  }
  return (chunk) => {
    let rest = chunk
    while (rest.length > 0) {
      if (!body) {
        const missing = HEAD_BYTES - head.length
        head = Buffer.concat([head, rest.subarray(0, missing)])
        rest = rest.subarray(missing)
        if (head.length < HEAD_BYTES) return
        const length = head.readUInt32BE()
        if (length > maxBytes) throw new FrameError(`A frame of ${length} bytes is more than the ${maxBytes} that may be taken.`)
        head = Buffer.alloc(0)
        // A buffer of its own: typed arrays in the value go on living in it.
        body = Buffer.alloc(length)
      }
      const taken = rest.copy(body, filled)
      filled += taken
      rest = rest.subarray(taken)
      if (filled === body.length) finish(body)
    }
  }
}

function parse(body: Buffer): unknown {
  try {
    return deserialize(body)
  } catch (cause) {
    throw new FrameError('A frame holds nothing that can be read.', { cause })
  }
}
