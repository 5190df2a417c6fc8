import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { expectedRoutes, missingPages, type OwnParts, passOrEnd, validateEngine, validateWeb, type WebParts } from './plimsoll'
import { handClock } from './testing'
import type { StartupReport } from './validate'

const database = await testDatabase()
const pool = connectSql(database.url)
const root = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
afterAll(async () => {
  await closeSql(pool)
  await database.stop()
  rmSync(root, { recursive: true })
})
for (const path of ['incidents', 'incidents/[id]/acknowledge', 'session']) {
  mkdirSync(join(root, 'app/api/v1', path), { recursive: true })
  writeFileSync(join(root, 'app/api/v1', path, 'route.ts'), '')
}
const pageFiles = ['.next/server/app/executive/page.js', 'app/executive/page.tsx']
for (const file of pageFiles) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), '')
}
const writeManifest = (pages: Record<string, string>) =>
  writeFileSync(join(root, '.next/server/app-paths-manifest.json'), JSON.stringify(pages))
writeManifest({ '/executive/page': 'app/executive/page.js' })
/** A route that was built; the others of the sources were, too. */
const paths = ['/api/v1/people']

const SECRET = 'a secret for tests that is quite long enough'
const parts = (over: Partial<OwnParts> = {}): OwnParts => ({
  variables: { PORT: '0' },
  sql: database.sql,
  db: drizzleOver(pool),
  secret: SECRET,
  clock: systemClock,
  ...over,
})
const found = ({ failed }: StartupReport) =>
  failed.flatMap(({ name, findings }) => findings.map(({ subject, reason }) => `${name}: ${subject}: ${reason}`))

const statuses: Record<string, number> = {
  '/api/v1/incidents': 401,
  '/api/v1/incidents/00000000-0000-7000-8000-000000000000/acknowledge': 405,
  '/api/v1/session': 200,
  '/api/v1/people': 401,
}
const answering =
  (over: Record<string, number | 'hang'> = {}, type = 'text/html') =>
  async ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const status = { ...statuses, ...over }[url] ?? 404
    if (status !== 'hang') response.writeHead(status, { 'content-type': type }).end()
  }

const web = (over: Partial<WebParts> = {}): WebParts => ({
  ...parts(),
  api: answering(),
  paths,
  screens: answering({ '/sign-in': 200 }),
  root,
  ...over,
})

test('a Plimsoll that has all it needs passes, engine and web', async () => {
  expect(await validateEngine(parts())).toMatchObject({ outcome: 'passed', failed: [] })
  const report = await validateWeb(web())
  expect(report).toMatchObject({ outcome: 'passed', failed: [] })
  expect(report.verdicts.map(({ name }) => name)).toEqual([
    'environment',
    'modules',
    'database',
    'migrations',
    'secret',
    'API routes',
    'pages',
  ])
})

test('routes are those that were built and those that lie in the sources', () =>
  expect(expectedRoutes(paths, root)).toEqual([
    '/api/v1/incidents',
    '/api/v1/incidents/[id]/acknowledge',
    '/api/v1/people',
    '/api/v1/session',
  ]))

test.each([
  ['silently not there', 404],
  ['there, and cannot be loaded', 500],
])('a router that is %s stops the start, with what it means for the business', async (_what, status) => {
  const report = await validateWeb(web({ api: answering({ '/api/v1/incidents': status }) }))
  expect(found(report)[0]).toContain(`API routes: GET /api/v1/incidents: It answered ${status}`)
  const refused: string[] = []
  const refuse = async (sentence: string) => refused.push(sentence) as never
  await passOrEnd(report, { log: silentLog, supervisor: { refuse } })
  expect(refused[0]).toMatch(/^REFUSED TO START.*\n(.*\n)*.*BUSINESS IMPACT: Parts of the API are missing/)
})

