import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../checks/model'
import { serviceStatus } from '../checks/rules/service-status'
import { statusAt } from '../checks/rules/spans'
import { lostOf } from '../impact/rules/accrual'
import type { Incident } from '../incidents/model'
import { forget } from './apply'
import type { Change } from './model'
import { aCheck, anOpportunity, aService, aStream, START, story } from './testing'

const kinds = (changes: readonly Change[]) => changes.map(({ kind }) => kind)
const admin = () =>
  story({
    services: [aService('admin'), aService('database'), aService('checkout', { tier: 2 })].map((service) =>
      service.name === 'database' ? service : { ...service, dependsOn: ['database'] },
    ),
    checks: [aCheck(1, 'admin'), aCheck(2, 'admin'), aCheck(3, 'database'), aCheck(4, 'checkout')],
    streams: [aStream('orders', 360_000, { admin: 1, checkout: 0.5 }), aStream('renewals', 100_000, { checkout: 0.5, database: 0.2 })],
    opportunities: [anOpportunity('Zebra', 92_500_000, [{ kind: 'service', id: 'admin' }])],
  })

describe('a result', () => {
  test('that changes nothing concludes nothing', () => {
    const { see } = admin()
    see(1, 0, '.')
    expect(see(1, 30, '.')).toEqual([])
  })
  test('one failure is not an outage', () => {
    const { see, incidents } = admin()
    see(1, 0, '.')
    expect(see(1, 30, 'f')).toEqual([])
    expect(incidents()).toEqual([])
  })
  test('two open an incident that began with the first', () => {
    const { see, incidents, at } = admin()
    see(1, 0, '.')
    see(2, 0, '.')
    see(1, 30, 'f')
    const told = see(1, 35, 'f')
    expect(kinds(told)).toEqual(['result', 'check-status', 'service-status', 'incident-opened', 'alert', 'entry', 'entry', 'stake', 'loss'])
    expect(incidents()).toMatchObject([
      { title: 'admin is failing', severity: 'critical', state: 'triggered', startedAt: at(30), openedAt: new Date(at(35).getTime() + 10) },
    ])
  })
  test('three good ones resolve it, and it lasted to the first of them', () => {
    const { see, incidents, at, world } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 'f'],
      [35, 'f'],
      [40, '.'],
      [45, '.'],
      [50, '.'],
    ] as const)
      see(1, seconds, letter)
    expect(incidents()).toMatchObject([{ state: 'resolved', endedAt: at(40), proven: true }])
    expect(world.opportunities.get('Zebra')).toMatchObject({ stake: 'safe', sinceAt: at(40) })
    expect(world.repairs.get('admin')).toEqual([10_000])
    expect(world.calmSince).toEqual(at(40))
  })
})

test('a deal is safe from when its last journey recovered, whichever of them was decided last (IMP-4)', () => {
  const { see, world, at } = story({
    services: [aService('a')],
    checks: [aCheck(1, 'a'), aCheck(2, 'a', { closeAfter: 2 })],
    opportunities: [
      anOpportunity(
        'Zebra',
        100,
        [1, 2].map((no) => ({ kind: 'check', id: `check-${no}` })),
      ),
    ],
  })
  for (const no of [1, 2]) for (const seconds of [0, 30, 35]) see(no, seconds, seconds === 0 ? '.' : 'f')
  for (const [no, seconds] of [
    [1, 40],
    [1, 45],
    [2, 46],
    [2, 48],
    [1, 50],
  ] as const)
    see(no, seconds, '.')
  expect(world.opportunities.get('Zebra')).toMatchObject({ stake: 'safe', sinceAt: at(46) })
})

