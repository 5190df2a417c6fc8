import { expect, test } from 'vitest'
import { packCells, STRIP_STEPS, type Step, unpackCells, withCells } from './strip'

const steps = (...given: readonly (readonly [place: number, letter: string, level?: number])[]) =>
  new Map(given.map(([place, letter, level = 0]): [number, Step] => [place, { letter, level }]))
const row = (stepMs: number, given: ReadonlyMap<number, Step>) => ({ stepMs, ...packCells(given) })

test('what is packed is unpacked, holes too', () => {
  const given = steps([7, 'p', 1 / 3], [9, 'f', 1], [10, 'b'])
  expect(packCells(given)).toEqual({ firstStep: 7, cells: 'p3-0f9b0' })
  expect(unpackCells(packCells(given))).toEqual(given)
  expect(unpackCells(packCells(new Map()))).toEqual(new Map())
})
test('only the newest steps are kept', () => {
  const { firstStep, cells } = packCells(steps([1, 'f'], [100, 'p']))
  expect([firstStep, cells.length]).toEqual([100 - STRIP_STEPS + 1, 2 * STRIP_STEPS])
})
test('at each step the worse of what is held and what came stays', () => {
  const held = row(20, steps([1, 'p'], [2, 'f', 1], [3, 'p', 1 / 9]))
  expect(unpackCells(withCells(held, row(20, steps([2, 'p'], [3, 'p', 4 / 9], [4, 's']))))).toEqual(
    steps([1, 'p'], [2, 'f', 1], [3, 'p', 4 / 9], [4, 's']),
  )
})
test('a delta without a result leaves the steps as they are', () => {
  const held = row(20, steps([1, 'p']))
  expect(withCells(held, row(20, new Map()))).toEqual(held)
})
test('another length of a step begins anew', () =>
  expect(withCells(row(20, steps([1, 'p'])), row(30, steps([9, 'f'])))).toEqual(row(30, steps([9, 'f']))))
