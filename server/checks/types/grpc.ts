import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2'
import { z } from 'zod'
import type { Assertion } from '../model'
import { type Trouble, troubleOf } from '../rules/network-words'
import { secretsOf } from '../rules/redact'
import { readAddress, serverAddress } from './drivers/address'
import { conclude, talkOver } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { shownHost } from './http/host'
import { Headers } from './http/options'
import { defineCheckType, type ProbeTools } from './type'

const DEFAULT_PORTS = { grpc: 80, grpcs: 443 }
const METHOD = '/grpc.health.v1.Health/Check'
/** Source: https://github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto */
const STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const
/** By their numbers. Source: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const

const GrpcOptions = z
  .strictObject({
    url: serverAddress({ schemes: ['grpc', 'grpcs'], example: 'grpcs://api.internal:443' }).meta({
      title: 'URL',
      description: 'grpc://host:50051, or grpcs:// for TLS.',
      secretIn: 'url',
    }),
    service: z
      .string()
      .max(500)
      .default('')
      .meta({ title: 'Service', description: 'Whose health is asked for; that of the whole server when left out.' }),
    metadata: Headers.default({}).meta({ title: 'Metadata', description: 'Sent along: authorization, x-tenant.', secretIn: 'headers' }),
    tls: ServerTls.optional().meta({ title: 'TLS' }),
  })
  .refine(({ url, tls }) => !tls || url.startsWith('grpcs:'), { path: ['tls'], message: 'needs an address that begins with grpcs://' })
  .refine(({ url }) => !URL.canParse(url) || (new URL(url).username === '' && /^\/?$/.test(new URL(url).pathname)), {
    path: ['url'],
    message: 'names host and port alone; who we are goes into metadata',
  })
type GrpcOptions = z.infer<typeof GrpcOptions>

/** Passes when a gRPC server says of itself, or of a service, that it is serving. */
export const grpc = defineCheckType<GrpcOptions>({
  kind: 'grpc',
  label: 'gRPC health',
  about: 'Asks a gRPC server by the standard health protocol (grpc.health.v1) whether it, or one service of it, is serving.',
  options: GrpcOptions,
  example: { url: 'grpcs://api.internal:443', service: 'shop.v1.Checkout' },
  target({ url, service }) {
    const { host, port } = readAddress(url, DEFAULT_PORTS)
    return { says: `${service === '' ? '' : `${service} at `}${shownHost(host)}:${port}`, host }
  },

  async probe(options, tools) {
    const { scheme, host, port } = readAddress(options.url, DEFAULT_PORTS)
    const where = `${shownHost(host)}:${port}`
    let session: ClientHttp2Session | undefined
    const talk = await talkOver(
      {
        target: { host, port },
        ...(scheme === 'grpcs' && {
          tls: { host: options.tls?.serverName ?? host, context: tools.secureContext(pemsOf(options.tls)), alpn: ['h2'] },
        }),
        speak(stream, waitsFor) {
          // What is spoken over is connected, and speaks TLS where it should.
          const opened = connect(`${scheme === 'grpcs' ? 'https' : 'http'}://${where}`, {
            createConnection: () => stream,
            settings: { enablePush: false },
          })
          session = opened
          waitsFor('the answer to the health check')
          return ask(opened, options, tools)
        },
        troubleOf: (cause) => wordsOf(cause, host, port),
      },
      tools,
    )
    session?.destroy()
    return conclude(
      talk,
      {
        judge: (answer) => judge(answer, options.service),
        says: ({ health }) => health ?? '',
        code: ({ code }) => code,
        secrets: [...secretsOf(schemaOf(), options), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

/** The server speaks HTTP/2, and gives up. */
class BrokenOff extends Error {}

type Answer = {
  /** Of HTTP. */
  readonly status: number
  /** Of gRPC; undefined where what answered is none. */
  readonly code: number | undefined
  readonly message: string
  /** One of the statuses; undefined when there was none to read. */
  readonly health: string | undefined
}

function ask(session: ClientHttp2Session, { service, metadata }: GrpcOptions, { userAgent, timeoutMs }: ProbeTools): Promise<Answer> {
  return new Promise((done, fail) => {
    session.on('error', fail)
    session.on('goaway', (code) => code !== 0 && fail(new BrokenOff(`it went away with error ${code}`)))
    const stream = session.request({
      ...lowered(metadata),
      ':method': 'POST',
      ':path': METHOD,
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-timeout': `${Math.ceil(timeoutMs)}m`,
      'user-agent': userAgent,
    })
    const parts: Buffer[] = []
    let head: IncomingHttpHeaders = {}
    let trailers: IncomingHttpHeaders = {}
    stream.on('response', (headers) => {
      head = headers
    })
    stream.on('trailers', (headers) => {
      trailers = headers
    })
    stream.on('data', (bytes: Buffer) => parts.push(bytes))
    stream.on('error', fail)
    // Where there is no message, what closes it comes with the head.
    stream.on('close', () => done(answerOf(head, 'grpc-status' in trailers ? trailers : head, Buffer.concat(parts))))
    stream.end(requestFor(service))
  })
}

const lowered = (metadata: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]))

/** HealthCheckRequest { string service = 1 }, in the frame of gRPC: not compressed, length, message. */
function requestFor(service: string): Buffer {
  const name = Buffer.from(service)
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, ...varint(name.length)]), name])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

const varint = (value: number): readonly number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)])

