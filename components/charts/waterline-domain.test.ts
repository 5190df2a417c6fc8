import { expect, test } from 'vitest'
import { clearOf, holdsLabel, stairs, waterlineDomain } from './waterline-domain'

test('what is failing starts right of the text, however long it takes', () => {
  for (const minutes of [26, 68, 600]) {
    const { fromMs, toMs } = waterlineDomain(0, minutes * 60_000)
    expect((0 - fromMs) / (toMs - fromMs)).toBeCloseTo(0.46, 5)
  }
})
test('the beginning is drawn with at least half an hour', () => expect(waterlineDomain(0, 60_000).toMs).toBe(1_800_000))
test('a level holds until the next, and the one before the span counts from its start', () => {
  const levels = [
    { atMs: 0, value: 1 },
    { atMs: 10, value: 4 },
    { atMs: 99, value: 9 },
  ]
  expect(stairs(levels, 5, 20)).toEqual([
    { atMs: 5, value: 1 },
    { atMs: 10, value: 1 },
    { atMs: 10, value: 4 },
    { atMs: 20, value: 4 },
  ])
})
test('nothing known is nothing drawn', () => expect(stairs([], 0, 10)).toEqual([]))

test('the line strikes no label out, wherever it runs', () => {
  for (let level = 20; level <= 100; level += 5)
    for (let limit = 0; limit < level; limit += 1) {
      const bottom = clearOf(limit, level)
      expect(limit > bottom && limit < bottom + 12, `line at ${limit}, load at ${level}, label at ${bottom}`).toBe(false)
    }
})
test('a low area holds no label: it would lie on what the load is named by', () =>
  expect([14, 30, 33, 80].map(holdsLabel)).toEqual([false, false, true, true]))
