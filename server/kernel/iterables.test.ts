import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leading } from './iterables'

const byFirst = ([a]: readonly [number, number], [b]: readonly [number, number]) => a - b

test('what leads is what stands first when all are sorted, and of equals who came first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 10 }), (numbers, most) => {
      const items = numbers.map((number, i) => [number, i] as const)
      expect(leading(items, most, byFirst)).toEqual(items.toSorted(byFirst).slice(0, most))
    }),
  )
})

test('of thousands in order each that does not lead is looked at once', () => {
  let looks = 0
  const compare = (a: number, b: number) => {
    looks += 1
    return a - b
  }
  leading(
    Array.from({ length: 10_000 }, (_, i) => i),
    50,
    compare,
  )
  expect(looks).toBeLessThan(10_500)
})
