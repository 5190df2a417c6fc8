import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { creditsOf, quietPeriod, type RiskContract } from './contract-risk'
import { NO_TIME } from './credits'
import { monthsAround } from './months'
import type { Outlook } from './outlook'

const START = Date.parse('2026-11-17T14:00:00Z')
const months = monthsAround('UTC', START, START).map(quietPeriod)
/** Of November 0.999 leaves 43 min 12 s. */
const contract = (part: Partial<RiskContract> = {}): RiskContract => ({
  id: 'gold',
  name: 'gold',
  title: 'Gold',
  customer: 'Zebra Associates',
  currency: 'GBP',
  basePerMinor: 1,
  monthlyFeeMinor: 100_000,
  sla: 0.999,
  tiers: [
    { below: 0.999, credit: 0.1 },
    { below: 0.99, credit: 0.25 },
  ],
  timeZone: 'UTC',
  periods: months,
  is: 'down',
  sinceMs: START,
  failing: true,
  incidentIds: ['one'],
  services: ['Admin'],
  ...part,
})
const ends = (likelyMs: number, earliestMs = likelyMs, latestMs = likelyMs): ReadonlyMap<string, Outlook> =>
  new Map([
    [
      'one',
      {
        endsAtMs: START + likelyMs,
        earliestAtMs: START + earliestMs,
        latestAtMs: START + latestMs,
        basis: { kind: 'prior', outlasted: 0 },
      },
    ],
  ])

describe('the credits of what fails now', () => {
  test('are owed by the likely end, with the range of it', () => {
    const told = creditsOf(contract(), ends(HOUR, 5 * MINUTE, 10 * HOUR), START + MINUTE)
    expect(told).toMatchObject({ dueMinor: 0, inAnHourMinor: 10_000, expectedMinor: 10_000, lowMinor: 0, highMinor: 25_000 })
    expect(told?.next?.inMs).toBeCloseTo(42.2 * MINUTE, 3)
  })

  test('leave out what was owed before it began', () => {
    const before = { ...NO_TIME, downMs: HOUR }
    const periods = months.map((month, i) => (i === 0 ? { ...month, before } : month))
    expect(creditsOf(contract({ periods }), ends(HOUR), START + MINUTE)).toMatchObject({ dueMinor: 10_000, expectedMinor: 0 })
    expect(creditsOf(contract({ periods }), ends(7 * HOUR), START + MINUTE)).toMatchObject({ expectedMinor: 15_000 })
  })

  test('over the end of a month are owed for both', () => {
    const endOfMonth = months[0]?.toMs ?? 0
    const late = contract({ sinceMs: endOfMonth - HOUR })
    const outlook = ends(endOfMonth + HOUR - START)
    expect(creditsOf(late, outlook, endOfMonth - MINUTE)?.expectedMinor).toBe(20_000)
    expect(creditsOf(late, outlook, endOfMonth + MINUTE)).toMatchObject({ expectedMinor: 20_000, dueMinor: 0 })
  })

  test('of what cannot be seen any more are expected, and not yet owed', () => {
    const unseen = contract({ is: 'blind' })
    expect(creditsOf(unseen, ends(2 * HOUR), START + HOUR)).toMatchObject({ dueMinor: 0, expectedMinor: 10_000 })
    expect(creditsOf(unseen, ends(2 * HOUR), START + HOUR)?.uptime.low).toBeLessThan(0.999)
  })

  test('are none when nothing of it fails', () => {
    const kept = contract({ is: 'up', failing: false, incidentIds: [] })
    expect(creditsOf(kept, ends(DAY), START + HOUR)).toMatchObject({
      expectedMinor: 0,
      lowMinor: 0,
      highMinor: 0,
      next: null,
      endsAtMs: null,
    })
  })

  test('never shrink as it goes on, stand within their range, and are what is owed once that time has come', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 * DAY }), fc.integer({ min: 0, max: DAY }), (likelyMs, laterMs) => {
        const now = START + MINUTE
        const first = creditsOf(contract(), ends(likelyMs), now)
        const second = creditsOf(contract(), ends(likelyMs + laterMs), now)
        expect(second?.expectedMinor).toBeGreaterThanOrEqual(first?.expectedMinor ?? 0)
        expect(first?.lowMinor).toBeLessThanOrEqual(first?.expectedMinor ?? 0)
        expect(first?.highMinor).toBeGreaterThanOrEqual(first?.expectedMinor ?? 0)
        const then = Math.max(now, START + likelyMs)
        expect(creditsOf(contract(), ends(likelyMs), then)?.dueMinor).toBe(first?.expectedMinor)
      }),
    ))
})
