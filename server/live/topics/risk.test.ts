import { describe, expect, test } from 'vitest'
import type { Contract } from '../../impact/model'
import { lostOf } from '../../impact/rules/accrual'
import { headline } from '../../impact/rules/headline'
import { workingsOf } from '../../impact/rules/workings'
import { aCheck, anOpportunity, aService, aStream, story } from '../../pipeline/testing'
import { opportunityRow } from './opportunities'
import { risk, riskOf } from './risk'

const platform = () =>
  story({
    services: [aService('auth'), aService('admin', { dependsOn: ['auth'] }), aService('search', { tier: 3 })],
    checks: [aCheck(1, 'admin'), aCheck(2, 'search'), aCheck(3, 'auth')],
    streams: [aStream('orders', 360_000, { admin: 1, auth: 0.5 }), aStream('ads', 100_000, { search: 0.5 })],
    opportunities: [anOpportunity('zebra', 92_500_000, [{ kind: 'check', id: 'check-1' }])],
    segments: [
      {
        id: 'tenants',
        name: 'tenants',
        title: 'Tenants',
        customers: 1_000,
        reach: { admin: 0.1, search: 0.5 },
        source: 'file',
        version: 1,
      },
    ],
  })
const working = () => {
  const told = platform()
  for (const no of [1, 2, 3]) told.see(no, 0, '.')
  return told
}

describe('the state of the risk', () => {
  test('of a world in which all is well is calm', () => {
    const { world, at } = working()
    expect(headline(riskOf(world, at(10)), at(10))).toMatchObject({ mood: 'calm', figureMinor: 0, customers: 0 })
  })

  test('says what the ledger says, at any moment', () => {
    const { world, see, at, loss } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    see(2, 60, 'f')
    see(2, 65, 'f')
    for (const second of [65, 90, 3_600]) {
      const { parts, perHourMinor } = headline(riskOf(world, at(second)), at(second))
      expect(parts.lost.exactMinor).toBeCloseTo(lostOf([...loss('orders'), ...loss('ads')], at(second).getTime()), 6)
      expect(perHourMinor).toBe(410_000)
    }
  })

  test('lost and further change places as the world moves on', () => {
    const { world, see, at } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    const sum = (second: number) => {
      const { lost, further } = headline(riskOf(world, at(second)), at(second)).parts
      return lost.exactMinor + further.exactMinor
    }
    expect(sum(36)).toBeCloseTo(180_000, 3)
    expect(sum(1_800)).toBeCloseTo(180_000, 3)
  })

  test('a failing journey puts its deal at risk, and the incident is told first', () => {
    const { world, see, at } = working()
    see(2, 20, 'f')
    see(2, 25, 'f')
    see(1, 30, 'f')
    see(1, 35, 'f')
    const told = headline(riskOf(world, at(60)), at(60))
    expect(told.sentence).toBe('admin is failing. The zebra deal depends on it.')
    expect(told.parts.opportunities.exactMinor).toBe(92_500_000)
    expect(told.customers).toBe(550)
    expect(told.also.map(({ title }) => title)).toEqual(['search is failing'])
  })

  test('what is resolved is over: only its past load is kept', () => {
    const { world, see, at } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    for (const second of [40, 45, 50]) see(1, second, '.')
    const state = riskOf(world, at(60))
    expect(state.incidents).toMatchObject([{ over: true }])
    expect(headline(state, at(60))).toMatchObject({ mood: 'calm', figureMinor: 0 })
    expect(state.streams.flatMap(({ losses }) => losses)).toHaveLength(1)
  })

  test('a failure that follows one that is over belongs to its own incident', () => {
    const { world, see, at } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    for (const second of [40, 45, 50]) see(1, second, '.')
    see(1, 80, 'f')
    see(1, 85, 'f')
    const { incidents, streams } = riskOf(world, at(60))
    expect(streams[0]?.felt[0]?.incidentIds).toEqual(incidents.filter(({ over }) => !over).map(({ id }) => id))
  })

  test('what a person closed while it goes on failing is not over', () => {
    const { world, see, at } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    for (const incident of world.incidents.values()) world.incidents.set(incident.id, { ...incident, state: 'resolved', proven: false })
    expect(headline(riskOf(world, at(3_630)), at(3_630)).parts.lost.exactMinor).toBeCloseTo(360_000, 6)
  })

  test('of two failures in one chain the larger counts, ahead as in the ledger', () => {
    const told = story({
      services: [aService('auth'), aService('admin', { dependsOn: ['auth'] })],
      checks: [aCheck(1, 'admin'), aCheck(3, 'auth')],
      streams: [aStream('orders', 360_000, { admin: 0.5, auth: 0.5 })],
    })
    for (const no of [1, 3]) told.see(no, 0, '.')
    for (const second of [30, 35]) for (const no of [3, 1]) told.see(no, second, 'f')
    const { parts } = headline(riskOf(told.world, told.at(930)), told.at(930))
    expect(parts.lost.exactMinor).toBeCloseTo(45_000, 3)
    expect(parts.further.exactMinor).toBeCloseTo(45_000, 3)
  })

  test('knows the last success before an outage', () => {
    const { world, see, at } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    expect(riskOf(world, at(60)).incidents[0]?.blindFromAtMs).toBe(at(0).getTime())
  })

  test('names those that a stream feels and the gravest of the others, and counts the rest', () => {
    const names = Array.from({ length: 60 }, (_, i) => `s${i}`)
    const told = story({
      services: [...names.map((name, i) => aService(name, { tier: i < 30 ? 3 : 1 })), aService('till', { tier: 3 })],
      checks: [...names.map((name, i) => aCheck(i + 1, name)), aCheck(100, 'till')],
      streams: [aStream('orders', 360_000, { till: 1 })],
    })
    for (const no of [...names.keys()].map((i) => i + 1).concat(100))
      for (const second of [0, 5]) told.see(no, second, second === 0 ? '.' : 'f')
    for (const no of [...names.keys()].map((i) => i + 1).concat(100)) told.see(no, 10, 'f')
    const { services } = riskOf(told.world, told.at(60))
    expect(services.notUp.map(({ title }) => title)).toEqual(['till', ...names.slice(30), ...names.slice(0, 9)])
    expect(services.others).toEqual([{ tier: 3, status: 'down', count: 21 }])
    expect(services.tiers).toEqual({ 1: 30, 2: 0, 3: 31 })
  })

  test('is plain JSON', () => {
    const { world, see, at } = working()
    see(1, 30, 'f')
    see(1, 35, 'f')
    expect(JSON.parse(JSON.stringify(riskOf(world, at(60))))).toEqual(riskOf(world, at(60)))
  })

  test('a currency without a rate is left out and named', () => {
    const { world, see, declare, at } = working()
    declare(10, { streams: [aStream('orders', 360_000, { admin: 1 }, { currency: 'SEK' })] })
    see(1, 30, 'f')
    see(1, 35, 'f')
    expect(riskOf(world, at(60)).unconverted).toEqual(['SEK'])
    expect(headline(riskOf(world, at(60)), at(60)).perHourMinor).toBe(0)
  })

  test('results that change nothing are no news', () => {
    const { world } = working()
    expect(risk.touched(world, { kind: 'pulses', checkIds: ['check-1'] }, '')).toEqual([])
  })
})

