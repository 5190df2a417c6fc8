import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR } from '../../kernel/duration'
import type { LossSegment } from '../model'
import { lostOf } from './accrual'
import { type Felt, furtherLoss } from './further'

const now = Date.UTC(2026, 10, 17, 14, 0)
const felt = (serviceId: string, dependence: number, incidentId: string, more: Partial<Felt> = {}): Felt => ({
  serviceId,
  dependence,
  status: 'down',
  blind: false,
  incidentIds: [incidentId],
  ...more,
})
const ends = (hours: Record<string, number>) =>
  new Map(Object.entries(hours).map(([id, h], i) => [id, { startedAtMs: now - HOUR + i, endsAtMs: now + h * HOUR }]))
const orders = (...services: Felt[]) => ({ id: 'orders', baselinePerHourMinor: 360_000, profile: null, felt: services })
const ahead = (hours: Record<string, number>) => ({ nowMs: now, incidents: ends(hours), degradedSeverity: 0.25, linked: () => false })
const sum = (segments: readonly LossSegment[]) =>
  lostOf(segments, Number.POSITIVE_INFINITY) + lostOf(segments, Number.POSITIVE_INFINITY, 'blind')

describe('what is expected to be lost further (IMP-7)', () => {
  test('half a stream for half an hour', () =>
    expect(sum(furtherLoss(orders(felt('admin', 0.5, 'a')), ahead({ a: 0.5 })))).toBeCloseTo(90_000, 6))
  test('slow counts by its severity', () =>
    expect(sum(furtherLoss(orders(felt('admin', 0.5, 'a', { status: 'degraded' })), ahead({ a: 0.5 })))).toBeCloseTo(22_500, 6))
  test('two failures overlap while both last, and the longer one goes on alone', () => {
    const segments = furtherLoss(orders(felt('admin', 0.5, 'a'), felt('auth', 0.5, 'b')), ahead({ a: 1, b: 2 }))
    expect(sum(segments)).toBeCloseTo(360_000 * 0.75 + 360_000 * 0.5, 6)
    expect(segments.map(({ incidentId, fraction }) => [incidentId, fraction])).toEqual([
      ['a', 0.5],
      ['b', 0.25],
      ['b', 0.5],
    ])
  })
  test('the incident that began first is charged first, in whatever order they are known', () => {
    const [early, late] = [
      { startedAtMs: now - 2 * HOUR, endsAtMs: now + HOUR },
      { startedAtMs: now - HOUR, endsAtMs: now + HOUR },
    ]
    const segments = furtherLoss(orders(felt('admin', 0.5, 'late'), felt('auth', 0.5, 'early')), {
      ...ahead({}),
      incidents: new Map([
        ['late', late],
        ['early', early],
      ]),
    })
    expect(Object.fromEntries(segments.map(({ incidentId, fraction }) => [incidentId, fraction]))).toEqual({ early: 0.5, late: 0.25 })
  })
  test('of one chain only the larger counts', () =>
    expect(
      sum(furtherLoss(orders(felt('admin', 0.3, 'a'), felt('auth', 0.5, 'a')), { ...ahead({ a: 1 }), linked: () => true })),
    ).toBeCloseTo(180_000, 6))
  test('the profile is followed hour by hour', () => {
    const hours = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 15 ? 0.5 : 1))
    const stream = { ...orders(felt('admin', 1, 'a')), profile: { timeZone: 'UTC', hours } }
    expect(sum(furtherLoss(stream, ahead({ a: 2 })))).toBeCloseTo(360_000 * 1.5, 6)
  })
  test('what ends now takes nothing more', () => expect(furtherLoss(orders(felt('admin', 1, 'a')), ahead({ a: 0 }))).toEqual([]))
  test('a service that cannot be seen is taken to fail on, and marked', () =>
    expect(furtherLoss(orders(felt('admin', 1, 'a', { blind: true })), ahead({ a: 1 })).map(({ certainty }) => certainty)).toEqual([
      'blind',
    ]))

  const incidents = fc.array(
    fc.record({ dependence: fc.double({ min: 0, max: 1, noNaN: true }), hours: fc.double({ min: 0, max: 30, noNaN: true }) }),
    { minLength: 1, maxLength: 4 },
  )
  test('never more than the whole stream, and the later the end the more', () => {
    fc.assert(
      fc.property(incidents, fc.double({ min: 1, max: 3, noNaN: true }), (list, longer) => {
        const stream = orders(...list.map(({ dependence }, i) => felt(`s${i}`, dependence, `i${i}`)))
        const loss = (factor: number) =>
          sum(furtherLoss(stream, ahead(Object.fromEntries(list.map(({ hours }, i) => [`i${i}`, hours * factor])))))
        const most = Math.max(...list.map(({ hours }) => hours))
        expect(loss(1)).toBeLessThanOrEqual(360_000 * most + 1)
        expect(loss(longer)).toBeGreaterThanOrEqual(loss(1) - 1)
      }),
    )
  })
})