describe('what belongs together', () => {
  test('a second check of the service joins its incident', () => {
    const { see, incidents, world } = admin()
    for (const no of [1, 2])
      for (const [seconds, letter] of [
        [0, '.'],
        [30, 'f'],
        [35, 'f'],
      ] as const)
        see(no, seconds + no, letter)
    expect(incidents()).toHaveLength(1)
    expect(world.openAlertOf.size).toBe(2)
  })
  test('what needs a failing service is held back and linked to it (CHK-5)', () => {
    const { see, incidents, world } = admin()
    for (const no of [1, 3]) see(no, 0, '.')
    for (const seconds of [30, 35]) see(3, seconds, 'f')
    for (const seconds of [40, 45]) see(1, seconds, 'f')
    expect(incidents()).toMatchObject([{ title: 'database is failing', serviceId: 'database' }])
    expect(world.openAlertOf.get('check-1')).toMatchObject({ causeServiceId: 'database' })
  })
  test('a cause that is found later takes the incident over', () => {
    const { see, incidents } = admin()
    for (const no of [1, 3]) see(no, 0, '.')
    for (const seconds of [30, 35]) see(1, seconds, 'f')
    for (const seconds of [40, 45]) see(3, seconds, 'f')
    expect(incidents()).toMatchObject([{ title: 'database is failing', serviceId: 'database' }])
  })
  test('what neither needs the other has an incident of its own', () => {
    const { see, incidents } = admin()
    for (const no of [1, 4])
      for (const [seconds, letter] of [
        [0, '.'],
        [30, 'f'],
        [35, 'f'],
      ] as const)
        see(no, seconds + no, letter)
    expect(incidents().map(({ title }) => title)).toEqual(['admin is failing', 'checkout is failing'])
  })
  test('an incident resolves only when the last of its checks has', () => {
    const { see, incidents } = admin()
    for (const no of [1, 2])
      for (const [seconds, letter] of [
        [0, '.'],
        [30, 'f'],
        [35, 'f'],
      ] as const)
        see(no, seconds, letter)
    for (const seconds of [40, 45, 50]) see(1, seconds, '.')
    expect(incidents()[0]?.state).toBe('triggered')
    for (const seconds of [41, 46, 51]) see(2, seconds, '.')
    expect(incidents()[0]?.state).toBe('resolved')
  })
})

describe('what it puts at risk', () => {
  test('is told with the first failure that does, and not again', () => {
    const { see, changes } = admin()
    for (const no of [1, 2])
      for (const [seconds, letter] of [
        [0, '.'],
        [30, 'f'],
        [35, 'f'],
      ] as const)
        see(no, seconds + no, letter)
    const told = changes.flatMap((change) => (change.kind === 'entry' && change.entry.money ? [change.entry.money] : []))
    expect(told).toEqual(['£925,000 Zebra at risk'])
  })
})

