import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { abandon, connectSql, drizzleOver } from '@/db/client'
import { rightsOf } from '../access/model'
import { createContext } from '../context'
import type { Incident } from '../incidents/model'
import { MINUTE } from '../kernel/duration'
import { createMirror } from '../live/mirror'
import { apply } from '../pipeline/apply'
import type { World } from '../pipeline/model'
import { aCheck, anOpportunity, aService, aStream, story } from '../pipeline/testing'
import { processesIn, signal } from '../postgres/processes'
import { startPostgres } from '../postgres/server'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import type { PageContext } from '../web/page-context'
import { bareApp, personAs } from '../web/testing'
import { auditView, keysView, peopleView } from './administration'
import { createAvailabilityBook } from './availability'
import { checkView } from './check'
import { engineeringView } from './engineering'
import { executiveView } from './executive'
import { frameView } from './frame'
import { incidentView } from './incident'
import { operationsMatrix, operationsQueue } from './operations'
import { opportunityView } from './opportunity'
import { serviceView } from './service'

/** A server of its own: freezing the shared one would freeze every other test. */
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
const server = await startPostgres({ folder, sockets: folder, clock: systemClock, settings: { fsync: 'off' } })
const freeze = (name: 'SIGSTOP' | 'SIGCONT') => {
  for (const pid of processesIn(join(folder, 'pg'))) signal(pid, name)
}
const [sql, pool] = [connectSql(server.url('postgres')), connectSql(server.url('postgres'))]

beforeAll(async () => {
  await Promise.all([sql`select 1`, pool`select 1`])
  freeze('SIGSTOP')
})
afterAll(async () => {
  freeze('SIGCONT')
  await Promise.all([abandon(sql), abandon(pool)])
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const clock = fakeClock()
const shop = story({
  services: [aService('shop')],
  checks: [aCheck(1, 'shop'), aCheck(2, 'shop')],
  streams: [aStream('orders', 360_000, { shop: 1 })],
  opportunities: [anOpportunity('zebra', 100, [{ kind: 'service', id: 'shop' }])],
})
for (const second of [0, 5, 10]) shop.see(1, second, 'f')
const incident = underAnId(shop.world)

const db = drizzleOver(pool)
const mirror = createMirror({
  clock,
  ids: systemIds,
  world: shop.world,
  sources: {
    entriesOf: async () => (await pool`select 1`).map(() => ({}) as never),
    sendingsOf: async () => (await pool`select 1`).map(() => ({}) as never),
  },
})
const actor = personAs('admin')
const app = bareApp({ db, sql, clock, mirror, availability: createAvailabilityBook({ sql, clock, seenTo: () => null }) })
const ctx = {
  ...createContext({ db, sql, clock, ids: systemIds, log: silentLog, actor, address: null, action: 'GET /', publish() {} }),
  world: mirror.world,
  app,
  rights: rightsOf(actor),
} as PageContext
const parts = { ...ctx, mirror, availability: app.availability }

/** The open incident, under an id as Postgres has them: it is asked for no others. */
function underAnId(world: World): Incident {
  const [told] = world.incidents.values()
  if (!told) throw new Error('The story opened no incident.')
  const named = { ...told, id: systemIds.next() }
  world.incidents.delete(told.id)
  apply(world, { kind: 'incident-stored', incident: named }, clock.now())
  for (const alert of [...world.alerts.values()]) apply(world, { kind: 'alert', alert: { ...alert, incidentId: named.id } }, clock.now())
  return named
}

/** What a view is after a second, with every wait in it: nothing but time lets it go on. */
async function afterASecond<T>(view: Promise<T>): Promise<T> {
  const slow = Symbol('not there')
  await clock.advance(1_000)
  const seen = await Promise.race([view, new Promise((resolve) => setImmediate(() => resolve(slow)))])
  if (seen !== slow) return seen as T
  await clock.advance(MINUTE)
  throw new Error('It is not there after a second.')
}

test('the executive view stands, and each section of history says what is missing', async () => {
  const view = await afterASecond(executiveView(parts))
  expect(view.risk.items).toHaveLength(1)
  for (const section of [view.months, view.days, view.period, view.availability, view.health])
    expect(section).toMatchObject({ kind: 'missing', says: expect.stringContaining('cannot be read at the moment') })
})
test('the queue stands, with its incidents and their checks', async () => {
  const view = await afterASecond(operationsQueue(ctx, new URLSearchParams({ incident: incident.id })))
  expect(view).toMatchObject({ incidents: { items: [{ id: incident.id }] }, people: [], timeline: null })
  expect(view.checks.items).toHaveLength(1)
})
test('the matrix stands without availability', async () =>
  expect(await afterASecond(operationsMatrix(ctx, new URLSearchParams()))).toMatchObject({
    services: { items: [{ id: 'shop', status: 'down' }] },
    availability: null,
  }))
test('the table of checks stands without availability', async () =>
  expect(await afterASecond(engineeringView(ctx, new URLSearchParams()))).toMatchObject({ total: 2, availability: null }))
test('a check stands without its history', async () =>
  expect(await afterASecond(checkView(ctx, 'check-1', '1h'))).toMatchObject({
    check: { items: [{ status: 'down' }] },
    points: { kind: 'missing' },
    evidence: { kind: 'missing' },
  }))
test('a service stands without its former incidents', async () =>
  expect(await afterASecond(serviceView(ctx, 'shop'))).toMatchObject({
    services: { items: [{ status: 'down' }] },
    incidents: { kind: 'missing' },
    availability: null,
  }))
test('an open incident stands without its timeline', async () =>
  expect(await afterASecond(incidentView(ctx, { id: incident.id }))).toMatchObject({ row: { id: incident.id }, timeline: null }))
test('one that only Postgres knows is refused, in a sentence', async () => {
  const view = incidentView(ctx, { id: systemIds.next() })
  view.catch(() => {})
  await expect(afterASecond(view)).rejects.toThrow('The incident cannot be read at the moment: the database does not answer.')
})
test('an opportunity stands without its history', async () =>
  expect(await afterASecond(opportunityView(parts, 'zebra'))).toMatchObject({ history: { kind: 'missing' } }))
test('the lists of administrators stand empty, and say so', async () => {
  expect(await afterASecond(peopleView(ctx))).toMatchObject({ people: { kind: 'missing' } })
  expect(await afterASecond(keysView(ctx, ['wall']))).toMatchObject({ keys: { kind: 'missing' } })
  expect(await afterASecond(auditView(ctx, { by: '', text: 'role', before: undefined }))).toMatchObject({
    actors: [],
    page: { kind: 'missing' },
  })
})
test('the frame asks Postgres for nothing', () => expect(frameView(ctx)).toMatchObject({ overview: { items: [{ id: 'overview' }] } }))
