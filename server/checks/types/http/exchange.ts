import type { Phases } from '../../model'
import type { CertificateFacts, Trouble } from '../../rules/network-words'
import type { ProbeTools } from '../type'
import { Body } from './body'
import { Connection, type Target, type TlsRequest } from './connection'
import { type Header, ResponseReader } from './response-reader'

/** A request ready to be written: everything that depends on options alone was decided before. */
export type WireRequest = {
  readonly target: Target
  /** Speak TLS to the target before writing. */
  readonly tls?: TlsRequest | undefined
  /** Ask the proxy at `target` for a tunnel to `host:port` first. */
  readonly tunnel?: { readonly to: string; readonly head: string } | undefined
  readonly head: string
  readonly body?: Buffer | undefined
  readonly hasNoAnswerBody: boolean
  /** Reading a certificate takes time; not every request needs it. */
  readonly wantsCertificate: boolean
}

/** One answer, or the trouble that there was none. */
export type Exchange = {
  readonly trouble: Trouble | undefined
  readonly phases: Phases
  readonly status: number
  readonly statusLine: string
  readonly headers: readonly Header[]
  /** The first value, by lower-case name. */
  header(name: string): string | undefined
  readonly body: Body
  readonly certificate: CertificateFacts | undefined
}

type ExchangeTools = Pick<ProbeTools, 'signal' | 'elapsedMs' | 'lookup' | 'refuses' | 'now'>

/** Sends one request over a connection of its own and reads the answer up to the cap. Always answers; a failure is `trouble`. */
export async function exchange(request: WireRequest, tools: ExchangeTools): Promise<Exchange> {
  const connection = new Connection(request.target, tools)
  const reading = new Reading(connection, request.hasNoAnswerBody)
  if (
    (await connection.open()) &&
    (!request.tunnel || (await tunnelled(connection, request.tunnel))) &&
    (!request.tls || (await connection.secure(request.tls)))
  ) {
    await reading.run(request, tools)
  }
  const certificate = request.wantsCertificate ? connection.certificate() : undefined
  connection.close()
  reading.body.close()
  const { dnsMs, connectMs, tlsMs, trouble } = connection
  const { reader, body, firstByteMs, transferMs } = reading
  return {
    trouble,
    phases: { dnsMs, connectMs, tlsMs, firstByteMs, transferMs },
    status: trouble && reader.stage === 'head' ? 0 : reader.status,
    statusLine: reader.statusLine,
    headers: reader.headers,
    header: (name) => reader.header(name),
    body,
    certificate,
  }
}

class Reading {
  readonly reader: ResponseReader
  readonly body: Body
  firstByteMs = 0
  transferMs = 0
  readonly #connection: Connection
  #isTyped = false
  #done: (() => void) | undefined

  constructor(connection: Connection, hasNoBody: boolean) {
    this.#connection = connection
    this.body = new Body(() => this.#settle())
    this.reader = new ResponseReader(hasNoBody, this.#onBody)
  }

  async run(request: WireRequest, { elapsedMs }: Pick<ProbeTools, 'elapsedMs'>): Promise<void> {
    const connection = this.#connection
    const { socket } = connection
    if (!socket) return
    const startedMs = elapsedMs()
    let firstMs = 0
    connection.doing = 'waiting for the first byte of the answer'
    await new Promise<void>((done) => {
      this.#done = done
      connection.onTrouble = done
      socket.on('data', (chunk: Buffer) => {
        if (firstMs === 0) {
          firstMs = elapsedMs()
          connection.doing = 'reading the answer'
        }
        this.reader.push(chunk)
        if (this.reader.isOver) this.#over()
      })
      socket.once('end', () => {
        this.reader.end()
        this.#over()
      })
      socket.once('close', () => {
        this.reader.end()
        this.#over()
      })
      socket.write(request.head, 'utf8')
      if (request.body) socket.write(request.body)
    })
    const endedMs = elapsedMs()
    this.firstByteMs = (firstMs || endedMs) - startedMs
    this.transferMs = firstMs ? endedMs - firstMs : 0
    if (this.body.failure) connection.fail({ says: `the body of the answer ${this.body.failure}`, blind: false })
  }

  #over(): void {
    if (this.reader.stage === 'failed') this.#connection.fail({ says: `the answer ${this.reader.failure}`, blind: false })
    else if (!this.#connection.trouble) this.body.finish(() => this.#settle())
  }

  #settle(): void {
    this.#done?.()
  }

  readonly #onBody = (bytes: Buffer) => {
    if (!this.#isTyped) {
      this.#isTyped = true
      this.body.encodedAs(this.reader.header('content-encoding'))
    }
    const { socket } = this.#connection
    if (!this.body.push(bytes, () => socket?.resume())) socket?.pause()
  }
}

/** Asks a proxy to pass bytes on (RFC 9110, section 9.3.6). */
async function tunnelled(connection: Connection, { head }: { readonly head: string }): Promise<boolean> {
  const { socket } = connection
  if (!socket) return false
  const reader = new ResponseReader(true, () => {})
  connection.doing = 'talking to the proxy'
  await new Promise<void>((done) => {
    connection.onTrouble = done
    const read = (chunk: Buffer) => {
      reader.push(chunk)
      if (reader.isOver) done()
    }
    socket.on('data', read)
    socket.once('close', () => done())
    socket.write(head, 'utf8')
  })
  socket.removeAllListeners('data')
  socket.pause()
  connection.onTrouble = undefined
  if (connection.trouble) return false
  reader.end()
  if (reader.stage === 'done' && reader.status >= 200 && reader.status < 300) return true
  const why = reader.stage === 'failed' ? `its answer ${reader.failure}` : `it answered ${reader.status}`
  connection.fail({ says: `the proxy ${connection.target.host}:${connection.target.port} did not open a tunnel: ${why}`, blind: false })
  return false
}
