import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'

/** As much of a body as is read, decompressed. What follows is not read, and the connection is closed. */
export const MOST_BODY_BYTES = 1024 * 1024

/** Collects a body up to the cap on its *decompressed* bytes, so that neither 10 GB nor a compressed bomb fills the memory. */
export class Body {
  /** Whether there was more than the cap. */
  isCut = false
  failure: string | undefined
  readonly #chunks: Buffer[] = []
  #size = 0
  #coding = ''
  #decoder: Transform | undefined
  /** Called when nothing more is wanted: the cap is reached, or the bytes are not what they claim. */
  readonly #onEnough: () => void
  #hasEnough = false

  constructor(onEnough: () => void) {
    this.#onEnough = onEnough
  }

  /** Names the content-encoding; to be called before the first bytes. Codings that nobody asked for are left as they are. */
  encodedAs(coding: string | undefined): void {
    this.#coding = coding?.trim().toLowerCase() ?? ''
  }

  /** @returns whether the decoder takes more at once; if not, `onDrain` is called when it does */
  push(bytes: Buffer, onDrain: () => void): boolean {
    if (this.#hasEnough) return true
    if (this.#coding === '') {
      this.#keep(bytes)
      return true
    }
    this.#decoder ??= this.#begin(bytes)
    if (!this.#decoder) {
      this.#keep(bytes)
      return true
    }
    if (this.#decoder.write(bytes)) return true
    this.#decoder.once('drain', onDrain)
    return false
  }

  /** All bytes were pushed. Calls back when they are decompressed too. */
  finish(done: () => void): void {
    const decoder = this.#decoder
    if (!decoder || this.#hasEnough) {
      done()
      return
    }
    decoder.once('end', done)
    decoder.end()
  }

  bytes(): Buffer {
    const [first] = this.#chunks
    return this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)
  }

  text(): string {
    return this.bytes().toString('utf8')
  }

  close(): void {
    this.#hasEnough = true
    this.#decoder?.destroy()
  }

  #begin(first: Buffer): Transform | undefined {
    const decoder = decoderOf(this.#coding, first)
    decoder?.on('data', (bytes: Buffer) => this.#keep(bytes))
    decoder?.on('error', () => {
      if (this.#hasEnough) return
      this.failure = `is not the ${this.#coding} that it claims to be`
      this.#enough()
    })
    return decoder
  }

  #keep(bytes: Buffer): void {
    if (this.#hasEnough) return
    const room = MOST_BODY_BYTES - this.#size
    this.#chunks.push(bytes.length > room ? bytes.subarray(0, room) : bytes)
    this.#size += Math.min(bytes.length, room)
    if (bytes.length <= room) return
    this.isCut = true
    this.#enough()
  }

  #enough(): void {
    this.close()
    this.#onEnough()
  }
}

function decoderOf(coding: string, first: Buffer): Transform | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip()
  if (coding === 'br') return createBrotliDecompress()
  if (coding === 'zstd') return createZstdDecompress()
  // "deflate" means the zlib format, but some servers send the bare stream (RFC 9110, section 8.4.1.2).
  if (coding === 'deflate') return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
  return undefined
}
