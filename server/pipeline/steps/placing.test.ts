import { describe, expect, test } from 'vitest'
import { PolicyInput, type Routing } from '../../alerts/model'
import { noRouting } from '../../alerts/rules/directory'
import { lostOf } from '../../impact/rules/accrual'
import type { Incident } from '../../incidents/model'
import type { Change } from '../model'
import { aCheck, aService, aStream, story } from '../testing'

const two = () => {
  const told = story({
    services: [aService('shop'), aService('search')],
    checks: [aCheck(1, 'shop'), aCheck(2, 'search'), aCheck(3, 'shop')],
    streams: [aStream('orders', 360_000, { shop: 0.6, search: 0.5 })],
  })
  for (const no of [2, 1]) {
    told.see(no, 0, '.')
    told.see(no, 60, 'f')
    told.see(no, 65 + no, 'f')
  }
  told.see(3, 0, '.')
  const [first, second] = told.incidents()
  if (!first || !second) throw new Error('Two services that fail are two incidents.')
  const lost = () => lostOf(told.loss('orders'), told.at(3_600).getTime())
  const lostBy = ({ id }: Incident) =>
    lostOf(
      told.loss('orders').filter(({ incidentId }) => incidentId === id),
      told.at(3_600).getTime(),
    )
  const alertsIn = ({ id }: Incident) => [...(told.world.alertsIn.get(id)?.values() ?? [])].map(({ checkId }) => checkId)
  const merge = (one: Incident, into: Incident, seconds = 120) =>
    told.move(seconds, [
      {
        kind: 'incident-stored',
        incident: { ...one, state: 'resolved', mergedInto: into.id, resolvedAt: told.at(seconds), proven: false, version: one.version + 1 },
      },
    ])
  return { ...told, first, second, lost, lostBy, alertsIn, merge }
}

describe('merging', () => {
  test('alerts and loss are with the one that stays, and the ledger is what it was', () => {
    const { first, second, lost, lostBy, alertsIn, merge, world } = two()
    const before = lost()
    merge(second, first)
    expect(alertsIn(first)).toEqual(['check-2', 'check-1'])
    expect(alertsIn(second)).toEqual([])
    expect(lost()).toBeCloseTo(before, 6)
    expect(lostBy(second)).toBe(0)
    expect(world.incidents.get(second.id)).toMatchObject({ state: 'resolved', mergedInto: first.id })
  })
  test('it closes when the last of both has recovered', () => {
    const { first, second, merge, see, world } = two()
    merge(second, first)
    for (const seconds of [130, 135, 140]) see(2, seconds, '.')
    expect(world.incidents.get(first.id)?.state).toBe('triggered')
    for (const seconds of [150, 155, 160]) see(1, seconds, '.')
    expect(world.incidents.get(first.id)).toMatchObject({ state: 'resolved', proven: true })
  })
  test('what fails of it later joins the one that stays', () => {
    const { first, second, merge, see, alertsIn } = two()
    merge(second, first)
    see(3, 130, 'f')
    see(3, 135, 'f')
    expect(alertsIn(first)).toContain('check-3')
  })
  test('is taken back: alerts and loss return, and the sum stays', () => {
    const { first, second, lost, lostBy, alertsIn, merge, move, world } = two()
    const [before, own] = [lost(), lostBy(second)]
    merge(second, first)
    const merged = world.incidents.get(second.id)
    if (!merged) throw new Error('It is known that it was merged.')
    move(180, [
      {
        kind: 'incident-stored',
        incident: { ...merged, state: 'triggered', mergedInto: null, resolvedAt: null, version: merged.version + 1 },
      },
    ])
    expect([alertsIn(first), alertsIn(second)]).toEqual([['check-2'], ['check-1']])
    expect(lost()).toBeCloseTo(before, 6)
    expect(lostBy(second)).toBeCloseTo(own, 6)
  })
  test('what people said while nobody listened is made up for at the next start', () => {
    const { first, second, alertsIn, world, wake } = two()
    world.incidents.set(second.id, { ...second, state: 'resolved', mergedInto: first.id })
    wake(121)
    expect(alertsIn(first)).toEqual(['check-2', 'check-1'])
    expect(wake(122).filter(({ kind }) => kind === 'alert')).toEqual([])
  })
})

