import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { DAY, HOUR } from '../kernel/duration'
import { systemIds } from '../runtime/ids'
import { createAvailabilityBook, windowsOf } from './availability'

const { sql, stop } = await testDatabase()
afterAll(stop)

const NOW = new Date('2026-11-17T12:00:00.000Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const span = (id: string, status: string, fromAt: Date, toAt: Date | null, subject = 'service') =>
  sql`insert into status_spans (subject_id, from_at, to_at, subject, status) values (${id}, ${fromAt}, ${toAt}, ${subject}, ${status})`

let elapsedMs = 0
const book = (seenTo: Date | null = null) =>
  createAvailabilityBook({ sql, clock: { now: () => NOW, elapsedMs: () => elapsedMs }, seenTo: () => seenTo })
const windows = async (id: string, from = book()) => windowsOf((await from.of('service')).get(id) ?? [])

test('is the share of the time that was not down, in each window', async () => {
  const id = systemIds.next()
  await span(id, 'up', ago(40 * DAY), ago(3 * DAY))
  await span(id, 'down', ago(3 * DAY), ago(3 * DAY - 12 * HOUR))
  await span(id, 'degraded', ago(3 * DAY - 12 * HOUR), null)
  const share = (low: number, days: number) => ({ low: expect.closeTo(low, 9), high: expect.closeTo(low, 9), countsMs: days * DAY })
  expect(await windows(id)).toEqual({ day: share(1, 1), week: share(1 - 0.5 / 7, 7), month: share(1 - 0.5 / 30, 30) })
})

test('what nobody saw makes a range, and what was paused or maintained does not count (IMP-13)', async () => {
  const id = systemIds.next()
  await span(id, 'maintenance', ago(20 * HOUR), ago(10 * HOUR))
  await span(id, 'down', ago(10 * HOUR), ago(8 * HOUR))
  await span(id, 'unknown', ago(8 * HOUR), ago(7 * HOUR))
  await span(id, 'up', ago(7 * HOUR), null)
  expect((await windows(id)).day).toEqual({ low: expect.closeTo(0.7, 9), high: expect.closeTo(0.8, 9), countsMs: 10 * HOUR })
  expect((await windows(id, book(ago(HOUR)))).day).toMatchObject({ low: expect.closeTo(0.6, 9), high: expect.closeTo(0.8, 9) })
})

test('nothing is said of what was never known, nor of checks among services', async () => {
  const [never, check] = [systemIds.next(), systemIds.next()]
  await span(check, 'up', ago(DAY), null, 'check')
  expect(await windows(never)).toEqual({ day: null, week: null, month: null })
  expect((await book().of('service')).has(check)).toBe(false)
  expect((await book().of('check')).has(check)).toBe(true)
})

test('screens that open within ten seconds share one query', async () => {
  const shared = book()
  const first = shared.of('service')
  elapsedMs += 9_000
  expect(shared.of('service')).toBe(first)
  expect(shared.of('check')).not.toBe(first)
  elapsedMs += 2_000
  expect(shared.of('service')).not.toBe(first)
})
