import { describe, expect, test } from 'vitest'
import { PolicyInput, type Routing } from '../alerts/model'
import { noRouting } from '../alerts/rules/directory'
import type { Opportunity } from '../impact/model'
import { MINUTE } from '../kernel/duration'
import { WindowInput } from '../kernel/window'
import { ScheduleInput } from '../oncall/model'
import { rehearse } from './rehearsal'
import { aCheck, anOpportunity, aService, START, story } from './testing'

const routing: Routing = {
  ...noRouting,
  channels: [
    { name: 'mail', kind: 'email', reaches: 'people' },
    { name: 'room', kind: 'slack', reaches: 'room' },
  ],
  teams: [{ name: 'Shop', members: [], policy: 'day' }],
  schedules: [ScheduleInput.parse({ name: 'first', layers: [{ people: ['bo@example.com'], starts: '2026-01-01' }] })],
  policies: [
    PolicyInput.parse({
      name: 'day',
      pace: 'as-written',
      repeat: 0,
      steps: [{ tell: [{ schedule: 'first' }] }, { after: '5min', tell: [{ channel: 'room' }] }],
      executives: { after: '8min', tell: [{ person: 'eve@example.com' }] },
    }),
  ],
  definitions: [{ name: 'sign-in', when: { checks: ['check-*'] }, channels: ['room'] }],
}
const scene = (over: Partial<Routing> = {}, opportunities: readonly Opportunity[] = []) =>
  story({
    services: [aService('shop', { owner: 'Shop' })],
    opportunities,
    checks: [aCheck(1, 'shop', { name: 'check-1' })],
    routing: { ...routing, ...over },
  })
const minutes = (at: Date) => (at.getTime() - START.getTime()) / MINUTE

describe('a rehearsal', () => {
  test('says who would be told by which channel and when, if nobody answered', () => {
    const { world } = scene()
    const { told, trail, leftOut } = rehearse(world, { serviceId: 'shop', severity: 'critical' }, START)
    expect(told.slice(0, 3).map(({ at, kind, to }) => [minutes(at), kind, to])).toEqual([
      [0, 'page', 'bo@example.com by mail'],
      [5, 'page', 'room'],
      [8, 'briefing', 'eve@example.com by mail'],
    ])
    expect(trail[0]?.says).toBe('It follows the policy day.')
    expect(leftOut).toEqual(['the definition sign-in'])
  })

  test('names the stakeholders of deals that hang on the service, and says whose deal hangs on which check fails', () => {
    const deal = (name: string, kind: 'service' | 'check', id: string, stakeholders: readonly string[]) =>
      anOpportunity(name, 1, [{ kind, id }], { title: name.toUpperCase(), stakeholders })
    const { world } = scene({}, [
      deal('zebra', 'service', 'shop', ['zara@zebra.example', 'Zoe']),
      deal('yak', 'check', 'check-1', ['yan@yak.example']),
      deal('owl', 'check', 'check-1', ['Olaf']),
      deal('xerus', 'service', 'till', ['xi@xerus.example']),
    ])
    const { told, trail, leftOut } = rehearse(world, { serviceId: 'shop', severity: 'critical' }, START)
    expect(told.filter(({ kind }) => kind === 'briefing').map(({ at, to }) => [minutes(at), to])).toEqual([
      [0, 'zara@zebra.example by mail'],
      [8, 'eve@example.com by mail'],
    ])
    expect(trail.map(({ says }) => says).join(' ')).toContain('a stakeholder of ZEBRA')
    expect(leftOut).toEqual(['the definition sign-in', 'the stakeholders of YAK'])
  })

  test('leaves the world as it was: no page, no incident, no message', () => {
    const { world } = scene()
    rehearse(world, { serviceId: 'shop', severity: 'critical' }, START)
    expect([world.pages.size, world.incidents.size]).toEqual([0, 0])
  })

  test('knows planned work that will hold then, and not what holds only now', () => {
    const minute = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)
    const window = (id: string, from: number, to: number) => ({
      ...{
        id,
        name: id,
        title: id,
        matcher: { services: ['shop'] },
        lossFree: false,
        everything: false,
        source: 'file' as const,
        version: 1,
      },
      when: WindowInput.parse({ once: { from: minute(from).toISOString(), to: minute(to).toISOString() } }),
      createdAt: new Date(0),
      endedAt: null,
    })
    const told = story({
      services: [aService('shop', { owner: 'Shop' })],
      checks: [aCheck(1, 'shop', { name: 'check-1' })],
      routing,
      windows: [window('now', -10, 20), window('later', 120, 180)],
    })
    told.due(0)
    const firstAt = (at: number) => {
      const [first] = rehearse(told.world, { serviceId: 'shop', severity: 'critical' }, minute(at)).told
      return first && minutes(first.at)
    }
    expect([0, 30, 130].map(firstAt)).toEqual([20, 30, 180])
  })

  test('says what keeps it quiet, and tells once that has ended', () => {
    const { world } = scene()
    const toAt = new Date(START.getTime() + 30 * MINUTE)
    world.silences.set('s', { id: 's', matcher: { services: ['shop'] }, fromAt: START, toAt, reason: 'the move', by: 'Ada' })
    const { told, trail } = rehearse(world, { serviceId: 'shop', severity: 'critical' }, START)
    expect(trail[0]?.says).toBe('Nobody is told because of the silence of Ada (the move).')
    expect(told[0]).toMatchObject({ at: toAt, to: 'bo@example.com by mail' })
  })

  test('goes the way of last resort for who has none, and says so', () => {
    const { world } = scene({ teams: [], lastResort: 'day' })
    const { told, trail } = rehearse(world, { serviceId: 'shop', severity: 'low' }, START)
    expect(told[0]?.to).toBe('bo@example.com by mail')
    expect(trail.map(({ says }) => says).join(' ')).toContain('the policy of last resort day is followed')
  })
})
