import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { HttpRefusal, MethodRefusal } from '../problem'
import { methodsOf, type RouteModules, routeTable } from './table'

/** Below this many bytes an answer fits one packet as it is. */
const WORTH_SQUEEZING_BYTES = 1_400
/** Lists get three times smaller at the fastest level; the usual one takes half as much again and wins 3 %. */
const squeeze = (bytes: Uint8Array): Promise<Buffer> => promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED })

/**
 * Answers everything under `/api/`: finds the module of the path and hands it a `Request`, as Fetch has it. What reads is answered to HEAD as
 * well, and every module to OPTIONS.
 *
 * @param origin of the addresses that handlers see, because what a client claims to have asked for decides nothing
 * @throws HttpRefusal for a path that nobody has or a method that it does not take, before anything was sent
 */
export function createApiHandler({ modules, origin }: { readonly modules: RouteModules; readonly origin: string }) {
  const find = routeTable(modules)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    const asked = new URL(origin + url)
    const found = find(url.split('?', 1)[0] ?? '/')
    if (!found) throw new HttpRefusal(404, 'not-found', `There is nothing at ${asked.pathname}.`)
    const allow = methodsOf(found.module)
    if (method === 'OPTIONS') return void response.writeHead(204, { allow: allow.join(', '), 'cache-control': 'no-store' }).end()
    const handler = found.module[method === 'HEAD' ? 'GET' : method]
    if (!handler || !allow.includes(method)) throw new MethodRefusal(method, asked.pathname, allow)
    const answer = await handler(readable(request, asked), { params: Promise.resolve(found.params) })
    await send(request, response, answer)
  }
}

function readable(request: IncomingMessage, url: URL): Request {
  const { method = 'GET', headers: sent } = request
  const headers = new Headers()
  for (const [name, value] of Object.entries(sent))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  const body = Readable.toWeb(request) as ReadableStream
  const init: RequestInit & { readonly duplex: 'half' } = { method, headers, body, duplex: 'half' }
  return new Request(url, init)
}

async function send(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  const whole = answer.body ? Buffer.from(await answer.arrayBuffer()) : undefined
  const squeezed = whole && isWorthSqueezing(request, answer, whole) ? await squeeze(whole) : undefined
  // Whoever refused in the meantime, because the body became too large, has answered.
  if (response.headersSent) return
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  if (whole) response.appendHeader('vary', 'accept-encoding')
  if (squeezed) response.setHeader('content-encoding', 'gzip')
  const body = squeezed ?? whole
  if (body) response.setHeader('content-length', body.byteLength)
  response.writeHead(answer.status)
  response.end(request.method === 'HEAD' ? undefined : body)
}

const isWorthSqueezing = ({ headers }: IncomingMessage, answer: Response, body: Uint8Array): boolean =>
  body.byteLength >= WORTH_SQUEEZING_BYTES &&
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(headers['accept-encoding'] ?? '')) &&
  !answer.headers.has('content-encoding') &&
  /^(text\/|application\/(\w+\+)?(json|yaml|xml))/.test(answer.headers.get('content-type') ?? '')
