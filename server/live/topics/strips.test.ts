import { expect, test } from 'vitest'
import { applyPulse } from '../../pipeline/apply'
import type { Pulse, World } from '../../pipeline/model'
import type { StripRow } from '../rows'
import { unpackCells, withCells } from '../rules/strip'
import { aPulse, aWorld, NOON } from '../testing'
import { strips } from './strips'

function see(world: World, pulses: readonly Pulse[]): StripRow | undefined {
  for (const pulse of pulses) applyPulse(world, pulse)
  const checkIds = pulses.map(({ no }) => `check-${no}`)
  return strips.item(world, 'shop', '', [{ kind: 'pulses', checkIds, pulses }], NOON) as StripRow | undefined
}
const whole = (world: World) => strips.all(world, '', NOON)[0]

test('a step says the worst that any check of the service saw in it', () => {
  const world = aWorld(2)
  see(world, [aPulse(1, 0), aPulse(2, 3), aPulse(1, 20), { ...aPulse(2, 23), outcome: 'fail' }])
  const row = whole(world)
  expect([...unpackCells(row ?? { firstStep: 0, cells: '' }).values()].map(({ letter }) => letter).join('')).toBe('pf')
})
test('what deltas add up to is what a snapshot says', () => {
  const world = aWorld(3)
  see(
    world,
    [1, 2, 3].map((no) => aPulse(no, no)),
  )
  let held = whole(world)
  for (let second = 20; second < 2_000; second += 20)
    for (const no of [1, 2, 3]) {
      const next = see(world, [{ ...aPulse(no, second + no), outcome: second % (60 * no) === 0 ? 'fail' : 'pass' }])
      if (held && next) held = withCells(held, next)
    }
  expect(held).toEqual(whole(world))
})
test('the slowest check is told with its line, and what could not see does not count', () => {
  const world = aWorld(2)
  see(world, [
    { ...aPulse(1, 0), latencyMs: 40 },
    { ...aPulse(2, 0), latencyMs: 30 },
    { ...aPulse(2, 20), outcome: 'blind', latencyMs: 900 },
  ])
  expect(whole(world)?.slowest).toMatchObject({ title: 'Shop 1', p95Ms: 40 })
  see(world, [{ ...aPulse(2, 40), latencyMs: 50 }])
  expect(whole(world)?.slowest).toMatchObject({ title: 'Shop 2', p95Ms: 50, recent: { outcomes: 'pbp' } })
})
test('a service without results has an empty strip', () => expect(whole(aWorld(1))).toMatchObject({ cells: '', slowest: null }))
test('results touch the strip of their service only', () => {
  expect(strips.touched(aWorld(1), { kind: 'pulses', checkIds: ['check-1', 'check-9'] }, '')).toEqual(['shop'])
})
