import { expect, test } from 'vitest'
import { niceTicks, scale, timeTicks } from './scale'

test('ticks are round, start at zero and reach the largest value', () => {
  expect(niceTicks(4_180)).toEqual([0, 2_000, 4_000, 6_000])
  expect(niceTicks(4_180, 5)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000])
  expect(niceTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3])
})
test('nothing to measure still has a zero', () => expect(niceTicks(0)).toEqual([0]))
test('a domain without extent does not divide by zero', () => expect(scale([5, 5], [0, 100])(5)).toBe(0))
test('an hour has a tick every ten minutes, on the ten', () => {
  const from = Date.UTC(2026, 10, 17, 13, 8)
  expect(timeTicks(from, from + 3_600_000).map((at) => new Date(at).getUTCMinutes())).toEqual([10, 20, 30, 40, 50, 0])
})
test('days begin at midnight of the reader', () => {
  const from = Date.UTC(2026, 10, 1, 12)
  expect(timeTicks(from, from + 6 * 86_400_000, 8, 3_600_000).map((at) => new Date(at).getUTCHours())).toEqual([23, 23, 23, 23, 23, 23])
})
