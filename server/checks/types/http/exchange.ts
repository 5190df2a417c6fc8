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

type ExchangeTools = Pick<ProbeTools, 'onTimeUp' | 'elapsedMs' | 'lookup' | 'refuses' | 'now'>

/** Sends one request over a connection of its own and reads the answer up to the cap. Always answers; a failure is `trouble`. */
export async function exchange(request: WireRequest, tools: ExchangeTools): Promise<Exchange> {
  const isPlain = !request.tls && !request.tunnel
  const reading = new Reading(request.hasNoAnswerBody, tools.elapsedMs)
  const connection = new Connection(request.target, tools, isPlain ? reading.onBytes : undefined)
  if (
    (await connection.open()) &&
    (!request.tunnel || (await tunnelled(connection, request.tunnel))) &&
    (!request.tls || (await connection.secure(request.tls)))
  ) {
    await reading.run(request, connection)
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
  readonly #elapsedMs: () => number
  #connection: Connection | undefined
  #firstMs = 0
  #isTyped = false
  #done: (() => void) | undefined

  constructor(hasNoBody: boolean, elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs
    this.body = new Body(this.#settle)
    this.reader = new ResponseReader(hasNoBody, this.#onBody)
  }

  async run(request: WireRequest, connection: Connection): Promise<void> {
    const { socket } = connection
    if (!socket) return
    this.#connection = connection
    const startedMs = this.#elapsedMs()
    connection.doing = 'waiting for the first byte of the answer'
    await new Promise<void>((done) => {
      this.#done = done
      connection.onTrouble = done
      if (request.tls || request.tunnel) socket.on('data', this.onBytes)
      socket.once('end', this.#ended)
      socket.once('close', this.#ended)
      socket.write(request.head, 'utf8')
      if (request.body) socket.write(request.body)
      if (this.reader.isOver) this.#over()
    })
    const endedMs = this.#elapsedMs()
    this.firstByteMs = Math.max(0, (this.#firstMs || endedMs) - startedMs)
    this.transferMs = this.#firstMs ? endedMs - Math.max(startedMs, this.#firstMs) : 0
    if (this.body.failure) connection.fail({ says: `the body of the answer ${this.body.failure}`, blind: false })
  }

  /** A server may speak before it is asked; that is no answer to what follows, but it is judged as one. */
  readonly onBytes = (bytes: Buffer) => {
    if (this.#firstMs === 0) {
      this.#firstMs = this.#elapsedMs()
      if (this.#connection) this.#connection.doing = 'reading the answer'
    }
    this.reader.push(bytes)
    if (this.reader.isOver) this.#over()
  }

  readonly #ended = () => {
    this.reader.end()
    this.#over()
  }

  #over(): void {
    const connection = this.#connection
    if (!connection) return
    if (this.reader.stage === 'failed') connection.fail({ says: `the answer ${this.reader.failure}`, blind: false })
    else if (!connection.trouble) this.body.finish(this.#settle)
  }

  readonly #settle = () => {
    this.#done?.()
  }

  readonly #onBody = (bytes: Buffer) => {
    if (!this.#isTyped) {
      this.#isTyped = true
      this.body.encodedAs(this.reader.header('content-encoding'))
    }
    const socket = this.#connection?.socket
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
