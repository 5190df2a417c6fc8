import { afterAll, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { DAY, HOUR } from '../kernel/duration'
import { systemIds } from '../runtime/ids'
import { availabilityOfServices } from './queries'

const database = await testDatabase()
const pool = connectSql(database.url)
const db = drizzleOver(pool)
afterAll(async () => {
  await closeSql(pool)
  await database.stop()
})

const NOW = new Date('2026-11-17T12:00:00.000Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const span = (id: string, status: string, fromAt: Date, toAt: Date | null, subject = 'service') =>
  database.sql`insert into status_spans (subject_id, from_at, to_at, subject, status) values (${id}, ${fromAt}, ${toAt}, ${subject}, ${status})`

test('is the share of the known time that was not down, in each window', async () => {
  const id = systemIds.next()
  await span(id, 'up', ago(40 * DAY), ago(3 * DAY))
  await span(id, 'down', ago(3 * DAY), ago(3 * DAY - 12 * HOUR))
  await span(id, 'degraded', ago(3 * DAY - 12 * HOUR), null)
  expect((await availabilityOfServices(db, NOW))[id]).toEqual({
    day: { ratio: 1, knownMs: DAY },
    week: { ratio: expect.closeTo(1 - 0.5 / 7, 9), knownMs: 7 * DAY },
    month: { ratio: expect.closeTo(1 - 0.5 / 30, 9), knownMs: 30 * DAY },
  })
})

test('what was unknown, paused or in maintenance counts as neither', async () => {
  const id = systemIds.next()
  await span(id, 'maintenance', ago(20 * HOUR), ago(8 * HOUR))
  await span(id, 'down', ago(8 * HOUR), ago(6 * HOUR))
  await span(id, 'unknown', ago(6 * HOUR), ago(2 * HOUR))
  await span(id, 'up', ago(2 * HOUR), null)
  expect((await availabilityOfServices(db, NOW))[id]?.day).toEqual({ ratio: expect.closeTo(0.5, 9), knownMs: 4 * HOUR })
})

test('says nothing of what was never known, nor of checks', async () => {
  const [unknown, check] = [systemIds.next(), systemIds.next()]
  await span(unknown, 'unknown', ago(DAY), null)
  await span(check, 'up', ago(DAY), null, 'check')
  const all = await availabilityOfServices(db, NOW)
  expect(all[unknown]).toEqual({ day: null, week: null, month: null })
  expect(all).not.toHaveProperty(check)
})
