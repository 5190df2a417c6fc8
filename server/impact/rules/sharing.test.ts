import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../checks/model'
import type { LossSegment } from '../model'
import { lostBy } from './accrual'
import { sharedAnew } from './sharing'
import { type Cause, lossFrom } from './tail'

const MINUTE = 60_000
const NOW = 600 * MINUTE
const stream = { id: 'orders', baselinePerHourMinor: 5_000_000, profile: null }
const unlinked = () => false
const down = (fromMs: number, toMs: number): Span[] => [
  { status: 'up', fromAt: new Date(0) },
  { status: 'down', fromAt: new Date(fromMs) },
  ...(toMs < NOW ? [{ status: 'up' as const, fromAt: new Date(toMs) }] : []),
]
const lost = (segments: readonly LossSegment[]) => segments.reduce((sum, segment) => sum + lostBy(segment, NOW), 0)
const lostIn = (segments: readonly LossSegment[], id: string) => lost(segments.filter(({ incidentId }) => incidentId === id))

type Outage = { readonly fromMs: number; readonly toMs: number; readonly dependence: number; readonly incidentId: string }
const causeOf = ({ fromMs, toMs, dependence, incidentId }: Outage, index: number): Cause => ({
  serviceId: `service-${index}`,
  dependence,
  spans: down(fromMs, toMs),
  stretches: [{ incidentId, fromMs, toMs: toMs < NOW ? toMs : Number.POSITIVE_INFINITY, order: incidentId === 'a' ? 0 : 1 }],
})
const outages = fc.array(
  fc
    .record({
      fromMs: fc.integer({ min: 0, max: 500 }),
      lastsMs: fc.integer({ min: 1, max: 300 }),
      dependence: fc.double({ min: 0.01, max: 1, noNaN: true }),
      incidentId: fc.constantFrom('a', 'b'),
    })
    .map(({ fromMs, lastsMs, ...rest }): Outage => ({ ...rest, fromMs: fromMs * MINUTE, toMs: (fromMs + lastsMs) * MINUTE })),
  { minLength: 1, maxLength: 6 },
)
const charge = (causes: readonly Cause[]) => lossFrom(stream, causes, { degraded: 0.25 }, unlinked, 0, NOW)

describe('whoever is charged, the ledger stays what it was to the minor unit', () => {
  test('when one incident becomes part of another', () =>
    fc.assert(
      fc.property(outages, (list) => {
        const before = charge(list.map(causeOf))
        const causes = list.map((one, index) => causeOf({ ...one, incidentId: 'a' }, index))
        const after = sharedAnew(stream, before, ['a', 'b'], causes, { degraded: 0.25 }, unlinked)
        expect(lost(after)).toBeCloseTo(lost(before), 2)
        expect(lostIn(after, 'b')).toBe(0)
      }),
    ))
  test('when some of it is split off, and at every instant', () =>
    fc.assert(
      fc.property(outages, (list) => {
        const before = charge(list.map((one, index) => causeOf({ ...one, incidentId: 'a' }, index)))
        const causes = list.map(causeOf)
        const after = sharedAnew(stream, before, ['a', 'b'], causes, { degraded: 0.25 }, unlinked)
        expect(lost(after)).toBeCloseTo(lost(before), 2)
        for (let ms = 0; ms < NOW; ms += 7 * MINUTE) expect(rateAt(after, ms)).toBeCloseTo(rateAt(before, ms), 6)
      }),
    ))
  test('and what is split off is charged as if it had been its own from the beginning', () =>
    fc.assert(
      fc.property(outages, (list) => {
        const apart = charge(list.map(causeOf))
        const whole = charge(list.map((one, index) => causeOf({ ...one, incidentId: 'a' }, index)))
        const after = sharedAnew(stream, whole, ['a', 'b'], list.map(causeOf), { degraded: 0.25 }, unlinked)
        for (const id of ['a', 'b']) expect(lostIn(after, id)).toBeCloseTo(lostIn(apart, id), 2)
      }),
    ))
})

const rateAt = (segments: readonly LossSegment[], ms: number): number =>
  segments.reduce(
    (sum, { fromAt, toAt, fraction }) => (fromAt.getTime() <= ms && (toAt === null || toAt.getTime() > ms) ? sum + fraction : sum),
    0,
  )

test('no two segments of one incident begin at the same instant: that is their key', () =>
  fc.assert(
    fc.property(outages, (list) => {
      const after = sharedAnew(stream, charge(list.map(causeOf)), ['b', 'a'], list.map(causeOf), { degraded: 0.25 }, unlinked)
      expect(new Set(after.map(({ incidentId, fromAt }) => `${incidentId} ${fromAt.getTime()}`)).size).toBe(after.length)
    }),
  ))
