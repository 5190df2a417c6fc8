import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../kernel/duration'
import { outlook } from './outlook'

const prior = { medianMs: 30 * MINUTE, lowMs: 5 * MINUTE, highMs: 4 * HOUR }
const start = 1_000_000_000_000
const lasting = (minutes: number, repairs: readonly number[] = []) => {
  const { endsAtMs, earliestAtMs, latestAtMs, basis } = outlook(
    start,
    start + minutes * MINUTE,
    repairs.map((m) => m * MINUTE),
    prior,
  )
  const minute = (ms: number) => Math.round((ms - start) / MINUTE)
  return { likely: minute(endsAtMs), early: minute(earliestAtMs), late: minute(latestAtMs), basis }
}
const FIVE = [26, 35, 41, 52, 68]

describe('the likely end (IMP-7)', () => {
  test('without history it is the prior, and says so', () =>
    expect(lasting(0)).toEqual({ likely: 30, early: 5, late: 240, basis: { kind: 'prior', outlasted: 0 } }))
  test('four repairs are not enough, five are', () => {
    expect(lasting(0, FIVE.slice(1)).basis).toEqual({ kind: 'prior', outlasted: 0 })
    expect(lasting(0, FIVE)).toEqual({ likely: 41, early: 30, late: 62, basis: { kind: 'history', incidents: 5 } })
  })
  test('it holds until it passes, then the next one is where half of those are over that lasted so long', () => {
    expect(lasting(29.9)).toEqual(lasting(0))
    expect(lasting(30.1).likely).toBe(90) // 30 min × e^(0.6745 × 1.6226)
    expect(lasting(89)).toEqual(lasting(31))
  })
  test('past the longest known repair the prior takes over', () => {
    expect(lasting(50, FIVE).basis).toEqual({ kind: 'history', incidents: 5 })
    const long = lasting(120, FIVE)
    expect(long.basis).toEqual({ kind: 'prior', outlasted: 5 })
    expect(long.likely).toBeGreaterThan(150)
  })
  test('five repairs of equal length leave some doubt', () => {
    const { early, likely, late } = lasting(0, [40, 40, 40, 40, 40])
    expect(likely).toBe(40)
    expect(early).toBeLessThan(37)
    expect(late).toBeGreaterThan(45)
  })

  /** Clocks tell whole milliseconds. */
  const minutes = fc.integer({ min: 0, max: 100_000 * MINUTE }).map((ms) => ms / MINUTE)
  const repairs = fc.array(fc.double({ min: 0.001, max: 10_000, noNaN: true }), { maxLength: 20 })
  test('the likely end is always ahead, and inside its range', () => {
    fc.assert(
      fc.property(minutes, repairs, (lasted, known) => {
        const now = start + lasted * MINUTE
        const { endsAtMs, earliestAtMs, latestAtMs } = outlook(
          start,
          now,
          known.map((m) => m * MINUTE),
          prior,
        )
        expect(endsAtMs).toBeGreaterThan(now)
        expect(earliestAtMs).toBeLessThan(endsAtMs)
        expect(latestAtMs).toBeGreaterThan(endsAtMs)
      }),
    )
  })
  test('at the likely end itself a later one holds', () => {
    fc.assert(
      fc.property(minutes, repairs, (lasted, known) => {
        const ms = known.map((m) => m * MINUTE)
        const { endsAtMs } = outlook(start, Math.round(start + lasted * MINUTE), ms, prior)
        expect(outlook(start, endsAtMs, ms, prior).endsAtMs).toBeGreaterThan(endsAtMs)
      }),
    )
  })
  test('it changes only when it passes', () => {
    fc.assert(
      fc.property(minutes, fc.double({ min: 0, max: 0.999, noNaN: true }), repairs, (lasted, part, known) => {
        const ms = known.map((m) => m * MINUTE)
        const now = Math.round(start + lasted * MINUTE)
        const first = outlook(start, now, ms, prior)
        expect(outlook(start, now + Math.floor((first.endsAtMs - now) * part), ms, prior)).toEqual(first)
      }),
    )
  })
  test('longer repairs never make the end earlier', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), { minLength: 5, maxLength: 20 }), (known) => {
        const likely = (factor: number) =>
          outlook(
            start,
            start,
            known.map((m) => m * MINUTE * factor),
            prior,
          ).endsAtMs
        expect(likely(2)).toBeGreaterThanOrEqual(likely(1))
      }),
    )
  })
})
