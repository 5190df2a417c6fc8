import { expect, test } from 'vitest'
import type { ResultRow } from '@/server/live/rows'
import { liveHistory } from './live-history'

const HOUR = 3_600_000
const point = (atMs: number) => ({ atMs, outcome: 'pass' as const, ms: 5, code: 200, phases: [1, 1, 1, 1, 1] as const })
const row = (atMs: number): ResultRow => ({ id: String(atMs), atMs, outcome: 'fail', ms: 7, code: 503, phases: null })
const view = { range: '1h' as const, toMs: 2 * HOUR, points: { kind: 'ready' as const, value: [point(1.5 * HOUR), point(2 * HOUR)] } }

test('what came live stands behind what was read, once and in order', () => {
  const { points, fresh } = liveHistory(view, [row(2 * HOUR + 200), row(2 * HOUR), row(2 * HOUR + 100)])
  expect(points.map(({ atMs }) => atMs)).toEqual([1.5 * HOUR, 2 * HOUR, 2 * HOUR + 100, 2 * HOUR + 200])
  expect(fresh).toBe(2)
})

test('the range moves with the newest result, and what is older leaves', () => {
  const { fromMs, toMs, points } = liveHistory(view, [row(2.75 * HOUR)])
  expect([fromMs, toMs]).toEqual([1.75 * HOUR, 2.75 * HOUR])
  expect(points.map(({ atMs }) => atMs)).toEqual([2 * HOUR, 2.75 * HOUR])
})

test('without its history a page still shows what comes', () => {
  expect(liveHistory({ ...view, points: { kind: 'missing' } }, [row(2 * HOUR + 1)]).points).toHaveLength(1)
})
