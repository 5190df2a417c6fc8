import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STATUSES } from '../../checks/model'
import { healthScore, type ScoreInput, type Weighed } from './health-score'

const input = (services: readonly Weighed[], more: Partial<ScoreInput> = {}): ScoreInput => ({
  tiers: { 1: 4, 2: 4, 3: 4 },
  services,
  unacknowledgedEmergencies: [],
  tierWeights: { 1: 15, 2: 7.5, 3: 2.5 },
  degradedSeverity: 0.25,
  ...more,
})
const service = (title: string, tier: 1 | 2 | 3, status: Weighed['status']): Weighed => ({ title, tier, status })

describe('the health score (VIEW-9)', () => {
  test('all up is a hundred', () => expect(healthScore(input([]))).toEqual({ score: 100, deductions: [], blind: [] }))
  test('without services there is no score', () => expect(healthScore(input([], { tiers: { 1: 0, 2: 0, 3: 0 } }))).toBeNull())
  test('down takes its weight, degraded a quarter of it, blind a half and is named', () => {
    const scored = healthScore(input([service('Admin', 1, 'down'), service('Search', 1, 'degraded'), service('Mail', 1, 'unknown')]))
    expect(scored?.score).toBe(100 - 26)
    expect(scored?.deductions).toEqual([
      { title: 'Admin', because: 'down', points: 15, product: '15 × 1' },
      { title: 'Mail', because: 'blind', points: 7, product: '15 × 0.5' },
      { title: 'Search', because: 'degraded', points: 4, product: '15 × 0.25' },
    ])
    expect(scored?.blind).toEqual(['Mail'])
  })
  test('an emergency that nobody answers costs five more', () =>
    expect(healthScore(input([], { unacknowledgedEmergencies: ['Admin is failing'] }))?.score).toBe(95))
  test('maintenance and pause cost nothing', () =>
    expect(healthScore(input([service('a', 1, 'maintenance'), service('b', 1, 'paused')]))?.score).toBe(100))
  test('never below zero, and without emergencies everything down is exactly zero', () => {
    const all = ([1, 2, 3] as const).flatMap((tier) => Array.from({ length: 4 }, (_, i) => service(`${tier}${i}`, tier, 'down')))
    expect(healthScore(input(all))?.score).toBe(0)
    expect(healthScore(input(all, { unacknowledgedEmergencies: ['a', 'b'] }))?.score).toBe(0)
  })
  test('what is shown adds up, whatever the weights', () => {
    const tier = fc.constantFrom(1, 2, 3)
    const services = fc.array(fc.record({ title: fc.string(), tier, status: fc.constantFrom(...STATUSES) }), { maxLength: 20 })
    const weight = fc.double({ min: 0.1, max: 100, noNaN: true })
    fc.assert(
      fc.property(services, weight, weight, weight, (list, a, b, c) => {
        const of = (wanted: number) => list.filter(({ tier: t }) => t === wanted).length + 1
        const scored = healthScore(input(list as Weighed[], { tiers: { 1: of(1), 2: of(2), 3: of(3) }, tierWeights: { 1: a, 2: b, 3: c } }))
        expect(scored).not.toBeNull()
        expect(scored?.score).toBe(100 - (scored?.deductions.reduce((sum, { points }) => sum + points, 0) ?? 0))
      }),
    )
  })
})
