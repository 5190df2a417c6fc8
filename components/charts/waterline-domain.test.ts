import { expect, test } from 'vitest'
import { stairs, waterlineDomain } from './waterline-domain'

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
