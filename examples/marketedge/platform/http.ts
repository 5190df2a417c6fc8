import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Reply, Request } from './route.ts'

/** No request of the platform needs more. */
const BODY_BYTES = 64 * 1024
const LIMITS = { maxHeaderSize: 16 * 1024, headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 5_000 }
const MOST_CONNECTIONS = 512

/** A slower answer than this is given up with 503, so that a stuck database does not collect requests. */
const ANSWER_DEADLINE_MS = 8_000

export type Answer = (request: Request) => Promise<Reply>

export const httpServer = (answer: Answer): Server =>
  bounded(createServer(LIMITS, (incoming, outgoing) => void serve(answer, incoming, outgoing)))

export const tlsServer = (answer: Answer, certificate: { cert: string; key: string }): TlsServer =>
  bounded(createTlsServer({ ...LIMITS, ...certificate }, (incoming, outgoing) => void serve(answer, incoming, outgoing)))

/** Listens on loopback and says on which port. */
export function listen(server: Server | TlsServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function bounded<S extends Server | TlsServer>(server: S): S {
  server.maxConnections = MOST_CONNECTIONS
  return server
}

async function serve(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const reply = await replyTo(answer, incoming)
  if (outgoing.destroyed) return
  const { body, headers = {} } = reply
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  outgoing.writeHead(reply.status, {
    ...(typeof body === 'object' ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
    // What was not read of a refused body would otherwise be taken for the next request.
    ...(incoming.complete ? {} : { connection: 'close' }),
    ...(reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(text) }),
  })
  outgoing.end(incoming.method === 'HEAD' ? '' : text)
}

async function replyTo(answer: Answer, incoming: IncomingMessage): Promise<Reply> {
  const url = URL.parse(incoming.url ?? '/', 'http://localhost')
  if (!url) return { status: 400, body: { title: 'The address of this request cannot be read.' } }
  const read = await readBody(incoming)
  if ('refused' in read) return read.refused
  const method = incoming.method === 'HEAD' ? 'GET' : (incoming.method ?? 'GET')
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
  return await inTime(answer({ method, path: url.pathname, query: url.searchParams, headers, body: read.body }))
}

function inTime(work: Promise<Reply>): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => resolve({ status: 503, body: { title: `No answer within ${ANSWER_DEADLINE_MS} ms.` } }),
      ANSWER_DEADLINE_MS,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function readBody(incoming: IncomingMessage): Promise<{ body: Record<string, unknown> } | { refused: Reply }> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > BODY_BYTES) return { refused: { status: 413, body: { title: `The body is larger than ${BODY_BYTES} bytes.` } } }
      chunks.push(chunk)
    }
  } catch {
    return { refused: { status: 400, body: { title: 'The body ended too soon.' } } }
  }
  const text = Buffer.concat(chunks).toString()
  if (text === '') return { body: {} }
  if (incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return { body: Object.fromEntries(new URLSearchParams(text)) }
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { body: body as Record<string, unknown> }
  } catch {
    // Said below, in the same words as for JSON that is no object.
  }
  return { refused: { status: 400, body: { title: 'The body is not a JSON object.' } } }
}
