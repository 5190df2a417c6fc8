import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../kernel/duration'
import { dayOf, droppable, nextForDisk, overdue } from './eligible'

const now = new Date('2026-11-17T14:00:00Z')
const today = dayOf(now)
const short = { freeBytes: 1, minFreeBytes: 2 }

test('a day goes when its last moment is older than the time it is kept, and not a moment sooner', () => {
  const midnight = new Date(today * DAY)
  expect(overdue([today - 31, today - 30], midnight, 30 * DAY)).toEqual([today - 31])
  expect(overdue([today - 31], new Date(midnight.getTime() - 1), 30 * DAY)).toEqual([])
})
test('the oldest goes first, in whatever order they are given', () =>
  expect(overdue([today - 40, today - 50, today - 45], now, 30 * DAY)).toEqual([today - 50, today - 45, today - 40]))
test('when the disk is short, one day goes: the oldest', () =>
  expect(nextForDisk([today - 3, today - 5, today], now, short)).toBe(today - 5))
test('when there is enough, or nobody can say, none goes', () => {
  expect(nextForDisk([today - 5], now, { freeBytes: 2, minFreeBytes: 2 })).toBeUndefined()
  expect(nextForDisk([today - 5], now, { freeBytes: null, minFreeBytes: 2 })).toBeUndefined()
})
test('today, yesterday and days to come never go, however full the disk and however short the time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: today - 60, max: today + 10 })), fc.integer({ min: 0, max: 100 * DAY }), (days, keepMs) => {
      const gone = [...droppable(days, now), ...overdue(days, now, keepMs), nextForDisk(days, now, short) ?? 0]
      expect(Math.max(...gone)).toBeLessThan(today - 1)
    }),
  )
  expect(nextForDisk([today - 1, today, today + 1], now, short)).toBeUndefined()
})
