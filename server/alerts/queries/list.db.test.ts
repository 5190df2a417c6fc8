import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { bound, rowsRead } from '@/db/testing/plan'
import { listIncidents } from '../../incidents/queries'
import type { ListAlerts } from '../model'
import { listAlerts } from './list'

const database = await testDatabase()
const { sql } = database
const statements: string[] = []
const spied = connectSql(database.url, { max: 1 })
spied.options.debug = (_connection, query, parameters) => void statements.push(bound(query, parameters))
const db = drizzleOver(spied)
afterAll(async () => {
  await closeSql(spied)
  await database.stop()
})

const [OPEN, PAST] = [1_000, 30_000]
const now = new Date('2026-11-17T14:00:00.000Z')
const long = new Date('2026-02-01T00:00:00.000Z')

/**
 * A year of incidents with an alert each, the newest thousand open: fifty services, one of which failed only once long ago; a low one in a
 * thousand; all told by mail, one in three thousand by the pager.
 */
beforeAll(async () => {
  await sql`
    insert into services (id, name, title, tier, depends_on, source, created_at)
    select gen_random_uuid(), 'service-' || i, 'Service ' || i, 1, '{}', 'file', ${now.toISOString()}::timestamptz from generate_series(0, 50) i`
  await sql`
    insert into incidents (id, number, title, severity, state, service_id, started_at, opened_at)
    select gen_random_uuid(), i, 'Incident ' || i, case when i % 1000 = 1 then 'low' else 'high' end, case when i > ${PAST}::int then 'triggered' else 'resolved' end,
      (select id from services where name = 'service-' || case when i = 7 then 50 else i % 50 end), t, t
    from generate_series(1, ${PAST + OPEN}::int) i, lateral (select ${now.toISOString()}::timestamptz - (${PAST + OPEN}::int - i) / 2 * interval '5 minutes' as t) at`
  await sql`
    insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
    select gen_random_uuid(), c.name, initcap(c.name), s.id, 'http', '', '{}', 20000, 5000, 5000, 2, 3, true, 'file', created_at
    from services s, (values ('front'), ('back')) c(name) where s.name = 'service-1'`
  await sql`
    insert into alerts (id, fingerprint, check_id, service_id, incident_id, severity, condition, started_at, opened_at, ended_at, says)
    select gen_random_uuid(), 'f' || number, (select id from checks where name = case when number % 50 = 1 then 'front' else 'back' end), service_id, id, severity, 'down', started_at, opened_at,
      case when state = 'resolved' then opened_at end, '503'
    from incidents`
  await sql`
    insert into notices (id, key, incident_id, kind, channel, lane, reader, thread, urgency, severity, facts, at, due_at, state)
    select gen_random_uuid(), 'k' || number, id, 'page', case when number % 3000 = 1 then 'pager' else 'mail' end, 'l', 'r', 't' || number, 1, severity, '{}', opened_at, opened_at, 'delivered'
    from incidents`
  await sql`
    insert into alerts (id, fingerprint, check_id, service_id, incident_id, severity, condition, started_at, opened_at, says, source, signal)
    select gen_random_uuid(), 'grafana/a', null, null, id, 'medium', 'reported', ${long.toISOString()}::timestamptz, ${long.toISOString()}::timestamptz, 'Disk full', 'grafana', ${sql.json({ source: 'grafana', group: 'g', title: 'Disk full', labels: {}, link: null, beganMs: 0, endedMs: null, heardMs: 0, expiresMs: null })}
    from incidents where number = 1`
  await sql`vacuum analyze`
})

async function pagesOf(query: Omit<ListAlerts, 'limit'>, limit: number) {
  const seen: string[] = []
  for (let before: ListAlerts['before']; ; ) {
    const page = await listAlerts(db, { ...query, before, limit })
    seen.push(...page.map(({ id }) => id))
    const last = page.at(-1)
    if (!last || page.length < limit) return seen
    before = { at: last.startedAt, id: last.id }
  }
}

