import { describe, expect, test } from 'vitest'
import { costsOf } from '@/server/impact/rules/costs'
import type { RiskLoss, RiskState, RiskStream } from '@/server/impact/rules/risk-state'
import { HOUR, MINUTE } from '@/server/kernel/duration'
import { impactOf, waitOf, wentByOf } from './impact'

const loss = (part: Partial<RiskLoss>): RiskLoss => ({
  incidentId: 'one',
  fromMs: 0,
  toMs: null,
  fraction: 1,
  baselinePerHourMinor: 360_000,
  factor: 1,
  certainty: 'seen',
  ...part,
})
const stream = (id: string, losses: readonly RiskLoss[], basePerMinor = 1): RiskStream => ({
  id,
  title: id,
  currency: 'GBP',
  basePerMinor,
  baselinePerHourMinor: 360_000,
  profile: null,
  felt: [],
  losses,
})
const risk = (part: Partial<RiskState>): RiskState => ({
  id: 'risk',
  base: 'GBP',
  unconverted: [],
  declared: { streams: 1, opportunities: 1, segments: 1, contracts: 0 },
  checks: 1,
  services: { tiers: { 1: 1, 2: 0, 3: 0 }, notUp: [], others: [] },
  rules: {
    degradedSeverity: 0.3,
    repairPrior: { medianMs: 20 * MINUTE, lowMs: 5 * MINUTE, highMs: HOUR },
    tierWeights: { 1: 1, 2: 1, 3: 1 },
  },
  waterlinePerHourMinor: null,
  openIncidents: 1,
  incidents: [],
  streams: [],
  linked: [],
  opportunities: [],
  segments: [],
  contracts: [],
  unacknowledgedEmergencies: { titles: [], others: 0 },
  calmSinceMs: null,
  blindSinceMs: null,
  unstoredSinceMs: null,
  ...part,
})
const incident = {
  id: 'one',
  serviceIds: ['admin'],
  state: 'triggered' as const,
  openedAtMs: 0,
  acknowledgedAtMs: null,
  mitigatedAtMs: null,
  resolvedAtMs: null,
}

test('lost is rate by time, and only of this incident', () => {
  const state = risk({ streams: [stream('orders', [loss({ fraction: 0.5 }), loss({ incidentId: 'other' })])] })
  const impact = impactOf(state, incident, 6 * MINUTE)
  expect(impact).toMatchObject({ perHourMinor: 180_000, lostMinor: 18_000 })
  expect(impact.streams).toMatchObject([{ title: 'orders', usualPerHourMinor: 360_000, fraction: 0.5, perHourMinor: 180_000 }])
  expect(costsOf(state, 6 * MINUTE).get('one')).toEqual({ perHourMinor: 180_000, lostMinor: 18_000 })
})
test('another currency counts at its rate', () =>
  expect(impactOf(risk({ streams: [stream('dollars', [loss({})], 0.5)] }), incident, HOUR)).toMatchObject({
    perHourMinor: 180_000,
    lostMinor: 180_000,
  }))
test('what has ended took what it took and runs no more', () =>
  expect(impactOf(risk({ streams: [stream('orders', [loss({ toMs: HOUR / 2 })])] }), incident, 5 * HOUR)).toMatchObject({
    perHourMinor: 0,
    lostMinor: 180_000,
    streams: [],
  }))
test('what ran unseen is not counted as lost', () =>
  expect(impactOf(risk({ streams: [stream('orders', [loss({ certainty: 'blind' })])] }), incident, HOUR)).toMatchObject({
    lostMinor: 0,
    perHourMinor: 360_000,
  }))
test('customers are those whom its own services reach', () => {
  const segments = [
    {
      id: 's',
      title: 'Tenants',
      customers: 1_000,
      hits: [
        { service: 'admin', title: 'admin', reach: 0.1 },
        { service: 'elsewhere', title: 'elsewhere', reach: 1 },
      ],
    },
  ]
  expect(impactOf(risk({ segments }), incident, 0).customers).toBe(100)
  expect(impactOf(risk({ segments }), { ...incident, serviceIds: [] }, 0).customers).toBeNull()
  expect(impactOf(risk({ segments }), { ...incident, state: 'resolved' }, 0).customers).toBeNull()
})
test('deals at stake through it, the largest first', () => {
  const deal = (id: string, valueMinor: number, incidentIds: string[]) => ({
    id,
    title: id,
    currency: 'GBP',
    basePerMinor: 1,
    valueMinor,
    probability: 1,
    stake: 'risk' as const,
    sinceMs: 0,
    because: [],
    incidentIds,
  })
  const opportunities = [deal('small', 1, ['one']), deal('large', 2, ['one']), deal('other', 3, ['two'])]
  expect(impactOf(risk({ opportunities }), incident, 0).opportunities.map(({ id }) => id)).toEqual(['large', 'small'])
})

describe('the price of waiting for an answer (IMP-12)', () => {
  const row: Parameters<typeof waitOf>[0] = { openedAtMs: 2 * MINUTE, acknowledgedAtMs: null, mitigatedAtMs: null, resolvedAtMs: null }
  const state = risk({
    streams: [stream('orders', [loss({}), loss({ incidentId: 'other' })]), stream('euros', [loss({ toMs: 3 * MINUTE })], 2)],
  })
  const wentBy = (nowMs: number, parts: Partial<typeof row> = {}) =>
    wentByOf(state, new Map([['one', waitOf({ ...row, ...parts })]]), nowMs)
  test('is what was lost since it was opened, of all its streams, and of no other incident', () =>
    expect([...wentBy(8 * MINUTE)]).toEqual([['one', 36_000 + 12_000]]))
  test('ends with the answer', () => expect(wentBy(HOUR, { acknowledgedAtMs: 3 * MINUTE }).get('one')).toBe(6_000 + 12_000))
  test('is never below nothing', () => expect(wentBy(MINUTE).get('one')).toBe(0))
  test('counts nothing that ran while nobody could see', () =>
    expect(
      wentByOf(risk({ streams: [stream('orders', [loss({ certainty: 'blind' })])] }), new Map([['one', waitOf(row)]]), HOUR).get('one'),
    ).toBe(0))
})