test('a thing that a handler of ours does not find is no missing route', async () => {
  const api = answering({ '/api/v1/people': 404 }, 'application/problem+json')
  expect((await validateWeb(web({ api }))).outcome).toBe('passed')
})

test('no route at all is not a pass', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
  expect(found(await validateWeb(web({ paths: [], root: empty })))).toEqual(['API routes: API routes: No route is registered.'])
  rmSync(empty, { recursive: true })
})

test('a page that was not built, or whose file is gone, stops the start', async () => {
  writeManifest({ '/executive/page': 'app/executive/page.js', '/paging/page': 'app/paging/page.js' })
  expect(missingPages(root).map(({ subject }) => subject)).toEqual(['/paging/page'])
  writeManifest({})
  expect(found(await validateWeb(web()))).toEqual(['pages: /executive/page: It was not built.'])
  writeManifest({ '/executive/page': 'app/executive/page.js' })
})

test('screens that open no page stop the start', async () => {
  expect(found(await validateWeb(web({ screens: answering({ '/sign-in': 500 }) })))).toEqual([
    'pages: GET /sign-in: It answered 500; expected 200 or 303 or 307.',
  ])
})

test('a bad environment is told whole, and nothing that hangs on it is looked at', async () => {
  const report = await validateEngine(parts({ variables: { PORT: 'many', PLIMSOLL_SECRETT: 'x' } }))
  expect(report.outcome).toBe('refused')
  expect(found(report).map((line) => line.split(': It')[0])).toEqual(['environment: PLIMSOLL_SECRETT', 'environment: PORT'])
})

test('a database that is away is a reason to start again, not to give up', async () => {
  const gone = connectSql('postgres:///plimsoll?host=/nowhere&user=plimsoll', { max: 1 })
  const report = await validateEngine(parts({ sql: gone }))
  expect(report.failed).toMatchObject([{ name: 'database', businessImpact: expect.stringContaining('nobody can sign in') }])
  const refuse = () => {
    throw new Error('given up')
  }
  await expect(passOrEnd(report, { log: silentLog, supervisor: { refuse } })).rejects.toThrow(/REFUSED TO START.*database/)
  await closeSql(gone, 0)
})

test('a database that answers while the machine gives us no turn is not taken for a late one', async () => {
  const clock = handClock()
  const answered = Promise.withResolvers<void>()
  const sql = new Proxy(database.sql, { apply: (target, self, args) => answered.promise.then(() => Reflect.apply(target, self, args)) })
  const report = validateEngine(parts({ sql, clock: { ...systemClock, ...clock } }))
  await clock.advance(1_000)
  await clock.block(20_000)
  answered.resolve()
  expect(await report).toMatchObject({ outcome: 'passed' })
})

test('another secret than the one before is refused, and the way out named', async () => {
  await validateEngine(parts())
  const report = await validateEngine(parts({ secret: 'another secret that is just as long as it has to be' }))
  expect(found(report)[0]).toMatch(/^secret: PLIMSOLL_SECRET: .*not the one that this database was set up with/)
})

test('a migration that is missing, and a type of check that this release does not know, are named', async () => {
  const { sql } = database
  const [service, now] = [systemIds.next(), systemClock.now()]
  await sql`insert into services (id, name, title, tier, source, created_at) values (${service}, 's', 's', 1, 'api', ${now})`
  await sql`
    insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
    values (${systemIds.next()}, 'modem', 'm', ${service}, 'gopher', '', '{}', 30000, 5000, 10000, 2, 3, true, 'api', ${now})`
  const degraded = await validateEngine(parts())
  expect(degraded.outcome).toBe('degraded')
  expect(found(degraded)).toEqual(['check types: gopher: This release has no such type, and 1 check is of it: modem.'])

  const [last] = await sql`delete from migrations where number = (select max(number) from migrations) returning name`
  expect(found(await validateEngine(parts()))[0]).toBe(`migrations: ${last?.name}: It has not been applied to the database.`)
})
