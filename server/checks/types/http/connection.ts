import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { type PeerCertificate, type SecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls'
import { type CertificateFacts, certificateTrouble, type Trouble, troubleOf } from '../../rules/network-words'
import type { ProbeTools } from '../type'

/** Where to connect to; `host` is a name or an address without brackets. */
export type Target = { readonly host: string; readonly port: number; readonly family?: 4 | 6 | undefined }
/** With whom to speak TLS; `alpn` is offered when given. */
export type TlsRequest = {
  readonly host: string
  readonly context: SecureContext
  readonly alpn?: readonly string[]
}

/** How long one of several addresses is tried. Node gives up what it tried before, so its own 250 ms would fail distant hosts. */
const NEXT_ADDRESS_MS = 1_500

/** Node makes 64 KiB for every read of a socket and gives most of it back; all plain connections share these instead. */
const READ_INTO = Buffer.allocUnsafe(64 * 1024)

type ConnectionTools = Pick<ProbeTools, 'onTimeUp' | 'elapsedMs' | 'lookup' | 'refuses' | 'now'>

/**
 * One new connection, guarded (REL-5) and timed (CHK-2). Each step answers whether it went well; when not, `trouble` says why.
 * It listens to the clock and to errors from its making until `close`, so that none is ever lost between two steps.
 */
export class Connection {
  readonly target: Target
  /** Takes the bytes that come over a plain connection, as they come; when it is missing, they come as events of the socket. */
  readonly #onBytes: ((bytes: Buffer) => void) | undefined
  socket: Socket | undefined
  trouble: Trouble | undefined
  /** For the sentence of a time-out: `connecting`, `reading the answer`. */
  doing = 'resolving the name'
  dnsMs = 0
  connectMs = 0
  tlsMs = 0
  /** Called once when the connection breaks or time is up, unless a step is waiting and is told instead. */
  onTrouble: (() => void) | undefined
  readonly #tools: ConnectionTools
  #certificate: CertificateFacts | undefined
  #step: ((wentWell: boolean) => void) | undefined

  constructor(target: Target, tools: ConnectionTools, onBytes?: (bytes: Buffer) => void) {
    this.target = target
    this.#tools = tools
    this.#onBytes = onBytes
    tools.onTimeUp(this.#timeIsUp)
  }

  /** Resolves, asks the guard, connects. */
  async open(): Promise<boolean> {
    const { host, port, family = 0 } = this.target
    const tools = this.#tools
    if (this.trouble) return false
    const startedMs = tools.elapsedMs()
    if (isIP(host)) {
      const refusal = tools.refuses(host, port)
      if (refusal) return this.#failed({ says: refusal, blind: false })
      return await this.#connect([{ address: host }], startedMs)
    }
    const addresses = await this.#resolve(host, family)
    const resolvedMs = tools.elapsedMs()
    this.dnsMs = resolvedMs - startedMs
    if (!addresses) return false
    for (const { address } of addresses) {
      const refusal = tools.refuses(address, port)
      if (refusal) return this.#failed({ says: `${host} is at a forbidden address: ${refusal}`, blind: false })
    }
    return await this.#connect(addresses, resolvedMs)
  }

  async #resolve(host: string, family: number): Promise<readonly { address: string }[] | undefined> {
    return await new Promise((done) => {
      this.#step = () => done(undefined)
      this.#tools.lookup(host, { all: true, family }, (cause, addresses) => {
        if (this.trouble) return
        this.#step = undefined
        if (cause) this.trouble = troubleOf(cause, host, this.target.port)
        done(cause || typeof addresses === 'string' ? undefined : addresses)
      })
    })
  }

  async #connect(addresses: readonly { address: string }[], startedMs: number): Promise<boolean> {
    const { port } = this.target
    const [first] = addresses
    this.doing = 'connecting'
    const held: LookupFunction = (_name, _options, callback) =>
      callback(
        null,
        addresses.map(({ address }) => ({ address, family: isIP(address) })),
      )
    const onread = this.#onBytes && { buffer: READ_INTO, callback: this.#read }
    const socket =
      addresses.length === 1 && first
        ? connect({ host: first.address, port, ...(onread && { onread }) })
        : connect({
            host: this.target.host,
            port,
            lookup: held,
            autoSelectFamily: true,
            autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
            ...(onread && { onread }),
          })
    this.#adopt(socket)
    const wentWell = await this.#until((done) => socket.once('connect', () => done(true)))
    this.connectMs = this.#tools.elapsedMs() - startedMs
    return wentWell
  }

  /** What is read is copied at once: the next answer of any connection comes into the same bytes. */
  readonly #read = (length: number, bytes: Uint8Array): boolean => {
    this.#onBytes?.(Buffer.from(bytes.subarray(0, length)))
    return true
  }

  /** Speaks TLS over the connection. An untrusted certificate is a trouble, before anything is sent. */
  async secure({ host, context, alpn }: TlsRequest): Promise<boolean> {
    const { socket } = this
    if (!socket || this.trouble) return false
    const startedMs = this.#tools.elapsedMs()
    this.doing = 'agreeing on TLS'
    const secured = tlsConnect({
      socket,
      secureContext: context,
      rejectUnauthorized: false,
      ...(isIP(host) ? { host } : { servername: host, host }),
      ...(alpn ? { ALPNProtocols: [...alpn] } : {}),
    })
    this.#adopt(secured)
    const wentWell = await this.#until((done) => secured.once('secureConnect', () => done(true)))
    this.tlsMs = this.#tools.elapsedMs() - startedMs
    if (!wentWell || secured.authorized) return wentWell
    this.#certificate = certificateOf(secured)
    return this.#failed({
      says: certificateTrouble(authorizationCode(secured), host, this.#certificate, this.#tools.now()),
      blind: false,
    })
  }

  /** The certificate of the other side, trusted or not; to be asked before `close`. */
  certificate(): CertificateFacts | undefined {
    if (!this.#certificate && this.socket && 'getPeerCertificate' in this.socket)
      this.#certificate = certificateOf(this.socket as TLSSocket)
    return this.#certificate
  }

  /** Ends everything at once. Nothing is heard of this connection afterwards. */
  close(): void {
    this.onTrouble = undefined
    this.#step = undefined
    this.#tools.onTimeUp()
    this.socket?.destroy()
  }

  #adopt(socket: Socket): void {
    this.socket = socket
    socket.on('error', (cause) => this.fail(troubleOf(cause, this.target.host, this.target.port)))
    socket.once('close', this.#closed)
  }

  readonly #closed = () => {
    if (this.#step) this.fail({ says: `${this.target.host}:${this.target.port} closed the connection while ${this.doing}`, blind: false })
  }

  async #until(begin: (done: (wentWell: boolean) => void) => void): Promise<boolean> {
    return await new Promise<boolean>((done) => {
      this.#step = done
      begin((wentWell) => {
        this.#step = undefined
        done(wentWell)
      })
    })
  }

  readonly #timeIsUp = (says: string) => {
    const isNaming = this.doing === 'resolving the name'
    this.fail({ says: `${says}, ${this.doing}${isNaming ? ` ${this.target.host}: the DNS server does not answer` : ''}`, blind: isNaming })
  }

  #failed(trouble: Trouble): false {
    this.fail(trouble)
    return false
  }

  /** The first trouble stands; later ones follow from it. */
  fail(trouble: Trouble): void {
    if (this.trouble) return
    this.trouble = trouble
    this.socket?.destroy()
    const step = this.#step
    this.#step = undefined
    if (step) step(false)
    else this.onTrouble?.()
  }
}

/** Node calls it an error or its code, depending on who found it. */
function authorizationCode(socket: TLSSocket): string {
  const error: unknown = socket.authorizationError
  if (typeof error === 'string') return error
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
}

function certificateOf(socket: TLSSocket): CertificateFacts | undefined {
  const certificate: Partial<PeerCertificate> | null = socket.getPeerCertificate()
  if (!certificate?.valid_to || !certificate.valid_from) return undefined
  return {
    subject: nameOf(certificate.subject) ?? 'a server without a name',
    issuer: nameOf(certificate.issuer) ?? 'an authority without a name',
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
  }
}

function nameOf(names: Partial<PeerCertificate['subject']> | undefined): string | undefined {
  const name = names?.CN ?? names?.O
  return Array.isArray(name) ? name[0] : name
}