test('page by page the list skips and repeats nothing, also where two began in one instant', async () => {
  const open = await pagesOf({ states: ['open'] }, 7)
  expect(open).toHaveLength(OPEN + 1)
  expect(new Set(open).size).toBe(OPEN + 1)
  expect(await pagesOf({ severities: ['low'], states: ['ended'] }, 30)).toHaveLength(PAST / 1_000)
})

test('an alert is listed with the names of its check and service and the number of its incident', async () => {
  expect(await listAlerts(db, { check: 'front', limit: 1 })).toMatchObject([
    {
      state: 'open',
      check: { name: 'front', title: 'Front' },
      service: { name: 'service-1', title: 'Service 1' },
      incidentNumber: PAST + OPEN - 49,
    },
  ])
  expect(await listAlerts(db, { service: 'service-50', limit: 10 })).toMatchObject([
    { service: { name: 'service-50' }, incidentNumber: 7, state: 'ended' },
  ])
  expect(await listAlerts(db, { service: 'nowhere', limit: 10 })).toEqual([])
})

test('what was reported is listed with who said it, without a check', async () => {
  expect(await listAlerts(db, { source: 'grafana', limit: 10 })).toMatchObject([
    { condition: 'reported', check: null, service: null, signal: { source: 'grafana', title: 'Disk full' } },
  ])
})

describe('no list reads the history', () => {
  const deep = { at: new Date(now.getTime() - 50 * 86_400_000), id: '01900000-0000-7000-8000-000000000042' }
  test.each<readonly [string, () => Promise<readonly unknown[]>]>([
    ['the newest alerts', () => listAlerts(db, { limit: 50 })],
    ['alerts from deep within', () => listAlerts(db, { before: deep, limit: 50 })],
    ['open alerts', () => listAlerts(db, { states: ['open'], limit: 50 })],
    ['ended alerts', () => listAlerts(db, { states: ['ended'], limit: 50 })],
    ['rare alerts of a severity', () => listAlerts(db, { severities: ['low'], limit: 50 })],
    ['open alerts of a rare severity', () => listAlerts(db, { severities: ['low'], states: ['open'], limit: 50 })],
    ['alerts of a severity that there is none of', () => listAlerts(db, { severities: ['emergency'], limit: 50 })],
    ['alerts of a service that failed long ago', () => listAlerts(db, { service: 'service-50', limit: 50 })],
    ['alerts of a service from deep within', () => listAlerts(db, { service: 'service-3', before: deep, limit: 50 })],
    ['alerts of a check', () => listAlerts(db, { check: 'front', before: deep, limit: 50 })],
    ['alerts that a source reported', () => listAlerts(db, { source: 'grafana', limit: 50 })],
    ['alerts told by the usual channel', () => listAlerts(db, { channel: 'mail', limit: 50 })],
    ['alerts told by a rare channel', () => listAlerts(db, { channel: 'pager', limit: 50 })],
    ['alerts told by no channel', () => listAlerts(db, { channel: 'nowhere', limit: 50 })],
    ['the newest incidents', () => listIncidents(db, { limit: 50 })],
    ['incidents from deep within', () => listIncidents(db, { before: 15_000, limit: 50 })],
    ['open incidents', () => listIncidents(db, { states: ['triggered', 'acknowledged'], limit: 50 })],
    ['incidents that somebody has', () => listIncidents(db, { states: ['acknowledged'], limit: 50 })],
    ['rare incidents of a severity', () => listIncidents(db, { severities: ['low'], limit: 50 })],
    ['incidents of a severity that there is none of', () => listIncidents(db, { severities: ['emergency'], limit: 50 })],
    ['incidents of a service that failed long ago', () => listIncidents(db, { service: 'service-50', limit: 50 })],
    ['incidents told by the usual channel', () => listIncidents(db, { channel: 'mail', limit: 50 })],
    ['incidents told by a rare channel', () => listIncidents(db, { channel: 'pager', limit: 50 })],
    ['incidents told by no channel', () => listIncidents(db, { channel: 'nowhere', limit: 50 })],
  ])('%s', async (_claim, ask) => {
    await ask()
    statements.length = 0
    await ask()
    expect(statements).toHaveLength(1)
    for (const statement of statements) expect(await rowsRead(sql, statement), statement).toBeLessThan(3_000)
  })
})
