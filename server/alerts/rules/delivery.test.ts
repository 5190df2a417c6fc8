import { expect, test } from 'vitest'
import { byHour, summaryOf } from './delivery'
import { counted, type Figures, noFigures } from './figures'

const NOW = new Date('2026-11-17T14:20:00.000Z')
const TARGETS = { medianMs: 20, withinMs: 100, share: 0.99 }
const hour = (ago: number, kind: 'page' | 'canary', ...values: (number | null)[]) => ({
  ...values.reduce<Figures>(counted, noFigures),
  hour: new Date(Date.parse('2026-11-17T14:00:00.000Z') - ago * 3_600_000),
  channel: 'pager',
  kind,
})

test('pages and canaries are one promise, and told apart', () => {
  const { pages, canaries, lost, medianMs, inTime, budgetLeft } = summaryOf(
    [hour(0, 'page', 10, 10, 300), hour(1, 'canary', 10, null)],
    TARGETS,
  )
  expect({ pages, canaries, lost, inTime }).toEqual({ pages: 3, canaries: 2, lost: 1, inTime: 0.6 })
  expect(medianMs).toBeCloseTo(10, 0)
  expect(budgetLeft).toBeCloseTo(-39, 5)
})

test('without messages there are no figures', () => {
  expect(summaryOf([], TARGETS)).toMatchObject({ pages: 0, medianMs: null, shareMs: null, inTime: null, budgetLeft: null })
})

test('an hour in which nothing was measured is a gap', () => {
  const [before, gap, now] = byHour([hour(2, 'page', 10), hour(0, 'canary', 200)], TARGETS, 3, NOW)
  expect(gap).toBeNull()
  expect(before).toBeCloseTo(10, 0)
  expect((now ?? 0) / 200).toBeCloseTo(1, 1)
})