describe('what it costs', () => {
  test('runs from the first failed result, and no longer than to the first success', () => {
    const { see, loss, at } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 'f'],
      [35, 'f'],
      [390, '.'],
      [395, '.'],
      [400, '.'],
    ] as const)
      see(1, seconds, letter)
    expect(loss('orders')).toMatchObject([{ fromAt: at(30), toAt: at(390), fraction: 1, factor: 1 }])
    // £3,600 an hour for 360 seconds.
    expect(lostOf(loss('orders'), at(9_999).getTime())).toBe(36_000)
  })
  test('two overlapping failures of one stream lose 1 - (1-a)(1-b), each charged with what it adds', () => {
    const shop = story({
      services: [aService('a'), aService('b')],
      checks: [aCheck(1, 'a'), aCheck(2, 'b')],
      streams: [aStream('orders', 100_000, { a: 0.3, b: 0.4 })],
    })
    for (const no of [1, 2]) shop.see(no, 0, '.')
    for (const seconds of [10, 15]) shop.see(1, seconds, 'f')
    for (const seconds of [20, 25]) shop.see(2, seconds, 'f')
    const open = shop.loss('orders').filter(({ toAt }) => toAt === null)
    expect(open.map(({ fraction }) => fraction)).toEqual([0.3, expect.closeTo(0.28, 12)])
    for (const seconds of [30, 35, 40]) shop.see(1, seconds, '.')
    expect(shop.loss('orders').filter(({ toAt }) => toAt === null)).toMatchObject([{ fraction: 0.4, fromAt: shop.at(30) }])
  })
  test('an hour of the profile that ends splits what runs on', () => {
    const hours = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 15 ? 2 : 1))
    const { see, due, loss, at } = story({
      services: [aService('a')],
      checks: [aCheck(1, 'a')],
      streams: [aStream('orders', 100_000, { a: 1 }, { profile: { timeZone: 'UTC', hours } })],
    })
    for (const [seconds, letter] of [
      [0, '.'],
      [10, 'f'],
      [15, 'f'],
    ] as const)
      see(1, seconds, letter)
    due(3_600)
    due(3_700)
    expect(loss('orders')).toMatchObject([
      { fromAt: at(10), toAt: at(3_600), factor: 1 },
      { fromAt: at(3_600), toAt: null, factor: 2 },
    ])
  })
  test('what was blind meanwhile is marked, and not counted as seen (IMP-13)', () => {
    const { see, loss, at } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 'f'],
      [35, 'f'],
      [60, 'b'],
      [90, 'b'],
      [120, 'f'],
    ] as const)
      see(1, seconds, letter)
    expect(loss('orders').map(({ certainty, fromAt }) => [certainty, fromAt])).toEqual([
      ['seen', at(30)],
      ['blind', at(60)],
      ['seen', at(120)],
    ])
  })

  test('goes on where another check was failing before the one that recovers, and was decided only later (CHK-12)', () => {
    const { see, world, at, loss } = story({
      services: [aService('a')],
      checks: [aCheck(1, 'a'), aCheck(2, 'a')],
      streams: [aStream('orders', 100_000, { a: 1 })],
    })
    for (const no of [1, 2]) see(no, 0, '.')
    for (const seconds of [10, 15]) see(1, seconds, 'f')
    see(2, 20, 'f')
    for (const seconds of [25, 30, 35]) see(1, seconds, '.')
    expect(world.services.get('a')?.spans.at(-1)).toEqual({ status: 'up', fromAt: at(25) })
    see(2, 36, 'f')
    expect(world.services.get('a')?.spans.slice(-2)).toEqual([
      { status: 'up', fromAt: at(0) },
      { status: 'down', fromAt: at(10) },
    ])
    expect(world.services.get('a')?.status).toBe('down')
    expect(loss('orders').at(-1)).toMatchObject({ fromAt: at(25), toAt: null, fraction: 1 })
  })

  test('is the same however the world learnt it: the ledger is the integral over what the services were', () => {
    const letters = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('.', '.', 'f', 'f', 's')), {
      maxLength: 120,
      size: 'max',
    })
    fc.assert(
      fc.property(letters, (results) => {
        const shop = story({
          services: [aService('a'), aService('b'), aService('c', { dependsOn: ['a'] })],
          checks: [aCheck(1, 'a'), aCheck(2, 'b'), aCheck(3, 'c'), aCheck(4, 'a', { critical: false })],
          streams: [aStream('orders', 100_000, { a: 0.5, b: 0.25, c: 0.75 })],
        })
        for (const no of [1, 2, 3, 4]) shop.see(no, 0, '.')
        results.forEach(([no, letter], index) => {
          shop.see(no, index + 1, letter)
        })
        const segments = shop.loss('orders')
        for (let second = 0; second <= results.length; second++) {
          const ms = shop.at(second).getTime() + 500
          for (const [id, { spans }] of shop.world.services)
            expect(statusAt(spans, ms), `${id} at second ${second}`).toBe(
              serviceStatus(
                (shop.world.checksOf.get(id) ?? []).map((state) => ({ status: statusAt(state.spans, ms), critical: state.check.critical })),
              ),
            )
          const severity = (id: string) =>
            ({ down: 1, degraded: 0.25 })[
              String(shop.world.services.get(id)?.spans.findLast(({ fromAt }) => fromAt.getTime() <= ms)?.status)
            ] ?? 0
          const chain = Math.max(0.5 * severity('a'), 0.75 * severity('c'))
          const expected = 1 - (1 - chain) * (1 - 0.25 * severity('b'))
          const charged = segments
            .filter(({ fromAt, toAt }) => fromAt.getTime() <= ms && (toAt?.getTime() ?? Infinity) > ms)
            .reduce((sum, { fraction }) => sum + fraction, 0)
          expect(charged, `at second ${second}`).toBeCloseTo(expected, 10)
        }
      }),
    )
  })
})

describe('waking up', () => {
  test('what was not looked at for more than two intervals was unknown meanwhile, and the loss that ran is marked', () => {
    const { see, wake, world, loss, at } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 'f'],
      [35, 'f'],
    ] as const)
      see(1, seconds, letter)
    wake(300)
    expect(world.checks.get('check-1')).toMatchObject({ status: 'unknown', blind: true })
    see(1, 301, 'f')
    expect(world.checks.get('check-1')?.spans.slice(-3)).toEqual([
      { status: 'down', fromAt: at(30) },
      { status: 'unknown', fromAt: at(65) },
      { status: 'down', fromAt: at(301) },
    ])
    expect(loss('orders').map(({ certainty }) => certainty)).toEqual(['seen', 'blind', 'seen'])
  })
  test('a short pause changes nothing', () => {
    const { see, wake } = admin()
    see(1, 0, '.')
    expect(wake(60)).toEqual([])
  })
})

