import { join } from 'node:path'
import { modules } from 'plimsoll:api-modules'
import next from 'next'
import { connectSql, drizzleOver } from '@/db/client'
import { createAuth } from './access/auth'
import { clearSessions } from './access/jobs'
import { derivedToken, hashOf } from './access/keys'
import { SYSTEM } from './access/model'
import { addDemoPeople, declareApiKey, declareFirstAdmin, offerSetup, verifySecret } from './access/verbs/prepare-access'
import { listSendings } from './alerts/queries/log'
import { createContext } from './context'
import { readConfig, rulesOf } from './declare/read-config'
import { createLookup } from './engine/lookup'
import { publicHostsBy } from './engine/public-ways'
import { createHealth } from './health/health'
import { createMetrics, metricsRoute } from './health/metrics'
import { healthRoutes } from './health/routes'
import { listEntries } from './incidents/queries'
import { DAY, SECOND } from './kernel/duration'
import { isRefusal, sentenceOf } from './kernel/errors'
import { createGateway } from './live/gateway'
import { connectLink } from './live/link'
import { createMirror } from './live/mirror'
import { rereadWhileAway } from './live/reread'
import { loadWorld } from './pipeline/load'
import type { Change } from './pipeline/model'
import { emptyWorld } from './pipeline/world'
import { freeBytesOf } from './retention/jobs'
import { connectToSupervisor } from './runtime/child'
import { systemClock as clock } from './runtime/clock'
import { systemIds as ids } from './runtime/ids'
import { createLog } from './runtime/log'
import { watchOwnFigures } from './runtime/own-figures'
import { projectRoot } from './runtime/root'
import { linkPathIn } from './runtime/socket-folder'
import { VERSION } from './runtime/version'
import { addressOf, readEnvironment, variables } from './settings/environment'
import { passOrEnd, validateWeb } from './startup/plimsoll'
import { createAvailabilityBook } from './views/availability'
import { addressReader } from './web/addresses'
import { createApiHandler } from './web/api/handler'
import type { WebApp } from './web/app'
import { placeApp } from './web/app-slot'
import { calendarRoutes } from './web/calendars'
import { echoRoute } from './web/echo-routes'
import { createGate } from './web/gate'
import { heartbeatRoutes } from './web/heartbeat-routes'
import { createHttpServer, type HttpHandler } from './web/http-server'
import { alertRoutes } from './web/inbound/alerts'
import { createInboundLimits } from './web/inbound/limits'
import { createAnswerable } from './web/inbound/queries'
import { isLoopback, ownOrigins } from './web/origins'
import { createStaticFiles } from './web/static-files'
import { createStatusBook } from './web/status/book'
import { statusRoutes } from './web/status/routes'
import { subscribeRoutes } from './web/status/subscribe-routes'

const REQUEST_WITHIN_MS = 130 * SECOND
const DRAIN_MS = 5 * SECOND
/** An alert of somebody else is stored by then, or its sender is asked to try again. */
const TAKE_WITHIN_MS = 10 * SECOND
/** Of one incident: the newest. */
const SENDINGS_MAX = 500

const environment = readEnvironment()
const log = createLog('web', environment.logLevel)
const cleanups = new AsyncDisposableStack()
const supervisor = connectToSupervisor({ clock, onStop: () => cleanups.disposeAsync() })

try {
  await startWeb()
} catch (cause) {
  if (isRefusal(cause) && cause.code === 'invalid') await supervisor.refuse(cause.message)
  log.error('The web could not start', { because: sentenceOf(cause) })
  // Next, once loaded, catches what nobody else does and lives on; a web that serves nothing must end, to be started again.
  process.exit(1)
}

