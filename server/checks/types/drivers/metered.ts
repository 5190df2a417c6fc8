import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** More than any check needs to see; beyond it the connection is closed. */
export const MOST_ANSWER_BYTES = 4 * 1024 * 1024

/** A connection as a driver gets it: what the other side sends is counted, and waits until the driver listens. */
export class Metered extends Duplex {
  readonly #socket: Socket
  #received = 0

  /** @param onTooMuch called once when more than `MOST_ANSWER_BYTES` came */
  constructor(socket: Socket, onTooMuch: () => void) {
    super({ allowHalfOpen: false })
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => {
      const before = this.#received
      this.#received += bytes.length
      if (before <= MOST_ANSWER_BYTES && this.#received > MOST_ANSWER_BYTES) return onTooMuch()
      if (!this.push(bytes)) socket.pause()
    })
    socket.on('end', () => this.push(null))
    socket.on('close', () => this.destroy())
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (cause?: Error | null) => void): void {
    this.#socket.write(bytes, (cause) => done(cause ?? null))
  }

  override _final(done: (cause?: Error | null) => void): void {
    this.#socket.end(done)
  }

  override _destroy(cause: Error | null, done: (cause?: Error | null) => void): void {
    this.#socket.destroy()
    // Whoever speaks TLS over this learns of its own error a moment later, and that one says more than the end.
    setImmediate(() => done(cause))
  }
}
