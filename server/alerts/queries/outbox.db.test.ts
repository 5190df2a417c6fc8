import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeSql, connectSql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { bound, rowsRead } from '@/db/testing/plan'
import { lookForDue } from './outbox'

const database = await testDatabase()
const { sql } = database
const statements: string[] = []
const spied = connectSql(database.url, { max: 1 })
spied.options.debug = (_connection, query, parameters) => void statements.push(bound(query, parameters))
afterAll(async () => {
  await closeSql(spied)
  await database.stop()
})

const INCIDENTS = 10_000
const now = new Date('2026-11-17T14:00:00.000Z')

/** A storm: each incident waits for a machine, for Ada and for Bo; what costs more began later, and one that Ada is to hear of is tried again later. */
beforeAll(async () => {
  await sql`
    insert into notices (id, key, incident_id, kind, channel, address, person, lane, reader, thread, urgency, severity, loss_per_minute, facts, at, due_at)
    select gen_random_uuid(), r.lane || i, gen_random_uuid(), 'page', r.channel, r.address, r.address, r.lane, r.lane, i || ' ' || r.lane, 1, 'critical', i, '{}',
      t, case when r.lane = 'mail ada' and i = ${INCIDENTS}::int then t + interval '10 minutes' else t end
    from generate_series(1, ${INCIDENTS}::int) i, (values ('pager', null, 'pager'), ('mail', 'ada', 'mail ada'), ('mail', 'bo', 'mail bo')) r(channel, address, lane),
      lateral (select ${now.toISOString()}::timestamptz - (${INCIDENTS}::int - i) * interval '10 milliseconds' as t) at`
  await sql`analyze notices`
  await spied`select 1`
  statements.length = 0
})

test('the first of each lane and of each machine are found without looking at all that waits, the costliest first', async () => {
  const { lanes, cut, nextAt } = await lookForDue(spied, now, { lanes: [], channels: [], machines: ['pager'] })
  expect(lanes.filter(({ recipient }) => recipient.channel === 'mail').map(({ key }) => key)).toEqual(['mail bo', 'mail ada'])
  expect(lanes.filter(({ recipient }) => recipient.channel === 'pager').map(({ key }) => key)).toEqual(
    Array.from({ length: 64 }, (_, i) => `${INCIDENTS - i} pager`),
  )
  expect([...cut]).toEqual(['pager'])
  expect(nextAt?.getTime()).toBeGreaterThan(now.getTime())
  expect(statements).toHaveLength(2)
  for (const statement of statements) expect(await rowsRead(sql, statement), statement).toBeLessThan(2_000)
})

test('what rests and what is shut is left out, and there is still more of the machine', async () => {
  const rest = { lanes: ['mail bo', `${INCIDENTS} pager`], channels: [], machines: ['pager'] }
  const { lanes } = await lookForDue(spied, now, rest)
  expect(lanes.map(({ key }) => key)).toContain('mail ada')
  expect(lanes.map(({ key }) => key)).not.toContain('mail bo')
  expect(lanes.map(({ key }) => key)).not.toContain(`${INCIDENTS} pager`)
  expect((await lookForDue(spied, now, { ...rest, channels: ['pager', 'mail'] })).lanes).toEqual([])
})

test('threads of which much waits do not hide that there are others', async () => {
  await sql`update notices set thread = 'long pager' where channel = 'pager' and loss_per_minute > ${INCIDENTS - 200}`
  const { lanes, cut } = await lookForDue(spied, now, { lanes: [], channels: ['mail'], machines: ['pager'] })
  expect(lanes.map(({ key }) => key)).toEqual(['long pager'])
  expect([...cut]).toEqual(['pager'])
  const { lanes: others } = await lookForDue(spied, now, { lanes: ['long pager'], channels: ['mail'], machines: ['pager'] })
  expect(others).toHaveLength(64)
})
