import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { htmlHeaders } from '../look.ts'
import type { Control } from './control.ts'
import { FAULTS, type FaultOptions, faultNamed, SLOWEST_MS } from './faults.ts'
import { isOurs, readJson, send } from './http.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { controlPage } from './page.ts'
import { receiversPage } from './receivers/page.ts'
import type { Receivers } from './receivers/receivers.ts'

const BODY_BYTES = 4 * 1024
const MOST_WATCHERS = 32

const geist = join(dirname(createRequire(import.meta.url).resolve('geist/font')), 'fonts')
const FONTS: Readonly<Record<string, string>> = {
  '/fonts/geist.woff2': join(geist, 'geist-sans/Geist-Variable.woff2'),
  '/fonts/geist-mono.woff2': join(geist, 'geist-mono/GeistMono-Variable.woff2'),
}

type Parts = {
  readonly control: Control
  readonly provider: IdentityProvider
  readonly receivers: Receivers
  /** The password that the page may tell everybody. */
  readonly shownPassword: string | undefined
}

/** The control page, its API, and the auth provider of the sample. Answers whatever the platform does. */
export function controlServer({ control, provider, receivers, shownPassword }: Parts): Server {
  let watchers = 0
  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 5_000, requestTimeout: 10_000 }, (incoming, outgoing) => {
    route(incoming, outgoing).catch((cause) =>
      send(outgoing, 500, { title: `It failed: ${cause instanceof Error ? cause.message : String(cause)}` }),
    )
  })
  server.maxConnections = 256
  return server

  async function route(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming
    const path = URL.parse(url, 'http://localhost')?.pathname ?? '/'
    if (!isOurs(headers.host)) return send(outgoing, 403, { title: `This page is not reached as ${headers.host}; use http://127.0.0.1.` })
    // Any page in any browser can send a POST here; only our own may have it done.
    if (method !== 'GET' && headers.origin !== undefined && URL.parse(headers.origin)?.host !== headers.host)
      return send(outgoing, 403, { title: `Requests from ${headers.origin} are refused.` })
    if (/^\/(?:api\/)?receivers(?:\/|$)/.test(path) && !(path === '/receivers' && method === 'GET'))
      return await receivers.route(incoming, outgoing, path)
    const body = await readJson(incoming, BODY_BYTES)
    if (body === undefined) return send(outgoing, 400, { title: `The body is not a JSON object of at most ${BODY_BYTES} bytes.` })

    if (path === '/identity/verify' && method === 'POST') return await verify(headers.authorization, body, outgoing)
    const [, faultName] = /^\/api\/faults\/([\w-]{1,40})$/.exec(path) ?? []
    const fault = faultName === undefined ? undefined : faultNamed(faultName)
    if (faultName !== undefined && !fault)
      return send(outgoing, 404, { title: `There is no fault ${faultName}; there are ${FAULTS.map(({ name }) => name).join(', ')}.` })
    if (fault && method === 'POST') {
      const wrong = fault.name === 'slow' ? wrongWith(body) : undefined
      if (wrong) return send(outgoing, 422, { title: wrong })
      await control.break(fault, fault.name === 'slow' ? (body as FaultOptions) : {})
      return send(outgoing, 200, control.state())
    }
    if (method === 'DELETE' && (fault || path === '/api/faults')) {
      await control.repair(fault ? [fault.name] : FAULTS.map(({ name }) => name))
      return send(outgoing, 200, control.state())
    }
    if (method !== 'GET') return send(outgoing, 405, { title: `${path} does not answer ${method}.` })
    if (path === '/api/state') return send(outgoing, 200, control.state())
    if (path === '/api/events' && watchers >= MOST_WATCHERS)
      return send(outgoing, 503, { title: `${MOST_WATCHERS} pages watch already; close one.` })
    if (path === '/api/events') return watch(outgoing)
    if (path === '/') return page(outgoing, (nonce) => controlPage(control.state(), shownPassword, nonce))
    if (path === '/receivers') return page(outgoing, (nonce) => receiversPage(receivers.state(), control.state().platform, nonce))
    const font = FONTS[path]
    if (font)
      return void createReadStream(font)
        .on('error', () => outgoing.destroy())
        .pipe(outgoing.writeHead(200, { 'content-type': 'font/woff2', 'cache-control': 'max-age=86400' }))
    send(outgoing, 404, { title: `There is nothing at ${path}.` })
  }

  async function verify(
    authorization: string | undefined,
    { email, password }: Record<string, unknown>,
    outgoing: ServerResponse,
  ): Promise<void> {
    if (!provider.admits(authorization)) return send(outgoing, 403, { title: 'The key is wrong.' })
    const known =
      typeof email === 'string' && typeof password === 'string' && password.length <= 256 && (await provider.knows(email, password))
    send(outgoing, known ? 200 : 401, { known })
  }

  /** The state as server-sent events: at once, then after each change. */
  function watch(outgoing: ServerResponse): void {
    watchers++
    outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const tell = () => void outgoing.write(`data: ${JSON.stringify(control.state())}\n\n`)
    const leave = control.watch(tell)
    outgoing.once('close', () => {
      watchers--
      leave()
    })
    tell()
  }

  function page(outgoing: ServerResponse, drawn: (nonce: string) => string): void {
    const nonce = randomBytes(12).toString('base64')
    outgoing.writeHead(200, { ...htmlHeaders(nonce), 'cache-control': 'no-store' }).end(drawn(nonce))
  }
}

function wrongWith(body: Record<string, unknown>): string | undefined {
  for (const [key, value] of Object.entries(body)) {
    if (key !== 'fromMs' && key !== 'toMs') return `\`${key}\` is not known; give \`fromMs\` and \`toMs\`.`
    if (typeof value !== 'number' || !(value >= 0 && value <= SLOWEST_MS))
      return `\`${key}\` is ${JSON.stringify(value)}; give milliseconds from 0 to ${SLOWEST_MS}.`
  }
  const { fromMs, toMs } = body as FaultOptions
  if ((fromMs === undefined) !== (toMs === undefined)) return 'Give both `fromMs` and `toMs`, or neither.'
  return fromMs !== undefined && toMs !== undefined && fromMs > toMs
    ? `\`fromMs\` (${fromMs}) is more than \`toMs\` (${toMs}); give the smaller first.`
    : undefined
}
