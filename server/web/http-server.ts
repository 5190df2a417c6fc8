import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { may } from '../access/model'
import { SECOND } from '../kernel/duration'
import { Refusal } from '../kernel/errors'
import { within } from '../runtime/deadline'
import { FONT_PATH } from '../status/rules/style'
import { addressReader } from './addresses'
import type { WebApp } from './app'
import { BODY_BYTES, tooLarge } from './body'
import { type IntakeAnswer, type IntakeRoute, intakeTable, type Match } from './intake'
import { isFromOurPages, ownOrigins } from './origins'
import { HttpRefusal, MethodRefusal, problemHeaders, problemOf } from './problem'
import { contentPolicy, DATA_POLICY, securityHeaders } from './security-headers'
import type { StaticFiles } from './static-files'
import { AT_DOMAIN, missing } from './status/routes'

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type HttpParts = {
  readonly app: Pick<WebApp, 'gate' | 'clock' | 'ids' | 'log' | 'settings'>
  readonly intake: readonly IntakeRoute[]
  /** What the build made for browsers, where there is a build. */
  readonly files?: StaticFiles
  /** Answers everything under /api/. */
  readonly api: HttpHandler
  /** Shows everything else: Next. */
  readonly screens: HttpHandler
  /** The status page that is at a domain of its own; such a domain has nothing else. */
  readonly pageAt?: (domain: string) => string | undefined
  /** Allows what Next's development server needs. */
  readonly development?: boolean
  readonly limits?: Partial<Limits>
}

export type Limits = {
  /** For the headers of a request to arrive. */
  readonly headersMs: number
  /** For all of a request to arrive. */
  readonly requestMs: number
  /** Between two looks for connections that are too slow. */
  readonly lookMs: number
  readonly connections: number
}

export type HttpServer = {
  /** For the gateway of sockets, which listens to its upgrades. */
  readonly server: Server
  /** The port that it listens on, which is another one than asked for when that was 0. */
  listen(port: number, host: string): Promise<number>
  /** Takes no new connections, lets running requests end for at most `graceMs`, then cuts what is left. */
  stop(graceMs?: number): Promise<void>
}

const LIMITS: Limits = { headersMs: 10 * SECOND, requestMs: 30 * SECOND, lookMs: 2 * SECOND, connections: 10_000 }
/** Longer than a load balancer keeps an idle connection, so that it is never the first to be surprised. */
const KEEP_ALIVE_MS = 75 * SECOND
const INTAKE_MS = 15 * SECOND
/** After a refusal the rest of a body is read for this long, so that the answer arrives before the connection is reset. */
const LINGER_MS = 500
const LINGER_BYTES = 1024 * 1024
const GRACE_MS = 5 * SECOND
const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}
/** What a browser may fetch while nobody administers Plimsoll. */
const OPEN_BEFORE_SETUP = /^\/(setup$|_next\/|mark\/|fonts\/|favicon|api\/v1\/session\/setup$)/

