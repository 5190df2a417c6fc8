import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apportion, rateOf } from './currency'

const table = { base: 'GBP', rates: { USD: 0.79, JPY: 0.0051, KWD: 2.58 } }

describe('one currency for all (IMP-10)', () => {
  test.each([
    ['GBP', 1],
    ['USD', 0.79],
    ['JPY', 0.51],
    ['KWD', 0.258],
  ])('one minor unit of %s is %d pence', (currency, pence) => expect(rateOf(currency, table)).toBeCloseTo(pence, 12))
  test('a currency without a rate is worth nothing we know', () => expect(rateOf('SEK', table)).toBeUndefined())
})

describe('parts that add up as they are shown', () => {
  test('what rounding each alone would lose goes to the largest remainders', () =>
    expect(apportion([33.4, 33.4, 33.2])).toEqual([34, 33, 33]))
  test('in whole pounds', () =>
    expect(apportion([41_609, 234_208, 480_000, 92_500_000], 100)).toEqual([41_600, 234_200, 480_000, 92_500_000]))
  test('nothing stays nothing', () => expect(apportion([0, 0.5, 0])).toEqual([0, 1, 0]))
  const amounts = fc.array(fc.double({ min: 0, max: 1e11, noNaN: true }), { minLength: 1, maxLength: 8 })
  test('they add up to the rounded sum, and none is a grain away from its own value', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(1, 100), (parts, grain) => {
        const shown = apportion(parts, grain)
        const sum = (list: readonly number[]) => list.reduce((total, part) => total + part, 0)
        expect(sum(shown)).toBe(Math.round(sum(parts.map((part) => part / grain))) * grain)
        expect(shown.every((part, i) => Math.abs(part - (parts[i] ?? 0)) < grain * 1.001)).toBe(true)
      }),
    )
  })
})
