import { closeSql, connectSql, drizzleOver, type Sql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { undocumented } from '@/e2e/world/as-documented'
import { createAuth } from '../../access/auth'
import { SYSTEM } from '../../access/model'
import { declareApiKey, offerSetup } from '../../access/verbs/prepare-access'
import { createContext } from '../../context'
import { readDocument } from '../../declare/document'
import { rulesOf } from '../../declare/read-config'
import { settlingConfig } from '../../declare/testing'
import { createHealth } from '../../health/health'
import { createMetrics, metricsRoute } from '../../health/metrics'
import { healthRoutes } from '../../health/routes'
import type { LinkRequest } from '../../live/link'
import { createMirror } from '../../live/mirror'
import { makePartitions } from '../../pipeline/commit'
import { loadWorld } from '../../pipeline/load'
import { systemClock as clock } from '../../runtime/clock'
import { systemIds as ids } from '../../runtime/ids'
import { type Log, silentLog } from '../../runtime/log'
import { createAvailabilityBook } from '../../views/availability'
import { placeApp } from '../app-slot'
import { calendarRoutes } from '../calendars'
import { echoRoute } from '../echo-routes'
import { createGate } from '../gate'
import { heartbeatRoutes } from '../heartbeat-routes'
import { createHttpServer } from '../http-server'
import { alertRoutes } from '../inbound/alerts'
import { createAnswerable } from '../inbound/queries'
import { createStatusBook } from '../status/book'
import { statusRoutes } from '../status/routes'
import { subscribeRoutes } from '../status/subscribe-routes'
import { apiOf, bareApp, everyRoute, noScreens } from '../testing'
import { API } from './api'
import type { Operation } from './document'

export type Documented = { readonly id: string; readonly method: string; readonly path: string; readonly operation: Operation }

/** Every operation of the document. */
export const OPERATIONS: readonly Documented[] = Object.entries(API.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ id: operation.operationId, method: method.toUpperCase(), path, operation })),
)

export type Asking = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown
  /** A body as it is, in place of `body`. */
  readonly raw?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** Without the session of the administrator. */
  readonly nobody?: boolean
}
export type Told = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: Facts }
/** What a test reads of an answer. */
export type Facts = { readonly [key: string]: Facts } & { readonly [index: number]: Facts }

const OURS = 'http://127.0.0.1:3000'
const SECRET = 'a secret for tests that is quite long enough'
export const KEY = 'plk_a_key_of_the_environment_that_may_do_everything'

/** What the engine says when it is asked; the engine itself is tried elsewhere. */
const engineOver = (sql: Sql) => ({
  async request({ kind }: LinkRequest): Promise<unknown> {
    if (kind === 'host-loads') return [{ host: 'shop.example', running: 0, waiting: 0, perMinute: 1 }]
    if (kind === 'try-check')
      return { checkNo: 0, at: clock.now(), outcome: 'pass', latencyMs: 12, says: '200', code: 200, evidence: { assertions: [] } }
    if (kind === 'send-notices') {
      await sql`
        insert into deliveries (id, notice_id, at, outcome, says, took_ms, status, channel)
        select gen_random_uuid(), id, at, 'delivered', '204', 3, 204, channel from notices where state = 'waiting'`
      await sql`update notices set state = 'delivered', delivered_at = at where state = 'waiting'`
    }
    return { known: true, refused: 0 }
  },
})