/** Builds every part of the web in order of dependence; what is stopped is stopped in reverse. */
async function startWeb(): Promise<void> {
  const { databaseUrl, secret, dataFolder, host, port, profile, configFile } = environment
  if (!databaseUrl || !secret) throw new Error('The web needs DATABASE_URL and PLIMSOLL_SECRET; npm start sets both.')
  const url = environment.publicUrl ?? addressOf(host, port)
  const isDemo = process.argv.includes('--demo') && isLoopback(host)
  const config = await readConfig({ file: configFile, profile, variables: variables() })

  const sql = connectSql(databaseUrl, { max: 5, name: 'plimsoll web' })
  const pool = connectSql(databaseUrl, { max: 5, name: 'plimsoll web, drizzle' })
  cleanups.defer(() => sql.end({ timeout: 1 }))
  cleanups.defer(() => pool.end({ timeout: 1 }))
  const db = drizzleOver(pool)
  const origins = ownOrigins(url)
  const auth = createAuth({
    db,
    ids,
    log,
    url,
    origins,
    secret,
    demo: isDemo ? { linkHash: hashOf(derivedToken(secret, 'demo-links')) } : undefined,
  })
  const gate = createGate({ db, sql, auth, clock, log })
  cleanups.defer(() => gate.stop())

  const rules = rulesOf(config.settings, config.document.currencies?.base ?? 'GBP', url)
  const readWorld = () => loadWorld(sql, rules, clock.now())
  const mirror = createMirror({
    clock,
    ids,
    world: await readWorld().catch(() => emptyWorld({ rules, now: clock.now() })),
    sources: {
      entriesOf: (incidentId) => listEntries(db, incidentId),
      sendingsOf: (incidentId) => listSendings(db, incidentId, SENDINGS_MAX),
    },
  })
  cleanups.defer(() => mirror.close())
  const link = connectLink({
    path: linkPathIn(dataFolder),
    clock,
    log,
    onSnapshot: (world) => mirror.replace(world, true),
    onNews: (news) => {
      mirror.news(news)
      mirror.heard(news.at)
    },
    onBeat: (at) => mirror.heard(at),
    onDown: () => mirror.down(),
  })
  cleanups.defer(() => link.close())
  const reread = rereadWhileAway({ clock, log, mirror, connected: () => link.connected, read: readWorld })
  cleanups.defer(() => reread.cancel())

  const clearing = clock.every(
    DAY,
    () =>
      void clearSessions({ db, clock }).catch((cause) => log.warn('Expired sessions stay for another day', { because: sentenceOf(cause) })),
  )
  cleanups.defer(() => clearing.cancel())

  const publish = (changes: readonly Change[]) => {
    mirror.news({ at: clock.now(), pulses: [], changes })
    link.moved(changes)
  }
  const book = createStatusBook({ sql, clock, mirror, log })
  cleanups.defer(() => book.close())
  const app: WebApp = {
    book,
    db,
    sql,
    clock,
    ids,
    log,
    config,
    settings: { url, host, trustedProxies: environment.trustedProxies, secret, demo: isDemo, profile },
    auth,
    gate,
    mirror,
    availability: createAvailabilityBook({
      sql,
      clock,
      seenTo: () => (mirror.status.connected ? null : mirror.status.engineAt),
    }),
    engine: { request: (request) => link.request(request, REQUEST_WITHIN_MS) },
    inbound: createInboundLimits(clock),
    answerable: createAnswerable({ sql, secret, clock }),
    isPublicHost: publicHostsBy(createLookup({ clock, deadlineMs: config.settings.get('checks.dnsTimeout') })),
    publish,
  }
  placeApp(app)
  cleanups.defer(() => placeApp(undefined))

  const api = createApiHandler({ modules, origin: url })
  const pages = next({ dev: false, hostname: host, port })
  await pages.prepare()
  const show = pages.getRequestHandler()
  const screens: HttpHandler = (request, response) => show(request, response)
  const root = projectRoot()
  await passOrEnd(await validateWeb({ variables: variables(), sql, db, secret, clock, api, paths: Object.keys(modules), screens, root }), {
    log,
    supervisor,
  })
  const lines = await prepareAccess(app)

  let draining = false
  const engineState = () => mirror.status
  const health = createHealth({
    clock,
    draining: () => draining,
    tools: {
      askDatabase: async () => await sql`select 1`,
      engine: engineState,
      sight: () => mirror.world.sight,
      freeBytes: () => freeBytesOf(dataFolder),
      minFreeBytes: () => config.settings.get('storage.minFreeBytes'),
    },
  })
  cleanups.defer(() => health.stop())
  const own = watchOwnFigures(clock)
  cleanups.defer(() => own.stop())
  const metrics = createMetrics({
    clock,
    world: () => mirror.world,
    engine: engineState,
    sockets: () => gateway.sockets(),
    loopDelayMs: () => own.read().loopDelayMs,
    version: VERSION,
  })
  cleanups.defer(
    mirror.onCauses((causes) => metrics.take(causes.flatMap((cause) => (cause.kind === 'pulses' ? (cause.pulses ?? []) : [])))),
  )
  const http = createHttpServer({
    app,
    files: createStaticFiles(join(root, '.next', 'static')),
    api,
    screens,
    pageAt: (domain) => app.book.at(domain),
    intake: [
      ...healthRoutes({ health, clock, version: VERSION }),
      metricsRoute(metrics),
      ...alertRoutes({ app, engine: { request: (request) => link.request(request, TAKE_WITHIN_MS) } }),
      ...calendarRoutes(app),
      ...statusRoutes(app),
      ...subscribeRoutes(app),
      echoRoute({ engine: { request: (request) => link.request(request, SECOND) }, inbound: app.inbound }),
      ...heartbeatRoutes({ clock, engine: { request: (request) => link.request(request, SECOND) } }),
    ],
  })
  metrics.watch(http.server)
  cleanups.defer(() => http.stop(DRAIN_MS))
  const readAddress = addressReader(environment.trustedProxies)
  const gateway = createGateway({
    server: http.server,
    mirror,
    gate,
    origins,
    addressOf: ({ socket, headers }) => readAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString()),
    clock,
    log,
  })
  cleanups.defer(() => gateway.close())
  cleanups.defer(() => {
    draining = true
  })
  await http.listen(port, host)
  supervisor.ready({ url, lines })
}

/** Makes sure that somebody can come in, and says how. */
async function prepareAccess(app: WebApp): Promise<readonly string[]> {
  const { secret, url, demo } = app.settings
  const ctx = createContext({ ...app, actor: SYSTEM, address: null, action: 'start' })
  await verifySecret(ctx, secret)
  if (environment.admin) await declareFirstAdmin(ctx, environment.admin)
  await declareApiKey(ctx, environment.apiKey)
  if (demo) return (await addDemoPeople(ctx, secret)).map(({ name, role, path }) => `Sign in as ${name} (${role}): ${url}${path}`)
  const setup = await offerSetup(ctx, secret)
  return setup ? [`Nobody administers it yet. Set it up within a week at ${url}${setup}`] : []
}
