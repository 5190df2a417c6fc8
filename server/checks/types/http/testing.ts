import { generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createProber, type Execution } from '@/server/engine/prober'
import { createTools, type ToolsOptions } from '@/server/engine/tools'
import { systemClock } from '@/server/runtime/clock'
import { silentLog } from '@/server/runtime/log'
import { checkTypeOf, parseOptions } from '../registry'

type Trial = {
  readonly wantsEvidence?: boolean
  readonly timeoutMs?: number
  readonly slowAfterMs?: number
  readonly lastBeatAt?: Date
  readonly intervalMs?: number
}

/** Executes checks as the engine does: options parsed, the real prober, real DNS settings unless given. */
export function probes(own: readonly string[] = [], dns?: ToolsOptions['dns']) {
  const tools = createTools({ clock: systemClock, userAgent: 'Plimsoll/test', own: new Set(own), ...(dns && { dns }) })
  const prober = createProber({ clock: systemClock, log: silentLog, tools })
  const run = (
    kind: string,
    options: unknown,
    { wantsEvidence = false, timeoutMs = 5_000, slowAfterMs, lastBeatAt, intervalMs = 60_000 }: Trial = {},
  ): Promise<Execution> =>
    prober.probe(
      {
        check: { no: 7, name: kind, intervalMs, timeoutMs, slowAfterMs: slowAfterMs ?? null },
        type: checkTypeOf(kind),
        options: parseOptions(kind, options),
        lastBeatAt,
      },
      { wantsEvidence },
    )
  return Object.assign(run, { prober, tools })
}

const opened: { close(): void }[] = []

/** Ends every server and connection that the helpers below opened. For `afterEach`. */
export function closeAll(): void {
  for (const one of opened.splice(0)) one.close()
}

/** Calls back when the test is over. */
export const whenOver = (close: () => void) => opened.push({ close })

/** Listens on a free loopback port until `closeAll`. */
export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  whenOver(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A server that answers each connection's first bytes with exactly these, then closes unless told otherwise. */
export async function saying(answer: string | readonly string[] | ((socket: Socket, request: string) => void)): Promise<string> {
  const server = createServer((socket) => {
    socket.once('data', (bytes) => {
      if (typeof answer === 'function') return answer(socket, bytes.toString('latin1'))
      const parts = typeof answer === 'string' ? [answer] : answer
      const next = (index: number) => {
        const part = parts[index]
        if (part === undefined) socket.end()
        else socket.write(part, 'latin1', () => setImmediate(next, index + 1))
      }
      next(0)
    })
  })
  return `http://127.0.0.1:${await listening(server)}`
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  server.close()
  await once(server, 'close')
  return port
}

export type Certificate = { readonly key: string; readonly cert: string }

const node = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...content: readonly Buffer[]) => node(0x30, ...content)
const identifier = (hex: string) => node(0x06, Buffer.from(hex, 'hex'))
const time = (at: Date) => node(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
const named = (name: string) => sequence(node(0x31, sequence(identifier('550403'), node(0x0c, Buffer.from(name)))))
const pem = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
const ECDSA_SHA256 = sequence(identifier('2a8648ce3d040302'))

type Wish = {
  readonly subject: string
  readonly issuer: string
  readonly keys: KeyPairKeyObjectResult
  readonly signer: KeyObject
  readonly isAuthority: boolean
  readonly from: Date
  readonly to: Date
}
let serial = 1

/** A certificate in X.509 version 3 (RFC 5280), as much of it as a handshake needs. */
function certificate({ subject, issuer, keys, signer, isAuthority, from, to }: Wish): string {
  const extension = isAuthority
    ? sequence(identifier('551d13'), node(0x01, Buffer.from([0xff])), node(0x04, sequence(node(0x01, Buffer.from([0xff])))))
    : sequence(identifier('551d11'), node(0x04, sequence(node(0x82, Buffer.from(subject)))))
  const body = sequence(
    node(0xa0, node(0x02, Buffer.from([2]))),
    node(0x02, Buffer.from([serial++])),
    ECDSA_SHA256,
    named(issuer),
    sequence(time(from), time(to)),
    named(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    node(0xa3, sequence(extension)),
  )
  return pem(sequence(body, ECDSA_SHA256, node(0x03, Buffer.from([0]), sign('sha256', body, signer))))
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pemOf = ({ privateKey }: KeyPairKeyObjectResult) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(systemClock.now().getTime() + days * DAY_MS)

/** An authority, and certificates of it that are valid from and to so many days from now. */
export function authority(name = 'Test Authority') {
  const keys = newKeys()
  const ca = certificate({
    subject: name,
    issuer: name,
    keys,
    signer: keys.privateKey,
    isAuthority: true,
    from: inDays(-1000),
    to: inDays(1000),
  })
  const issue = (host: string, fromDays = -1, toDays = 90.5): Certificate => {
    const own = newKeys()
    return {
      key: pemOf(own),
      cert: certificate({
        subject: host,
        issuer: name,
        keys: own,
        signer: keys.privateKey,
        isAuthority: false,
        from: inDays(fromDays),
        to: inDays(toDays),
      }),
    }
  }
  return { ca, issue }
}

/** A certificate that nobody vouches for but itself. */
export function selfSigned(host: string): Certificate {
  const keys = newKeys()
  return {
    key: pemOf(keys),
    cert: certificate({
      subject: host,
      issuer: host,
      keys,
      signer: keys.privateKey,
      isAuthority: false,
      from: inDays(-1),
      to: inDays(90.5),
    }),
  }
}