/** Every route of the API and what is answered beside it, over one database, without an engine. Only for `*.db.test.ts`. */
export async function startApi() {
  const database = await testDatabase()
  const { sql } = database
  const pool = connectSql(database.url)
  const db = drizzleOver(pool)
  const config = settlingConfig(readDocument('{}', {}))
  const errors: unknown[] = []
  const log: Log = { ...silentLog, error: (says, facts) => void errors.push([says, facts]) }
  const auth = createAuth({ db, ids, log, url: OURS, origins: [OURS], secret: SECRET, demo: undefined })
  const gate = createGate({ db, sql, auth, clock, log })
  const readWorld = () => loadWorld(sql, rulesOf(config.settings, 'GBP', OURS), clock.now())
  const mirror = createMirror({
    clock,
    ids,
    world: await readWorld(),
    sources: { entriesOf: async () => [], sendingsOf: async () => [] },
  })
  const engine = engineOver(sql)
  const book = createStatusBook({ sql, clock, mirror, log })
  const app = bareApp({
    book,
    sql,
    db,
    log,
    config,
    auth,
    gate,
    mirror,
    settings: { ...bareApp().settings, url: OURS, secret: SECRET, trustedProxies: ['127.0.0.1'] },
    availability: createAvailabilityBook({ sql, clock, seenTo: () => null }),
    engine,
    answerable: createAnswerable({ sql, secret: SECRET, clock }),
    publish: (changes) => mirror.news({ at: clock.now(), pulses: [], changes }),
  })
  mirror.replace(mirror.world, true)
  mirror.heard(clock.now())
  await makePartitions(sql, clock.now(), 2)
  placeApp(app)
  const routes = await everyRoute()
  const handlers = new Map(routes.map(({ path, method, handler }) => [`${method} ${path.replace(/\[(\w+)\]/g, '{$1}')}`, handler]))
  const health = createHealth({
    clock,
    draining: () => false,
    tools: {
      askDatabase: async () => await sql`select 1`,
      engine: () => mirror.status,
      sight: () => mirror.world.sight,
      freeBytes: async () => Number.MAX_SAFE_INTEGER,
      minFreeBytes: () => 0,
    },
  })
  const metrics = createMetrics({
    clock,
    world: () => mirror.world,
    engine: () => mirror.status,
    sockets: () => 0,
    loopDelayMs: () => 0,
    version: '1',
  })
  const http = createHttpServer({
    app,
    api: apiOf(Object.fromEntries(routes.map(({ path, method, handler }) => [`${method} ${path}`, handler]))),
    screens: noScreens,
    pageAt: (domain) => book.at(domain),
    intake: [
      ...healthRoutes({ health, clock, version: '1' }),
      metricsRoute(metrics),
      ...alertRoutes({ app, engine }),
      ...calendarRoutes(app),
      echoRoute({ engine, inbound: app.inbound }),
      ...heartbeatRoutes({ clock, engine }),
      ...statusRoutes(app),
      ...subscribeRoutes(app),
    ],
  })
  const base = `http://127.0.0.1:${await http.listen(0, '127.0.0.1')}`
  const system = createContext({ ...app, actor: SYSTEM, address: null, action: 'start' })
  await declareApiKey(system, KEY)
  const setup = await offerSetup(system, SECRET)
  let cookie = ''
  let addresses = 0
  /** Of another address each time, so that the limits of one do not meet another's. */
  const headersOf = ({ headers, nobody }: Asking) => ({
    origin: OURS,
    'content-type': 'application/json',
    'x-forwarded-for': `198.51.${++addresses >> 8}.${addresses & 255}`,
    ...(!nobody && { cookie }),
    ...headers,
  })
  const bodyOf = ({ body, raw }: Asking) => raw ?? (body === undefined ? undefined : JSON.stringify(body))

  async function told(method: string, path: string, answer: Response): Promise<Told> {
    const text = await answer.text()
    const type = answer.headers.get('content-type') ?? ''
    const json = /json/.test(type) && text !== '' ? JSON.parse(text) : undefined
    const wrong = undocumented(method, path, { status: answer.status, type, body: json ?? text })
    if (wrong) throw new Error(`${wrong}\n${text.slice(0, 500)}`)
    return { status: answer.status, headers: answer.headers, text, json }
  }

  return {
    sql,
    app,
    url: base,
    /** What was logged as an error. */
    errors,
    setupToken: new URL(setup ?? '', OURS).searchParams.get('token') ?? '',
    /** Who asks from now on, unless a request says otherwise. */
    signedInBy({ headers }: Told): void {
      cookie =
        headers
          .getSetCookie()
          .find((line) => /session_token=[^;]/.test(line))
          ?.split(';')[0] ?? ''
    },
    /** Asks over HTTP. An answer that is not as documented is an error. */
    async ask(method: string, path: string, asking: Asking = {}): Promise<Told> {
      const body = bodyOf(asking)
      const answer = await fetch(`${base}${path}${asking.query ?? ''}`, {
        method,
        redirect: 'manual',
        headers: headersOf(asking),
        ...(body !== undefined && { body: body as string }),
      })
      return told(method, path, answer)
    },
    /** Asks a handler itself, which is much sooner done. */
    async call({ method, path }: Documented, asking: Asking = {}): Promise<Told> {
      const { params = {}, query = '' } = asking
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent((params[name] ?? '').toWellFormed()))
      const { 'x-forwarded-for': from, ...headers } = headersOf(asking)
      const body = bodyOf(asking)
      const request = new Request(`${OURS}${address}${query}`, {
        method,
        headers: { ...headers, 'x-plimsoll-address': from },
        ...(body !== undefined && { body: body as string }),
      })
      const handler = handlers.get(`${method} ${path}`)
      if (!handler) throw new Error(`${method} ${path} is answered by no route; ask for it over HTTP.`)
      return told(method, path, await handler(request, { params: Promise.resolve(params) }))
    },
    /** Reads all that is stored anew, as a web does that starts. */
    reload: async () => mirror.replace(await readWorld(), true),
    async stop(): Promise<void> {
      await http.stop(0)
      health.stop()
      mirror.close()
      gate.stop()
      placeApp(undefined)
      await closeSql(pool)
      await database.stop()
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof startApi>>