test('an opportunity shows the journeys that it depends on, and how they stand', () => {
  const { world, see } = working()
  see(1, 30, 'f')
  see(1, 35, 'f')
  const state = world.opportunities.get('zebra')
  expect(state && opportunityRow(world, state)).toMatchObject({
    stake: 'risk',
    because: ['Check 1'],
    journeys: [{ kind: 'check', title: 'Check 1', status: 'down' }],
  })
})

describe('the credits of contracts', () => {
  const contract: Contract = {
    id: 'gold',
    name: 'gold',
    title: 'Gold',
    customer: 'Zebra Associates',
    currency: 'GBP',
    monthlyFeeMinor: 480_000,
    sla: 0.9999,
    services: ['admin'],
    timeZone: 'UTC',
    maintenance: 'excluded',
    // Of the 30 days of November 0.9999 is 259.2 s, 0.999 is 2,592 s.
    tiers: [
      { below: 0.9999, credit: 0.1 },
      { below: 0.999, credit: 0.25 },
    ],
    source: 'file',
    version: 1,
  }
  const promised = () => {
    const told = working()
    told.declare(5, { contracts: [contract] })
    return told
  }
  const credits = ({ world, at }: ReturnType<typeof promised>, second: number) => {
    const told = headline(riskOf(world, at(second)), at(second))
    return told.parts.credits.shownMinor
  }

  test('are in the figure by the likely end: half an hour from the start, which is past the first step', () => {
    const told = promised()
    expect(credits(told, 10)).toBe(0)
    for (const second of [30, 35]) told.see(1, second, 'f')
    expect(credits(told, 36)).toBe(48_000)
    // Past the likely end of half an hour the next one is past the second step, too.
    expect(credits(told, 30 + 1_800)).toBe(120_000)
  })

  test('leave the figure when the outage is over, and what is owed for the month stays', () => {
    const told = promised()
    for (const second of [30, 35]) told.see(1, second, 'f')
    for (const second of [330, 335, 340]) told.see(1, second, '.')
    const state = riskOf(told.world, told.at(400))
    expect(credits(told, 400)).toBe(0)
    expect(workingsOf(state, told.at(400).getTime()).credits).toMatchObject([
      { dueMinor: 48_000, expectedMinor: 0, contract: { is: 'up' } },
    ])
  })

  test('count what was down before the contract was declared, as Postgres knows it, and nothing twice', () => {
    const told = working()
    const before = [
      { status: 'up', fromAt: new Date('2026-11-02T00:00:00Z') },
      { status: 'down', fromAt: new Date('2026-11-03T00:00:00Z') },
      { status: 'up', fromAt: new Date('2026-11-03T00:05:00Z') },
    ] as const
    const catalogue = { contracts: [contract], measured: new Map([['admin', before]]) }
    for (const second of [5, 6]) told.declare(second, catalogue)
    const [{ dueMinor } = { dueMinor: 0 }] = workingsOf(riskOf(told.world, told.at(10)), told.at(10).getTime()).credits
    expect(dueMinor).toBe(48_000)
    expect(told.world.measured.get('admin')?.filter(({ status }) => status === 'down')).toHaveLength(1)
  })
})

test('what a service is felt to lose is read from its open alerts, not from all of a day', () => {
  const { world, see, at } = working()
  for (const seconds of [30, 35]) see(1, seconds, 'f')
  const before = riskOf(world, at(60))
  world.alertsOf.get('admin')?.clear()
  expect(riskOf(world, at(60))).toEqual(before)
  expect(before.streams.flatMap(({ felt }) => felt.map(({ incidentIds }) => incidentIds.length))).toEqual([1])
})