describe('people and the pipeline', () => {
  test('an incident that a person closed reopens at the next failure (INC-4)', () => {
    const { see, incidents, world } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 'f'],
      [35, 'f'],
    ] as const)
      see(1, seconds, letter)
    const [incident] = incidents()
    if (!incident) throw new Error('no incident')
    world.incidents.set(incident.id, {
      ...incident,
      state: 'resolved',
      proven: false,
      resolvedAt: START,
      resolvedBy: 'Ada',
      reason: 'rolled back',
      version: 2,
    })
    see(1, 40, 'f')
    expect(incidents()).toMatchObject([{ state: 'triggered', resolvedAt: null, resolvedBy: null, reason: null }])
  })
  test('a paused check says nothing, and what it had opened ends', () => {
    const { see, incidents, declare, world } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 'f'],
      [35, 'f'],
    ] as const)
      see(1, seconds, letter)
    declare(50, {
      ...catalogueOf(world),
      checks: [...world.checks.values()].map(({ check }) => (check.no === 1 ? { ...check, paused: true } : check)),
    })
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: false, reason: 'Check 1 was paused while it was failing' }])
    expect(world.repairs.get('admin'), 'nothing was repaired').toBeUndefined()
    expect(see(1, 60, 'f')).toEqual([])
  })
  test('a slow check that a person closed the incident of reopens it when it is slow again', () => {
    const { see, incidents, world } = admin()
    for (const [seconds, letter] of [
      [0, '.'],
      [30, 's'],
      [35, 's'],
    ] as const)
      see(1, seconds, letter)
    closedBy(world)
    see(1, 65, 's')
    expect(incidents()).toMatchObject([{ state: 'triggered', proven: true }])
  })
  test('an incident that a person closed unproven is remembered as long as its check fails, and ends with it', () => {
    const { see, incidents, world, loss, at } = admin()
    for (const seconds of [0, 30, 35]) see(1, seconds, seconds === 0 ? '.' : 'f')
    closedBy(world)
    forget(world, at(30 * 3_600))
    expect(incidents()).toHaveLength(1)
    expect(loss('orders')).toHaveLength(1)
    for (const seconds of [0, 5, 10]) see(1, 30 * 3_600 + seconds, '.')
    expect(incidents()).toMatchObject([{ proven: false, endedAt: at(30 * 3_600) }])
    forget(world, at(60 * 3_600))
    expect(incidents()).toEqual([])
  })
  test('a check that joins writes only what it changes, so what a person wrote meanwhile stays', () => {
    const { see, world } = admin()
    for (const no of [1, 2]) for (const seconds of [0, 30]) see(no, seconds, seconds === 0 ? '.' : 'f')
    see(1, 35, 'f')
    expect(kinds(see(2, 36, 'f'))).not.toContain('incident-changed')
    expect(world.openAlertOf.size).toBe(2)
  })
  test('the title of an incident that a person opened stays', () => {
    const { see, incidents, move } = admin()
    for (const seconds of [0, 30]) see(1, seconds, seconds === 0 ? '.' : 'f')
    const byHand = { ...anIncident(), id: 'by-hand', title: 'Customers cannot pay', openedBy: 'Ada', serviceId: 'admin' }
    move(34, [{ kind: 'incident-stored', incident: byHand }])
    see(1, 35, 'f')
    expect(incidents()).toMatchObject([{ id: 'by-hand', title: 'Customers cannot pay', severity: 'critical' }])
  })
})

describe('what was declared while no engine looked', () => {
  const failing = () => {
    const told = admin()
    for (const seconds of [0, 30, 35]) told.see(1, seconds, seconds === 0 ? '.' : 'f')
    return told
  }
  test('a check that is gone lets go of its incident', () => {
    const { world, declare, incidents, at } = failing()
    world.checks.delete('check-1')
    declare(90, { ...catalogueOf(world), checks: [aCheck(2, 'admin'), aCheck(3, 'database'), aCheck(4, 'checkout')] })
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: false, endedAt: at(90) }])
    expect(world.openAlertOf.size).toBe(0)
  })
  test('a check that is paused now was unknown before, and lets go too', () => {
    const { world, declare, wake, incidents, at } = failing()
    const state = world.checks.get('check-1')
    if (!state) throw new Error('no check')
    Object.assign(state, { check: { ...state.check, paused: true }, status: 'paused' })
    wake(600)
    declare(601, { ...catalogueOf(world), checks: [...world.checks.values()].map(({ check }) => check) })
    expect(state.spans.slice(-2)).toEqual([
      { status: 'unknown', fromAt: at(65) },
      { status: 'paused', fromAt: at(601) },
    ])
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: false }])
  })
  test('a stream that is gone loses nothing any more', () => {
    const { world, declare, loss, at } = failing()
    declare(60, { ...catalogueOf(world), streams: [], checks: [...world.checks.values()].map(({ check }) => check) })
    expect(loss('orders')).toMatchObject([{ fromAt: at(30), toAt: at(60) }])
  })
})

