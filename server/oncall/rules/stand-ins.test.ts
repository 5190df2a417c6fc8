import { describe, expect, test } from 'vitest'
import { ScheduleInput, type StandIn } from '../model'
import { onCallAt } from './rotation'
import { endedAt, keptAt, withStandIns } from './stand-ins'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const standIn = (id: string, from: string, to: string, person = 'cy@example.com'): StandIn => ({
  id,
  from: `2026-11-${from}:00.000Z`,
  to: `2026-11-${to}:00.000Z`,
  person,
  by: 'Cy',
  at: NOW.toISOString(),
})
const schedule = ScheduleInput.parse({
  name: 'first',
  layers: [{ people: ['bo@example.com'], starts: '2026-11-01' }],
  overrides: [{ from: '2026-11-22T10:00:00Z', to: '2026-11-22T20:00:00Z', person: 'ada@example.com' }],
})
const now = standIn('now', '22T11:00', '22T14:00')

describe('whoever stands in by hand', () => {
  test('goes before what is declared, and the one made last before the others', () => {
    const held = withStandIns(schedule, [now, standIn('later', '22T13:00', '22T15:00', 'dee@example.com')])
    const at = (time: string) => onCallAt(held, new Date(`2026-11-22T${time}:00Z`)).person
    expect([at('10:30'), at('12:00'), at('13:30'), at('14:30'), at('15:00'), at('20:00')]).toEqual([
      'ada@example.com',
      'cy@example.com',
      'dee@example.com',
      'dee@example.com',
      'ada@example.com',
      'bo@example.com',
    ])
  })

  test('who ends it ends it from now on: what was stays, what never began is gone', () => {
    const before = standIn('before', '21T10:00', '21T12:00')
    const next = standIn('next', '23T10:00', '23T12:00')
    const all = [before, now, next]
    expect(endedAt(all, 'now', NOW)).toEqual([before, { ...now, to: NOW.toISOString() }, next])
    expect(endedAt(all, 'next', NOW)).toEqual([before, now])
    expect(endedAt(all, 'before', NOW)).toEqual(all)
  })

  test('is kept for a month after its end', () => {
    expect(keptAt([now], new Date('2026-12-22T13:59:00Z'))).toEqual([now])
    expect(keptAt([now], new Date('2026-12-22T14:00:00Z'))).toEqual([])
  })
})
