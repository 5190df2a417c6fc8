import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from './duration'
import { timeOfDayMs, WEEKDAYS, weekdayOf } from './local-time'
import { hoursAt, weekHours } from './week-hours'

const MONDAY = Date.UTC(2026, 10, 23)
const all = [...WEEKDAYS]

describe('hours of the week', () => {
  test.each([
    ['office hours', [{ days: all.slice(0, 5), from: '09:00', to: '17:00' }], 12, true, 17],
    ['before them', [{ days: all.slice(0, 5), from: '09:00', to: '17:00' }], 8, false, 9],
    ['after them, on Friday', [{ days: all.slice(0, 5), from: '09:00', to: '17:00' }], 4 * 24 + 18, false, 7 * 24 + 9],
    ['over midnight', [{ days: all, from: '22:00', to: '06:00' }], 30 - 6, true, 30],
    ['over the end of the week', [{ days: ['sun' as const], from: '22:00', to: '06:00' }], 6 * 24 + 23, true, 7 * 24 + 6],
    ['seen from Monday', [{ days: ['sun' as const], from: '22:00', to: '06:00' }], 3, true, 6],
    ['what touches is one', [{ days: all.slice(5), from: '00:00', to: '00:00' }], 5 * 24 + 1, true, 7 * 24],
    [
      'over the end of the week, what touches is one',
      [{ days: ['sun' as const, 'mon' as const], from: '00:00', to: '00:00' }],
      6 * 24,
      true,
      8 * 24,
    ],
    ['all days, all hours never end', [{ days: all, from: '08:00', to: '08:00' }], 50, true, Number.POSITIVE_INFINITY],
    ['none never begin', [], 50, false, Number.POSITIVE_INFINITY],
  ])('%s', (_claim, hours, hour, inside, untilHour) =>
    expect(hoursAt(weekHours(hours), MONDAY + hour * HOUR)).toEqual({ inside, untilMs: MONDAY + untilHour * HOUR }),
  )

  test('agree with each of them asked alone, for every quarter of an hour of the week, and change where they say', () => {
    fc.assert(
      fc.property(fc.array(someHours, { minLength: 1, maxLength: 5 }), (hours) => {
        const week = weekHours(hours)
        for (let atMs = MONDAY; atMs < MONDAY + 7 * DAY; atMs += HOUR / 4) {
          const { inside, untilMs } = hoursAt(week, atMs)
          expect(inside).toBe(byDefinition(hours, atMs))
          if (!Number.isFinite(untilMs)) continue
          expect(byDefinition(hours, untilMs)).toBe(!inside)
          expect(byDefinition(hours, untilMs - 1)).toBe(inside)
        }
      }),
      { numRuns: 30 },
    )
  })
})

const quarter = fc.integer({ min: 0, max: 95 }).map((n) => new Date(n * (HOUR / 4)).toISOString().slice(11, 16))
const someHours = fc.record({ days: fc.subarray(all, { minLength: 1 }), from: quarter, to: quarter })

/** A day's hours are those that begin on it, and what is left of those that began the day before. */
function byDefinition(hours: readonly { days: readonly string[]; from: string; to: string }[], atMs: number): boolean {
  const time = atMs % DAY
  const today = WEEKDAYS[weekdayOf(atMs)] ?? ''
  const yesterday = WEEKDAYS[weekdayOf(atMs - DAY)] ?? ''
  return hours.some(({ days, from, to }) => {
    const [begins, ends] = [timeOfDayMs(from), timeOfDayMs(to)]
    if (ends > begins) return days.includes(today) && begins <= time && time < ends
    return (days.includes(today) && begins <= time) || (days.includes(yesterday) && time < ends)
  })
}
