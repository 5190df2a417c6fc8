import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { bound, rowsRead } from '@/db/testing/plan'
import { channelRecords, countDeadLetters, type LogQuery, listNotices, listSendings, searchNotices } from './log'
import { claim, listOfLane, lookForDue } from './outbox'

const database = await testDatabase()
const { sql } = database
const statements: string[] = []
const drizzled = connectSql(database.url, { max: 1 })
drizzled.options.debug = (_connection, query, parameters) => void statements.push(bound(query, parameters))
const db = drizzleOver(drizzled)
const spied = connectSql(database.url, { max: 1 })
spied.options.debug = drizzled.options.debug
afterAll(async () => {
  await Promise.all([closeSql(drizzled), closeSql(spied)])
  await database.stop()
})

const HISTORY = 100_000
const INCIDENT = '01900000-0000-7000-8000-000000000042'
const now = new Date('2026-11-17T14:00:00.000Z')

/** A year of notices: three channels, fifty people, a dead letter in a thousand, and three that wait. */
beforeAll(async () => {
  // In parts, as a busy machine takes its time.
  for (let from = 1; from <= HISTORY; from += HISTORY / 4)
    await sql`
    insert into notices (id, key, incident_id, kind, channel, address, person, lane, reader, thread, urgency, severity, facts, at, due_at, state, attempts, delivered_at)
    select gen_random_uuid(), 'k' || i, case when i % 5000 = 42 then ${INCIDENT}::uuid else gen_random_uuid() end, 'page', 'c' || i % 3, 'p' || i % 50, 'p' || i % 50,
      'c' || i % 3 || ' p' || i % 50, 'p' || i % 50, 't' || i, 1, 'critical', jsonb_build_object('title', 'Incident ' || i, 'says', repeat('x', 400)),
      t, t, case when i <= 3 then 'waiting' when i % 1000 = 0 then 'dead' else 'delivered' end, 1, t
    from generate_series(${from}::int, ${from + HISTORY / 4 - 1}::int) i, lateral (select ${now.toISOString()}::timestamptz - (i / 2) * interval '5 minutes' as t) at`
  await sql`analyze notices`
})

async function pagesOf(query: LogQuery) {
  const seen: string[] = []
  for (let before: LogQuery['before']; ; ) {
    const page = await listNotices(db, { ...query, before })
    seen.push(...page.map(({ key }) => key))
    before = page.at(-1)
    if (page.length < query.limit) return seen
  }
}

test('page by page the log skips and repeats nothing, also where many share an instant', async () => {
  const dead = await pagesOf({ states: ['dead'], limit: 7 })
  expect(dead).toEqual(Array.from({ length: HISTORY / 1000 }, (_, i) => `k${(i + 1) * 1000}`))
  expect(await countDeadLetters(db)).toBe(dead.length)
  const firsts = await pagesOf({ channel: 'c1', states: ['delivered', 'waiting', 'dead'], limit: 20_000 })
  expect(new Set(firsts).size).toBe(firsts.length)
  expect(firsts).toHaveLength(33_334)
  const sendings = await listSendings(db, INCIDENT, 100)
  const ofIncident = await listNotices(db, { incidentId: INCIDENT, limit: 100 })
  expect(ofIncident.map(({ key }) => key)).toContain('k42')
  expect(sendings.map(({ id }) => id)).toEqual(ofIncident.map(({ id }) => id))
})

describe('the log is searched', () => {
  const keys = async (query: Parameters<typeof searchNotices>[1]) => (await searchNotices(db, query)).rows.map(({ key }) => key)
  test('by words of the title, by a person and by time', async () => {
    expect(await keys({ text: 'incident 4711', limit: 50 })).toEqual(['k4711'])
    expect(await keys({ text: '%', limit: 50 })).toEqual([])
    expect(await keys({ text: 'Incident 5', person: 'p7', states: ['dead'], limit: 50 })).toEqual([])
    const [since, until] = [new Date(now.getTime() - 10 * 300_000), new Date(now.getTime() - 9 * 300_000)]
    expect(await keys({ since, until, limit: 50 })).toHaveLength(2)
    expect(await keys({ severities: ['low'], since, limit: 50 })).toEqual([])
  })
  test('no further back at once than it takes a moment, and from there on when it is asked for', async () => {
    const first = await searchNotices(db, { text: 'Incident 15000', limit: 50 })
    expect(first).toMatchObject({ rows: [], next: { at: first.searchedBackTo } })
    const second = await searchNotices(db, { text: 'Incident 15000', before: first.next ?? undefined, limit: 50 })
    expect(second.rows).toMatchObject([{ key: 'k15000' }])
    const last = await searchNotices(db, { text: 'Incident', states: ['waiting'], limit: 50 })
    expect(last).toMatchObject({ next: null, searchedBackTo: null, rows: { length: 3 } })
  })
  test('a channel tells of its last hundred messages', async () => {
    expect(await channelRecords(db, ['c1', 'none'])).toEqual([
      {
        channel: 'c1',
        deliveredAt: new Date(now.getTime() - 2 * 300_000),
        failedAt: null,
        failedSays: null,
        messages: 100,
        dead: 0,
        waiting: 1,
      },
      { channel: 'none', deliveredAt: null, failedAt: null, failedSays: null, messages: 0, dead: 0, waiting: 0 },
    ])
  })
})

describe('no list and no step of the dispatcher reads the history', () => {
  const deep = { at: new Date(now.getTime() - 150 * 86_400_000), id: INCIDENT }
  test.each<readonly [string, () => Promise<unknown>]>([
    ['the newest', () => listNotices(db, { limit: 50 })],
    ['a page from deep within', () => listNotices(db, { before: deep, limit: 50 })],
    ['one channel from deep within', () => listNotices(db, { channel: 'c1', before: deep, limit: 50 })],
    ['one person from deep within', () => listNotices(db, { person: 'p7', before: deep, limit: 50 })],
    ['one person who was told nothing', () => listNotices(db, { person: 'nobody', limit: 50 })],
    ['what did not arrive by itself', () => listNotices(db, { states: ['dead', 'bundled', 'waiting'], limit: 50 })],
    ['bundled messages of one channel', () => listNotices(db, { states: ['bundled'], channel: 'c1', limit: 50 })],
    ['an hour of long ago', () => listNotices(db, { since: new Date(deep.at.getTime() - 3_600_000), until: deep.at, limit: 50 })],
    ['how channels do', () => channelRecords(db, ['c0', 'c1', 'c2'])],
    ['dead letters', () => listNotices(db, { states: ['dead'], limit: 50 })],
    ['what waits', () => listNotices(db, { states: ['waiting', 'sending'], limit: 50 })],
    ['what an incident told', () => listSendings(db, INCIDENT, 50)],
    ['how many are dead', () => countDeadLetters(db)],
    ['what is due', () => lookForDue(spied, now, { lanes: [], channels: [], machines: ['c9'] })],
    ['what of a lane may go', () => listOfLane(spied, { key: 'c1 p1' }, false, now)],
    ['what of a thread may go', () => listOfLane(spied, { key: 't1' }, true, now)],
    ['taking', () => claim(spied, [INCIDENT], now, now)],
  ])('%s', async (_claim, ask) => {
    await ask()
    statements.length = 0
    await ask()
    expect(statements.length).toBeGreaterThan(0)
    for (const statement of statements) {
      expect(await rowsRead(sql, statement), statement).toBeLessThan(2_000)
    }
  })
})