describe('a check that is moved to another service', () => {
  const shop = () =>
    story({
      services: [aService('a'), aService('b'), aService('c', { dependsOn: ['a'] })],
      checks: [aCheck(1, 'a'), aCheck(2, 'b'), aCheck(3, 'c'), aCheck(4, 'a', { critical: false })],
      streams: [aStream('orders', 100_000, { a: 0.5, b: 0.25, c: 0.75 })],
      opportunities: [anOpportunity('Zebra', 100, [{ kind: 'service', id: 'b' }])],
    })
  const move = (told: ReturnType<typeof shop>, no: number, serviceId: string, seconds: number) =>
    told.declare(seconds, {
      checks: [...told.world.checks.values()].map(({ check }) => (check.no === no ? { ...check, serviceId } : check)),
    })
  const failing = () => {
    const told = shop()
    for (const no of [1, 2, 3, 4]) told.see(no, 0, '.')
    for (const seconds of [30, 35]) told.see(1, seconds, 'f')
    return told
  }

  test('takes its alert, status, loss and deals along from that instant on, and leaves the service before free of them', () => {
    const told = failing()
    const { world, at, incidents, loss } = told
    move(told, 1, 'b', 60)
    expect(world.services.get('a')).toMatchObject({ status: 'up' })
    expect(world.services.get('a')?.spans.slice(-2)).toEqual([
      { status: 'down', fromAt: at(30) },
      { status: 'up', fromAt: at(60) },
    ])
    expect(world.services.get('b')?.spans.at(-1)).toEqual({ status: 'down', fromAt: at(60) })
    expect(world.openAlertOf.get('check-1')).toMatchObject({ serviceId: 'b', startedAt: at(60), endedAt: null })
    expect(world.openAlertOf.size).toBe(1)
    expect(incidents()).toMatchObject([
      { title: 'a is failing', state: 'resolved', proven: false, endedAt: at(60), reason: 'Check 1 was moved to b while it was failing' },
      { title: 'b is failing', state: 'triggered', serviceId: 'b', startedAt: at(60) },
    ])
    expect(loss('orders').map(({ fromAt, toAt, fraction }) => [fromAt, toAt, fraction])).toEqual([
      [at(30), at(60), 0.5],
      [at(60), null, 0.25],
    ])
    expect(world.opportunities.get('Zebra')).toMatchObject({ stake: 'risk', sinceAt: at(60) })
    for (const seconds of [90, 95, 100]) told.see(1, seconds, '.')
    expect(loss('orders').at(-1)).toMatchObject({ toAt: at(90) })
    expect(incidents().at(-1)).toMatchObject({ state: 'resolved', proven: true, endedAt: at(90) })
  })

  test('joins the incident that its new service has, and leaves the other checks of the old one in theirs', () => {
    const told = failing()
    for (const seconds of [40, 45]) told.see(4, seconds, 'f')
    for (const seconds of [41, 46]) told.see(2, seconds, 'f')
    move(told, 1, 'b', 60)
    const of = (checkId: string) => told.world.incidents.get(told.world.openAlertOf.get(checkId)?.incidentId ?? '')
    expect(of('check-1')).toBe(of('check-2'))
    expect(of('check-4')).toMatchObject({ state: 'triggered', serviceId: 'a' })
    expect(told.world.services.get('a')?.status).toBe('degraded')
  })

  test('says nothing of its new service before it came: what began earlier, and is decided later, begins with the move', () => {
    const told = shop()
    for (const no of [1, 2, 3, 4]) told.see(no, 0, '.')
    told.see(1, 30, 'f')
    move(told, 1, 'b', 32)
    told.see(1, 35, 'f')
    expect(told.world.openAlertOf.get('check-1')).toMatchObject({ serviceId: 'b', startedAt: told.at(32) })
    expect(told.world.services.get('a')?.spans.at(-1)).toEqual({ status: 'up', fromAt: told.at(0) })
    expect(told.loss('orders')).toMatchObject([{ fromAt: told.at(32), fraction: 0.25 }])
  })

  test('and paused at once has no alert anywhere', () => {
    const told = failing()
    told.declare(60, {
      checks: [...told.world.checks.values()].map(({ check }) => (check.no === 1 ? { ...check, serviceId: 'b', paused: true } : check)),
    })
    expect(told.world.openAlertOf.size).toBe(0)
    expect(told.incidents()).toMatchObject([{ state: 'resolved', proven: false }])
  })

  test('leaves the ledger the integral over what the services were, and each service what its checks were while they were its own', () => {
    const happening = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('.', '.', 'f', 'f', 's')) },
      { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('to a', 'to b', 'to c', 'gone')) },
    )
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80, size: 'max' }), (happenings) => {
        const told = shop()
        const { world, at } = told
        const belonged: { no: number; serviceId: string; fromMs: number; untilMs: number; was: readonly Span[] | undefined }[] = []
        const joins = (no: number, serviceId: string, fromMs: number) =>
          belonged.push({ no, serviceId, fromMs, untilMs: Number.POSITIVE_INFINITY, was: undefined })
        for (const { check } of world.checks.values()) joins(check.no, check.serviceId, 0)
        for (const no of [1, 2, 3, 4]) told.see(no, 0, '.')
        for (const [index, [no, what]] of happenings.entries()) {
          const state = world.checkByNo.get(no)
          const last = belonged.findLast((stay) => stay.no === no)
          const to = what.replace('to ', '')
          if (!state || !last || state.check.serviceId === to) continue
          if (what.length === 1) {
            told.see(no, index + 1, what)
            continue
          }
          // What is decided of it later is not said of the service that it has left.
          Object.assign(last, { untilMs: at(index + 1.2).getTime(), was: [...state.spans] })
          if (what === 'gone')
            told.declare(index + 1.2, { checks: [...world.checks.values()].flatMap(({ check }) => (check.no === no ? [] : check)) })
          else {
            joins(no, to, last.untilMs)
            move(told, no, to, index + 1.2)
          }
        }
        const critical = (no: number) => no !== 4
        for (let second = 0; second <= happenings.length + 1; second++) {
          const ms = at(second).getTime() + 500
          for (const [id, { spans }] of world.services) {
            const parts = belonged
              .filter(({ serviceId, fromMs, untilMs }) => serviceId === id && fromMs <= ms && ms < untilMs)
              .map(({ no, was }) => ({ status: statusAt(was ?? world.checkByNo.get(no)?.spans ?? [], ms), critical: critical(no) }))
            expect(statusAt(spans, ms), `${id} at second ${second}`).toBe(serviceStatus(parts))
          }
          const severity = (id: string) => ({ down: 1, degraded: 0.25 })[String(statusAt(world.services.get(id)?.spans ?? [], ms))] ?? 0
          const chain = Math.max(0.5 * severity('a'), 0.75 * severity('c'))
          const charged = told
            .loss('orders')
            .filter(({ fromAt, toAt }) => fromAt.getTime() <= ms && (toAt?.getTime() ?? Number.POSITIVE_INFINITY) > ms)
            .reduce((sum, { fraction }) => sum + fraction, 0)
          expect(charged, `at second ${second}`).toBeCloseTo(1 - (1 - chain) * (1 - 0.25 * severity('b')), 10)
        }
        for (const alert of world.openAlertOf.values()) expect(alert.serviceId).toBe(world.checks.get(alert.checkId)?.check.serviceId)
      }),
      { numRuns: 300 },
    )
  })
})

function anIncident(): Incident {
  const other = story({ services: [aService('x')], checks: [aCheck(9, 'x')] })
  for (const seconds of [0, 1, 2]) other.see(9, seconds, seconds === 0 ? '.' : 'f')
  const [incident] = other.incidents()
  if (!incident) throw new Error('no incident')
  return { ...incident, severity: 'low' }
}

/** A person closes what is open. */
function closedBy(world: ReturnType<typeof admin>['world']): void {
  for (const incident of world.incidents.values())
    world.incidents.set(incident.id, { ...incident, state: 'resolved', proven: false, resolvedAt: START, resolvedBy: 'Ada', version: 2 })
}

const catalogueOf = (world: ReturnType<typeof admin>['world']) => ({
  services: [...world.services.values()].map(({ service }) => service),
  streams: [...world.streams.values()],
  opportunities: [...world.opportunities.values()].map(({ opportunity }) => opportunity),
})
