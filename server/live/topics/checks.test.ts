import { expect, test } from 'vitest'
import { applyPulse } from '../../pipeline/apply'
import { aPulse, aWorld, NOON } from '../testing'
import { checks } from './checks'

const pulses = { kind: 'pulses', checkIds: ['check-1'] } as const

test('a result alone sends what it changes, and what it changes is what the whole row says', () => {
  const world = aWorld(1)
  applyPulse(world, { ...aPulse(1, 20), latencyMs: 12.345678 })
  const sent = checks.item(world, 'check-1', '', [pulses], NOON)
  expect(Object.keys(sent ?? {}).sort()).toEqual(['id', 'last', 'nextAfterMs', 'turning'])
  expect(sent).toMatchObject({ id: 'check-1', last: { ms: 12.35, code: 200 }, nextAfterMs: 20_000, turning: null })
  expect(checks.item(world, 'check-1', '', [pulses, { kind: 'catalogue', catalogue: {} as never }], NOON)).toMatchObject({
    ...sent,
    title: 'Shop 1',
  })
})
test('a check that is gone is nothing', () => expect(checks.item(aWorld(1), 'check-9', '', [pulses], NOON)).toBeUndefined())
