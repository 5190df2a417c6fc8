import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrivedWithin, budgetOf, counted, type Figures, merged, noFigures, quantileOf } from './figures'

const of = (values: readonly (number | null)[]): Figures => values.reduce<Figures>(counted, noFigures)

test('quantiles are right to two per cent, merged from any parts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.2, max: 600_000, noNaN: true }), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const half = Math.floor(values.length / 2)
        const exact = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0
        const found = quantileOf(merged([of(values.slice(0, half)), of(values.slice(half))]), share) ?? 0
        expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(0.0201)
      },
    ),
  )
})

test('nothing measured is no figure', () => {
  expect(quantileOf(noFigures, 0.5)).toBeNull()
  expect(budgetOf(noFigures, 100, 0.99)).toEqual({ messages: 0, inTime: 0, ratio: null, left: null })
})

test('what never arrived is not in time', () => {
  const figures = of([5, 50, 500, null])
  expect(arrivedWithin(figures, 100)).toBe(2)
  expect(budgetOf(figures, 100, 0.99)).toMatchObject({ messages: 4, inTime: 2, ratio: 0.5 })
})

test('a budget is spent when as many miss as may', () => {
  const hundred = (late: number) => of([...Array.from({ length: 100 - late }, () => 5), ...Array.from({ length: late }, () => 900)])
  expect(budgetOf(hundred(0), 100, 0.98).left).toBe(1)
  expect(budgetOf(hundred(1), 100, 0.98).left).toBeCloseTo(0.5)
  expect(budgetOf(hundred(2), 100, 0.98).left).toBeCloseTo(0)
  expect(budgetOf(hundred(4), 100, 0.98).left).toBeCloseTo(-1)
})
