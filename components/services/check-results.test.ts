import { expect, test } from 'vitest'
import type { CheckRow } from '@/server/live/rows'
import { packRecent } from '@/server/live/testing'
import { beatsOf, p95Of, resultsOf, saysOf, stripBeats, withResults } from './check-results'

const check = (
  outcomes: string,
  ms: readonly number[],
  { slowAfterMs = 100, stepMs = 1_000 }: { slowAfterMs?: number | null; stepMs?: number } = {},
) =>
  ({
    id: outcomes,
    slowAfterMs,
    last: null,
    recent: packRecent({ atMs: ms.map((_, place) => place * stepMs), ms, outcomes }),
  }) as unknown as CheckRow

test('a delta lays its result behind those that are held', () => {
  const held = check('pf', [10, 20])
  const { recent: _, ...delta } = { ...held, last: { atMs: 5_000, outcome: 'pass' as const, ms: 30, code: 200, says: '' } }
  expect(resultsOf(withResults(held, delta))).toEqual({ atMs: [0, 1_000, 5_000], ms: [10, 20, 30], outcomes: 'pfp' })
})
test('a delta of a result alone leaves the rest of the row as it is held', () => {
  const held = check('p', [10], { slowAfterMs: 70 })
  const delta = { id: held.id, last: { atMs: 5_000, outcome: 'pass', ms: 30, code: 200, says: '' } } as CheckRow
  const twice = withResults(withResults(held, delta), { ...delta, last: { atMs: 6_000, outcome: 'fail', ms: 40, code: 500, says: '' } })
  expect(twice).toMatchObject({ id: 'p', slowAfterMs: 70, last: { atMs: 6_000 } })
  expect(resultsOf(twice)).toEqual({ atMs: [0, 5_000, 6_000], ms: [10, 30, 40], outcomes: 'ppf' })
})
test('a bar is as tall as the answer was slow against the threshold', () =>
  expect(beatsOf({ slowAfterMs: 100 }, resultsOf(check('psfb', [50, 120, 5_000, 0])))).toEqual([
    { tone: 'up', level: 0.5 },
    { tone: 'degraded', level: 1 },
    { tone: 'down', level: 1 },
    { tone: 'unknown', level: 0 },
  ]))
test('without a threshold the median decides', () =>
  expect(beatsOf({ slowAfterMs: null }, resultsOf(check('pp', [10, 10]))).map(({ level }) => level)).toEqual([0.4, 0.4]))
test('what could not see has no latency', () => expect(p95Of(resultsOf(check('ppb', [10, 20, 0])))).toBe(20))
test('the bars are said', () => {
  expect(saysOf(resultsOf(check('ppff', [1, 1, 1, 1])))).toBe('4 results, the last 2 failed')
  expect(saysOf(resultsOf(check('', [])))).toBe('no result yet')
})
test('a step of a service that nobody saw is a bar of its own', () => {
  expect(stripBeats({ firstStep: 7, cells: 'p5-0f9' })).toEqual([
    { tone: 'up', level: 5 / 9 },
    { tone: 'unknown' },
    { tone: 'down', level: 1 },
  ])
  expect(stripBeats(undefined)).toEqual([])
})
