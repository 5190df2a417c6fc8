import { expect, test } from 'vitest'
import { stagger } from './annotations'
import { nearest } from './crosshair'
import { phaseAreas, runsOf } from './phase-areas'

const ok = (atMs: number) => ({ atMs, values: [1, 2] })
const failed = (atMs: number) => ({ atMs, values: [], failed: true })
const same = (value: number) => value

test('silence is a gap and not a bridge', () => expect(runsOf([ok(0), ok(10), ok(60)], 20).map((run) => run.length)).toEqual([2, 1]))
test('a failure interrupts what was measured', () =>
  expect(runsOf([ok(0), failed(10), ok(20)], 20).map((run) => run.length)).toEqual([1, 1, 1]))
test('a failure draws no value', () => {
  const { areas, failures } = phaseAreas([failed(5)], 2, 20, same, same)
  expect(areas).toEqual(['', ''])
  expect(failures).toEqual([[3, 7]])
})
test('phases stand on each other', () => expect(phaseAreas([ok(0), ok(10)], 2, 20, same, same).areas[1]).toBe('M0 3L10 3L10 1L0 1Z'))
test('the crosshair takes the nearest result', () => {
  expect(nearest([0, 10, 20], 14)).toBe(10)
  expect(nearest([0, 10, 20], 99)).toBe(20)
  expect(nearest([], 5)).toBeUndefined()
})
test('labels of annotations that would touch go on two rows, a third is left to its hover', () => {
  const at = (atMs: number) => ({ atMs, label: 'deploy auth', tone: 'ink' as const })
  expect(stagger([at(0), at(5), at(10)], same, 800).map(({ row, named }) => [row, named])).toEqual([
    [0, true],
    [1, true],
    [0, false],
  ])
})
