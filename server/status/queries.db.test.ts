import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import type { Status } from '../checks/model'
import { COUNTS_AS, type StoredSpan, tally } from '../checks/rules/availability'
import { MINUTE } from '../kernel/duration'
import { systemIds } from '../runtime/ids'
import { readDays, readFirstSeen } from './queries'
import { daysOf } from './rules/calendar'

const { sql, stop } = await testDatabase()
afterAll(stop)

const NOW = new Date('2026-10-26T15:30:00Z')
const STATUSES: readonly Status[] = ['up', 'down', 'degraded', 'unknown', 'maintenance', 'paused']

test('each day has as much of each status as the rule of availability finds in it, whatever the spans, also where the clocks change', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...STATUSES), fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 0, max: 400 })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.boolean(),
      async (lengths, isOpen) => {
        const id = systemIds.next()
        let at = NOW.getTime() - lengths.reduce((sum, [, minutes, hole]) => sum + (minutes + hole) * MINUTE, 0)
        const spans = lengths.map(([status, minutes, hole], i): StoredSpan => {
          const fromAt = new Date(at + hole * MINUTE)
          at = fromAt.getTime() + minutes * MINUTE
          return { status, fromAt, toAt: isOpen && i === lengths.length - 1 ? null : new Date(at) }
        })
        for (const { status, fromAt, toAt } of spans)
          await sql`insert into status_spans (subject_id, from_at, to_at, subject, status) values (${id}, ${fromAt}, ${toAt}, 'service', ${status})`
        const days = daysOf('Europe/London', NOW, 5)
        const sums = (await readDays(sql, [id], days, NOW)).get(id) ?? days.map(() => ({}))
        const counted = sums.map((one) => {
          const by = { up: 0, down: 0, blind: 0, off: 0 }
          for (const [status, ms] of Object.entries(one) as [Status, number][]) by[COUNTS_AS[status]] += ms
          return [by.up, by.down]
        })
        const wanted = days.map(({ fromMs, toMs }) => {
          const { upMs, downMs } = tally(spans, { fromMs, toMs: Math.min(toMs, NOW.getTime()), seenToMs: NOW.getTime() })
          return [upMs, downMs]
        })
        expect(counted.map((pair) => pair.map(Math.round))).toEqual(wanted)
        expect((await readFirstSeen(sql, [id])).get(id)).toBe(spans[0]?.fromAt.getTime())
      },
    ),
    { numRuns: 25 },
  )
})
