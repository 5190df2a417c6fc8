import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { WEEKDAYS } from '../../kernel/local-time'
import { WindowInput } from '../../kernel/window'
import { isInside } from '../../kernel/window-times'
import { heldWithin, holdsNext } from './maintenance'

const at = (text: string) => new Date(`${text}Z`)
const daily = WindowInput.parse({ every: { at: '01:30', for: '1h', timeZone: 'Europe/London' } })
const said = (stretches: readonly { fromAt: Date; toAt: Date }[]) =>
  stretches.map(({ fromAt, toAt }) => `${fromAt.toISOString().slice(5, 16)} ${toAt.toISOString().slice(5, 16)}`)
const window = (more: { createdAt?: Date; endedAt?: Date | null } = {}) => ({ when: daily, createdAt: new Date(0), endedAt: null, ...more })

describe('the stretches for which a window holds (CHK-5)', () => {
  test('over the day on which the clocks go forward it begins at the first instant after the hour that is left out', () =>
    expect(said(heldWithin(window(), at('2026-03-28T00:00'), at('2026-03-30T12:00')))).toEqual([
      '03-28T01:30 03-28T02:30',
      '03-29T01:00 03-29T02:00',
      '03-30T00:30 03-30T01:30',
    ]))
  test('over the day on which they go back it comes once, and lasts as long as it says', () =>
    expect(said(heldWithin(window(), at('2026-10-24T00:00'), at('2026-10-26T12:00')))).toEqual([
      '10-24T00:30 10-24T01:30',
      '10-25T00:30 10-25T01:30',
      '10-26T01:30 10-26T02:30',
    ]))
  test('it begins when it was declared, not before', () => {
    const late = window({ createdAt: at('2026-11-22T01:45') })
    expect(said(heldWithin(late, at('2026-11-20T00:00'), at('2026-11-23T12:00')))).toEqual([
      '11-22T01:45 11-22T02:30',
      '11-23T01:30 11-23T02:30',
    ])
  })
  test('what somebody ended is over; the next time it holds again', () => {
    const ended = window({ endedAt: at('2026-11-22T01:45') })
    expect(said(heldWithin(ended, at('2026-11-22T00:00'), at('2026-11-23T12:00')))).toEqual([
      '11-22T01:30 11-22T01:45',
      '11-23T01:30 11-23T02:30',
    ])
    expect(holdsNext(ended, at('2026-11-22T01:45'))?.fromAt).toEqual(at('2026-11-23T01:30'))
  })
  test('ended in its first instant it never held', () =>
    expect(said(heldWithin(window({ endedAt: at('2026-11-22T01:30') }), at('2026-11-22T00:00'), at('2026-11-22T12:00')))).toEqual([]))

  test('at every instant of a stretch it is inside, at every other it is not, in any zone', () =>
    fc.assert(
      fc.property(
        fc.record({
          days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
          at: fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
          for: fc.integer({ min: 1, max: 20 * 60 }).map((count) => `${count}min`),
          timeZone: fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
        }),
        fc.date({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00'), noInvalidDate: true }),
        (every, from) => {
          const when = WindowInput.parse({ every })
          const to = new Date(from.getTime() + 3 * DAY)
          const held = heldWithin({ when, createdAt: new Date(0), endedAt: null }, from, to)
          for (let ms = from.getTime(); ms <= to.getTime(); ms += 17 * MINUTE)
            expect(held.some(({ fromAt, toAt }) => fromAt.getTime() <= ms && ms < toAt.getTime())).toBe(isInside(when, new Date(ms)))
          for (const [i, { fromAt, toAt }] of held.entries()) {
            expect(toAt.getTime()).toBeGreaterThan(fromAt.getTime())
            const next = held[i + 1]
            if (next) expect(next.fromAt.getTime() - toAt.getTime()).toBeGreaterThan(0)
          }
          expect(holdsNext({ when, createdAt: new Date(0), endedAt: null }, from)?.toAt.getTime() ?? 0).toBeGreaterThan(from.getTime())
          expect((holdsNext({ when, createdAt: new Date(0), endedAt: null }, from)?.fromAt.getTime() ?? 0) - from.getTime()).toBeLessThan(
            8 * DAY + HOUR,
          )
        },
      ),
      { numRuns: 60 },
    ))
})