describe('splitting', () => {
  const split = (told: ReturnType<typeof two>) => {
    told.merge(told.second, told.first)
    const alert = [...told.world.alerts.values()].find(({ checkId }) => checkId === 'check-2')
    if (!alert) throw new Error('There is an alert of each.')
    const made: Incident = { ...told.first, id: 'id-9999', number: 9, splitAlerts: [alert.id], version: 1, openedBy: 'Ada' }
    told.move(200, [{ kind: 'incident-stored', incident: made }])
    return made
  }
  test('what was chosen is an incident of its own, with what it costs from when it began', () => {
    const told = two()
    const before = told.lost()
    const made = split(told)
    expect(told.alertsIn(made)).toEqual(['check-2'])
    expect(told.alertsIn(told.first)).toEqual(['check-1'])
    expect(told.lost()).toBeCloseTo(before, 6)
    expect(told.lostBy(made)).toBeGreaterThan(0)
    expect(told.loss('orders').find(({ incidentId }) => incidentId === made.id)?.fromAt).toEqual(told.at(60))
  })
  test('it closes by itself when what it is about has recovered', () => {
    const told = two()
    const made = split(told)
    for (const seconds of [210, 215, 220]) told.see(2, seconds, '.')
    expect(told.world.incidents.get(made.id)).toMatchObject({ state: 'resolved', proven: true })
    expect(told.world.incidents.get(told.first.id)?.state).toBe('triggered')
  })
})

describe('who was told', () => {
  const policy = (name: string, person: string) =>
    PolicyInput.parse({
      name,
      steps: [{ tell: [{ person }] }, { after: '5min', tell: [{ person: 'late@example.com' }] }],
      pace: 'as-written',
    })
  const routing: Routing = {
    ...noRouting,
    channels: [{ name: 'mail', kind: 'email', reaches: 'people' }],
    teams: [
      { name: 'Shop', members: [], policy: 'shop' },
      { name: 'Search', members: [], policy: 'search' },
    ],
    policies: [policy('shop', 'ada@example.com'), policy('search', 'bo@example.com')],
  }
  const toldIn = (changes: readonly Change[]) =>
    changes
      .flatMap((change) => (change.kind === 'notices' ? change.notices : []))
      .map(({ kind, recipient, facts }) => ({ kind, to: recipient.person, ...facts }))
  function merged() {
    const told = story({
      services: [aService('shop', { owner: 'Shop' }), aService('search', { owner: 'Search' })],
      checks: [aCheck(1, 'shop'), aCheck(2, 'search')],
      routing,
    })
    for (const no of [1, 2]) {
      told.see(no, 0, '.')
      told.see(no, 60, 'f')
      told.see(no, 64 + no, 'f')
    }
    const [shop, search] = told.incidents()
    if (!shop || !search) throw new Error('Two services that fail are two incidents.')
    const changes = told.move(120, [
      { kind: 'incident-stored', incident: { ...shop, number: 7 } },
      {
        kind: 'incident-stored',
        incident: { ...search, state: 'resolved', mergedInto: shop.id, resolvedAt: told.at(120), resolvedBy: 'Ada', proven: false },
      },
    ])
    return { ...told, changes }
  }

  test('hears once that it goes on as part of another, and nobody else hears anything', () =>
    expect(toldIn(merged().changes)).toMatchObject([{ kind: 'resolved', to: 'bo@example.com', mergedInto: 'INC-7', by: 'Ada' }]))
  test('is paged no further for what was merged; of the one that stays the next is, and who has it hears what joined', () =>
    expect(toldIn(merged().due(366)).map(({ kind, to }) => `${kind} ${to}`)).toEqual(['page late@example.com', 'news ada@example.com']))
  test('hears of the end of the one that stays', () => {
    const { see } = merged()
    for (const no of [1, 2]) for (const seconds of [130, 135]) see(no, seconds, '.')
    see(1, 140, '.')
    expect(toldIn(see(2, 141, '.')).map(({ kind, to }) => `${kind} ${to}`)).toEqual(['resolved ada@example.com', 'resolved bo@example.com'])
  })
})