/** Plimsoll's HTTP server: bounds and headers; then the intake, the API, or the screens. */
export function createHttpServer({
  app,
  intake,
  files,
  api,
  screens,
  pageAt = () => undefined,
  development = false,
  limits: given,
}: HttpParts): HttpServer {
  const limits = { ...LIMITS, ...given }
  const { clock, log, gate, settings } = app
  const find = intakeTable(intake)
  const readAddress = addressReader(settings.trustedProxies)
  const everywhere = Object.entries(securityHeaders(settings.url.startsWith('https:')))
  const origins = ownOrigins(settings.url)
  const ownHosts = new Set(origins.map((origin) => new URL(origin).hostname))
  let stopping = false

  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: limits.lookMs,
    maxHeaderSize: 16_384,
  })
  server.maxConnections = limits.connections
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (request, response) => {
    serve(request, response).catch((cause) => refuse(request, response, cause))
  })
  server.on('clientError', (cause: NodeJS.ErrnoException, socket) => {
    if (socket.writable)
      socket.end(`HTTP/1.1 ${CLIENT_ERRORS[cause.code ?? ''] ?? '400 Bad Request'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    else socket.destroy()
  })

  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve((server.address() as AddressInfo).port)
        })
      }),
    async stop(graceMs = GRACE_MS) {
      stopping = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const cut = clock.after(graceMs, () => {
        for (const socket of sockets) socket.destroy()
      })
      await closed
      cut.cancel()
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of everywhere) response.setHeader(name, value)
    if (stopping) response.setHeader('connection', 'close')
    response.once('close', () => {
      if (stopping) server.closeIdleConnections()
    })
    request.url = originForm(request.url ?? '/')
    const address = label(request)
    const isOfPage = toPage(request)
    const path = pathOf(request.url)
    const match = find(request.method ?? 'GET', path)
    bound(request, response, match && 'route' in match ? (match.route.maxBodyBytes ?? BODY_BYTES) : BODY_BYTES)
    if (response.writableEnded) return
    refuseUnreadable(request)
    if (match instanceof MethodRefusal) throw match
    if (match?.route.beforeSetup) return await answerIntake(match, request, response, address)
    if (!isOfPage && (await files?.(request, response, path))) return
    if (!isOfPage && !OPEN_BEFORE_SETUP.test(path) && (await gate.needsSetup()) && !(await bringsKey(request, address)))
      return beforeSetup(path, response)
    if (match) return await answerIntake(match, request, response, address)
    if (isOfPage) return send(request, response, missing())
    if (path.startsWith('/api/')) {
      response.setHeader('content-security-policy', DATA_POLICY)
      return await api(request, response)
    }
    const policy = contentPolicy(app.ids.secret(16), { development })
    if (path.startsWith('/act/')) {
      // The address is the key: no page that it leads to may learn it, and no search engine keep it.
      response.setHeader('referrer-policy', 'no-referrer')
      response.setHeader('x-robots-tag', 'noindex, nofollow, noarchive')
    }
    // Next reads the nonce from the request's header and gives it to its scripts.
    request.headers['content-security-policy'] = policy
    response.setHeader('content-security-policy', policy)
    await screens(request, response)
  }

  /** The key that the environment declares works from the first moment: automation needs no person to have been there (RUN-4). */
  async function bringsKey({ headers: { authorization } }: IncomingMessage, address: string): Promise<boolean> {
    return authorization !== undefined && (await gate.identify({ cookie: undefined, authorization, address })).by === 'key'
  }

  /** Writes on the request what only we can know, over whatever the client claims. */
  function label(request: IncomingMessage): string {
    const { headers } = request
    const address = readAddress(request.socket.remoteAddress, one(headers['x-forwarded-for']))
    for (const name of Object.keys(headers)) if (name.startsWith('x-plimsoll-') || name.startsWith('x-middleware-')) delete headers[name]
    // What remains decides nothing of ours, but Next believes it about its own address.
    for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'x-forwarded-port', 'forwarded']) delete headers[name]
    headers['x-plimsoll-address'] = address
    headers['x-plimsoll-path'] = request.url ?? '/'
    return address
  }

  /** At the domain of a status page all that there is belongs to it; what the host is called decides nothing else. */
  function toPage(request: IncomingMessage): boolean {
    const host = (request.headers.host ?? '').toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
    const page = ownHosts.has(host) ? undefined : pageAt(host)
    if (page === undefined) return false
    const url = request.url ?? '/'
    request.headers[AT_DOMAIN] = host
    if (url === FONT_PATH) return true
    request.url = `/status/${page}${/^\/(?:\?|$)/.test(url) ? url.slice(1) : url}`
    return true
  }

  /** Counts a body as it arrives, without reading it: whoever reads stays in charge of the pace. */
  function bound(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
    response.once('finish', () => {
      if (!request.complete) linger(request)
    })
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > maxBytes) {
      refuse(request, response, tooLarge(maxBytes))
      return
    }
    let bytes = 0
    const push = request.push.bind(request)
    request.push = (chunk: unknown, encoding?: BufferEncoding) => {
      bytes += chunk instanceof Uint8Array ? chunk.byteLength : 0
      if (bytes <= maxBytes) return push(chunk, encoding)
      if (response.writableFinished || response.headersSent) {
        // Nobody waits for the rest: it is dropped unseen, and beyond a bound the connection with it.
        if (bytes > maxBytes + LINGER_BYTES) request.socket.destroy()
        return true
      }
      refuse(request, response, tooLarge(maxBytes))
      return true
    }
  }

  function linger(request: IncomingMessage): void {
    const { socket } = request
    socket.end()
    const cut = clock.after(LINGER_MS, () => socket.destroy())
    socket.once('close', () => cut.cancel())
  }

  function refuse(request: IncomingMessage, response: ServerResponse, cause: unknown): void {
    if (response.headersSent) {
      if (!response.writableEnded) response.destroy()
      return
    }
    const problem = problemOf(cause, log, app.ids.next())
    const body = JSON.stringify(problem)
    if (cause instanceof MethodRefusal) response.setHeader('allow', cause.allow.join(', '))
    if (!request.complete) response.setHeader('connection', 'close')
    response.writeHead(problem.status, { ...problemHeaders(problem), 'content-length': Buffer.byteLength(body) })
    response.end(request.method === 'HEAD' ? undefined : body)
    deafen(response)
  }

  async function answerIntake(
    { route, params }: Match,
    request: IncomingMessage,
    response: ServerResponse,
    address: string,
  ): Promise<void> {
    const { headers, method = 'GET' } = request
    const url = new URL(request.url ?? '/', 'http://here.invalid')
    const identify = async () => {
      const identity = await gate.identify({ cookie: headers.cookie, authorization: headers.authorization, address })
      const provenance = { origin: headers.origin ?? null, site: one(headers['sec-fetch-site']) ?? null }
      if (identity.by === 'cookie' && route.method !== 'GET' && !isFromOurPages(provenance, origins))
        throw new Refusal('forbidden', `This came from another site; Plimsoll is at ${settings.url}.`)
      return identity.actor
    }
    if (route.right !== 'anyone') {
      const actor = await identify()
      if (!may(actor, route.right))
        throw actor.kind === 'nobody'
          ? new Refusal('unauthenticated', 'Sign in, or send an API key as "Authorization: Bearer plk_…".')
          : new Refusal('forbidden', `This needs the right "${route.right}".`, { right: route.right })
    }
    const asked = {
      method,
      path: url.pathname,
      params,
      query: url.searchParams,
      headers,
      address,
      actor: identify,
      body: () => readAll(request),
    }
    const answer = await within(clock, INTAKE_MS, `Answering ${url.pathname}`, Promise.resolve(route.answer(asked)))
    send(request, response, answer)
  }

  function send(request: IncomingMessage, response: ServerResponse, { status, headers = {}, body = '' }: IntakeAnswer): void {
    if (response.headersSent) return
    response.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': Buffer.byteLength(body) })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  function beforeSetup(path: string, response: ServerResponse): void {
    if (!path.startsWith('/api/') && !path.startsWith('/v1/')) {
      response.writeHead(303, { location: '/setup', 'cache-control': 'no-store', 'content-length': 0 }).end()
      return
    }
    throw new Refusal('unavailable', 'Plimsoll has no administrator yet. Open the setup link that it printed when it started.')
  }
}

/** Whoever else holds the answer, Next above all, learns by its closing that nobody listens any more. */
function deafen(response: ServerResponse): void {
  response.setHeader = () => response
  response.appendHeader = () => response
  response.removeHeader = () => {}
  response.writeHead = () => response
  response.flushHeaders = () => {}
  response.write = () => true
  response.end = () => response
}

function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('close', () => reject(new HttpRefusal(400, 'malformed', 'The body ended too early.')))
  })
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** What a proxy is sent, `http://host/path`, is taken as the path that it names (RFC 9112, section 3.2.2). */
function originForm(url: string): string {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Next's own page for what it cannot show, which is an address as well. */
const NEXT_ERROR = /^\/_global-error(?:\/|$)/

/** Refuses what Next would answer with an error of its own: what nobody can read is wrong, and not broken (REL-4). */
function refuseUnreadable({ method = 'GET', url = '/' }: IncomingMessage): void {
  if (!METHODS.has(method)) throw new MethodRefusal(method, pathOf(url), [...METHODS])
  if (!url.startsWith('/')) throw new HttpRefusal(400, 'malformed', 'The address must begin with a slash.')
  const path = decoded(pathOf(url))
  if (path === undefined || path.includes('\0'))
    throw new HttpRefusal(400, 'malformed', 'The address holds a % that stands for no character; write a percent sign as %25.')
  if (NEXT_ERROR.test(path)) throw new HttpRefusal(404, 'not-found', `There is nothing at ${path}.`)
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** The path as routes know it; what cannot be one is a path that nobody has. */
function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '/'
  return path.startsWith('/') ? path : '/'
}
