import fc from 'fast-check'
import { expect, test } from 'vitest'
import { magnify } from './magnify'

const parts = (...values: number[]) => values.map((value, key) => ({ key, value }))

test('a part under one per cent is drawn again, with a factor that fits', () => {
  const { small, factor, smallShare } = magnify(parts(416, 2_342, 4_800, 925_000))
  expect(small.map(({ value }) => value)).toEqual([416, 2_342, 4_800])
  expect(factor * smallShare).toBeLessThanOrEqual(0.42)
  expect(factor).toBe(51)
})
test('parts that can be seen are not magnified', () => expect(magnify(parts(50, 50)).small).toEqual([]))
test('nothing at all is nothing', () => expect(magnify(parts(0, 0)).ordered).toEqual([]))
test('the magnified parts never leave the bar, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { maxLength: 6 }), (values) => {
      const { ordered, factor, smallShare } = magnify(parts(...values))
      expect(ordered.length).toBe(values.filter((value) => value > 0).length)
      expect(factor * smallShare).toBeLessThanOrEqual(1)
    }),
  )
})