/** HealthCheckResponse { ServingStatus status = 1 }; a field that is zero is not written. */
function healthIn(body: Buffer): string | undefined {
  if (body.length < 5 || body[0] !== 0 || body.length !== 5 + body.readUInt32BE(1)) return undefined
  const message = body.subarray(5)
  if (message.length === 0) return STATUSES[0]
  return message.length === 2 && message[0] === 0x08 ? STATUSES[message[1] ?? STATUSES.length] : undefined
}

const answerOf = (head: IncomingHttpHeaders, end: IncomingHttpHeaders, body: Buffer): Answer => {
  const code = end['grpc-status']
  return {
    status: Number(head[':status'] ?? 0),
    code: typeof code === 'string' && /^\d{1,3}$/.test(code) ? Number(code) : undefined,
    message: unescaped(String(end['grpc-message'] ?? '')),
    health: healthIn(body),
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function judge({ status, code, message, health }: Answer, service: string): readonly Assertion[] {
  const isGrpc = code !== undefined
  if (!isGrpc) return [{ expects: 'an answer of gRPC', got: status === 0 ? 'none' : `HTTP ${status} without grpc-status`, holds: false }]
  if (code !== 0) return [{ expects: 'gRPC OK', got: `${refusal(code, service)}${message === '' ? '' : `: ${message}`}`, holds: false }]
  return [{ expects: 'SERVING', got: health ?? 'a message that cannot be read', holds: health === 'SERVING' }]
}

function refusal(code: number, service: string): string {
  const name = CODES[code] ?? `code ${code}`
  if (name === 'UNIMPLEMENTED') return `${name}, which is how a server answers that has no health service`
  if (name === 'NOT_FOUND') return `${name}, which is how a server answers that knows no service "${service}"`
  return name
}

function wordsOf(cause: unknown, host: string, port: number): Trouble {
  const { code, message }: { code?: unknown; message?: unknown } = typeof cause === 'object' && cause !== null ? cause : {}
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return troubleOf(cause, host, port)
  const where = `${shownHost(host)}:${port}`
  if (cause instanceof BrokenOff || code === 'ERR_HTTP2_STREAM_ERROR' || code === 'ERR_HTTP2_SESSION_ERROR')
    return { says: `${where} broke off: ${String(message)}`, blind: false }
  return { says: `${where} does not speak HTTP/2, as gRPC does: ${String(message ?? cause)}`, blind: false }
}

let schema: unknown
function schemaOf(): unknown {
  schema ??= z.toJSONSchema(GrpcOptions, { io: 'input', unrepresentable: 'any' })
  return schema
}
