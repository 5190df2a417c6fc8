import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STATUSES } from '../../checks/model'
import { healthScore, type ScoreInput, type Weighed } from './health-score'

const input = (services: readonly Weighed[], more: Partial<ScoreInput> = {}): ScoreInput => ({
  tiers: { 1: 4, 2: 4, 3: 4 },
  services,
  others: [],
  unacknowledgedEmergencies: { titles: [], others: 0 },
  tierWeights: { 1: 15, 2: 7.5, 3: 2.5 },
  degradedSeverity: 0.25,
  ...more,
})
const service = (title: string, tier: 1 | 2 | 3, status: Weighed['status']): Weighed => ({ title, tier, status })

describe('the health score (VIEW-9)', () => {
  test('all up is a hundred', () => expect(healthScore(input([]))).toEqual({ score: 100, deductions: [] }))
  test('without services there is no score', () => expect(healthScore(input([], { tiers: { 1: 0, 2: 0, 3: 0 } }))).toBeNull())
  test('down takes its weight, degraded a quarter of it, blind a half and is named', () => {
    const scored = healthScore(input([service('Admin', 1, 'down'), service('Search', 1, 'degraded'), service('Mail', 1, 'unknown')]))
    expect(scored?.score).toBe(100 - 26)
    expect(scored?.deductions).toEqual([
      { title: 'Admin', because: 'down', points: 15, product: '15 × 1' },
      { title: 'Mail', because: 'blind', points: 7, product: '15 × 0.5' },
      { title: 'Search', because: 'degraded', points: 4, product: '15 × 0.25' },
    ])
  })
  test('an emergency that nobody answers costs five more', () =>
    expect(healthScore(input([], { unacknowledgedEmergencies: { titles: ['Admin is failing'], others: 0 } }))?.score).toBe(95))
  test('of those that have no name here it takes as much as of the others, in one line a kind', () => {
    const all = Array.from({ length: 7 }, (_, i) => service(`s${i}`, 2, 'down'))
    const some = input(all.slice(0, 3), {
      tiers: { 1: 4, 2: 8, 3: 4 },
      others: [
        { tier: 2, status: 'down', count: 4 },
        { tier: 3, status: 'paused', count: 2 },
      ],
    })
    expect(healthScore(some)?.score).toBe(healthScore({ ...some, services: all, others: [] })?.score)
    expect(healthScore(some)?.deductions[0]).toEqual({ title: '4 more of tier 2', because: 'down', points: 23, product: '5.77 × 1 × 4' })
  })
  test('emergencies that nobody answers count all, also those without a name here', () =>
    expect(healthScore(input([], { unacknowledgedEmergencies: { titles: ['a'], others: 3 } }))).toEqual({
      score: 80,
      deductions: [
        { title: '3 more', because: 'emergency', points: 15, product: '5 × 3' },
        { title: 'a', because: 'emergency', points: 5, product: 'nobody has acknowledged it' },
      ],
    }))
  test('maintenance and pause cost nothing', () =>
    expect(healthScore(input([service('a', 1, 'maintenance'), service('b', 1, 'paused')]))?.score).toBe(100))
  test('never below zero, and without emergencies everything down is exactly zero', () => {
    const all = ([1, 2, 3] as const).flatMap((tier) => Array.from({ length: 4 }, (_, i) => service(`${tier}${i}`, tier, 'down')))
    expect(healthScore(input(all))?.score).toBe(0)
    expect(healthScore(input(all, { unacknowledgedEmergencies: { titles: ['a', 'b'], others: 0 } }))?.score).toBe(0)
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
