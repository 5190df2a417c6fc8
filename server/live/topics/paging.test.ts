import { describe, expect, test } from 'vitest'
import { PolicyInput, type Routing } from '../../alerts/model'
import { noRouting } from '../../alerts/rules/directory'
import { HOUR } from '../../kernel/duration'
import { ScheduleInput } from '../../oncall/model'
import { withStandIns } from '../../oncall/rules/stand-ins'
import { aService, story } from '../../pipeline/testing'
import { NOON } from '../testing'
import { onCall } from './on-call'
import { outbox } from './outbox'
import { policies } from './policies'
import { routes } from './routes'
import { silences } from './silences'

const inHours = (hours: number) => NOON.getTime() + hours * HOUR
const schedule = ScheduleInput.parse({ name: 'first', layers: [{ people: ['bo@example.com'], starts: '2026-11-01' }] })
const standIn = {
  id: 's1',
  from: new Date(inHours(1)).toISOString(),
  to: new Date(inHours(2)).toISOString(),
  person: 'cy@example.com',
  by: 'Cy',
  at: NOON.toISOString(),
}
const routing: Routing = {
  ...noRouting,
  channels: [{ name: 'mail', kind: 'email', reaches: 'people' }],
  teams: [{ name: 'Shop', members: [], policy: 'day' }],
  schedules: [withStandIns(schedule, [standIn])],
  policies: [
    PolicyInput.parse({
      name: 'day',
      steps: [{ tell: [{ schedule: 'first', by: ['mail'] }], after: '5min', severities: ['critical'] }],
      executives: { after: '10min', tell: [{ person: 'eve@example.com' }] },
    }),
  ],
}
const { world } = story({ services: [aService('shop', { owner: 'Shop' }), aService('stray', { owner: null })], routing })

describe('the topics of paging', () => {
  test('say who is on call now and next, and who stands in by hand', () => {
    const [row] = onCall.all(world, '', NOON)
    expect(row?.turns.slice(0, 3).map(({ fromMs, person, by }) => [fromMs, person, by])).toEqual([
      [NOON.getTime(), 'bo@example.com', 'layer'],
      [inHours(1), 'cy@example.com', 'override'],
      [inHours(2), 'bo@example.com', 'layer'],
    ])
    expect(row?.standIns).toEqual([{ id: 's1', fromMs: inHours(1), toMs: inHours(2), person: 'cy@example.com', by: 'Cy' }])
  })

  test('say whom a policy reaches until the next hand-over, without an address', () => {
    const [row] = policies.all(world, '', NOON)
    expect(row).toMatchObject({
      steps: [{ tells: ['schedule first by mail'], afterMs: 300_000, severities: ['critical'] }],
      executives: { tells: ['person eve@example.com'], afterMs: 600_000 },
      ahead: [{ fromMs: NOON.getTime() }, { fromMs: inHours(1) }, { fromMs: inHours(2) }],
    })
  })

  test('say which policy a service follows, and what is amiss with one that has none (ALR-15)', () => {
    expect(routes.all(world, '', NOON)).toMatchObject([
      { id: 'shop', policy: 'day', finding: null },
      { id: 'stray', policy: null, finding: expect.stringContaining('has no owner') },
    ])
  })

  test('are told anew when what is declared changes, and each hour, as they look ahead', () => {
    for (const topic of [onCall, policies]) {
      expect(topic.touched(world, { kind: 'hour' }, '')).toBe('all')
      expect(topic.touched(world, { kind: 'catalogue', catalogue: {} as never }, '')).toBe('all')
    }
  })

  test('follow each silence, and say that the delivery log has moved', () => {
    const silence = { id: 'q', matcher: { services: ['shop-*'] }, fromAt: NOON, toAt: new Date(inHours(1)), reason: 'works', by: 'Bo' }
    world.silences.set('q', silence)
    expect(silences.touched(world, { kind: 'silence', silence }, '')).toEqual(['q'])
    expect(silences.item(world, 'q', '', [], NOON)).toMatchObject({ of: 'services shop-*', toMs: inHours(1), by: 'Bo' })
    expect(outbox.touched(world, { kind: 'outbox-moved' }, '')).toEqual(['outbox'])
  })
})
