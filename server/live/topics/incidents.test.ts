import { expect, test } from 'vitest'
import type { Pulse } from '../../pipeline/model'
import { aCheck, aService, story } from '../../pipeline/testing'
import { incidents } from './incidents'

const told = story({ services: [aService('shop')], checks: [aCheck(1, 'shop')] })
const { world, see } = told
for (const [seconds, letter] of [
  [0, '.'],
  [30, 'f'],
  [35, 'f'],
] as const)
  see(1, seconds, letter)
const [incident] = told.incidents()

/** Which rows a result changes. */
function touchedBy(seconds: number, letter: string, pulses: readonly Pulse[] = [{} as Pulse]): readonly string[] | 'all' {
  see(1, seconds, letter)
  return incidents.touched(world, { kind: 'pulses', checkIds: ['check-1'], pulses }, '')
}

test('a check that only goes on failing changes no row; one that passes again, or fails anew, does', () => {
  expect(touchedBy(40, 'f')).toEqual([])
  expect(touchedBy(45, '.')).toEqual([incident?.id])
  expect(touchedBy(50, '.')).toEqual([incident?.id])
  expect(touchedBy(55, 'f')).toEqual([incident?.id])
  expect(touchedBy(60, 'f')).toEqual([])
})

test('of two results at once nobody knows what was told last', () =>
  expect(touchedBy(65, 'f', [{} as Pulse, {} as Pulse])).toEqual([incident?.id]))
