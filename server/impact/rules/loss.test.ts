import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Failure, type Linked, lossFraction } from './loss'

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const failures = (maxLength: number) =>
  fc
    .array(fc.record({ dependence: unit, severity: unit }), { maxLength })
    .map((list) => list.map((failure, i): Failure => ({ ...failure, serviceId: String(i) })))
/** Random dependencies among services 0..n, closed over chains: i may need j only if i < j. */
const links = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 }).map((pairs): Linked => {
  const needs = Array.from({ length: 8 }, (_, i) => new Set(pairs.filter(([a, b]) => a === i && a < b).map(([, b]) => b)))
  for (let i = 7; i >= 0; i--) for (const j of [...(needs[i] ?? [])]) for (const k of needs[j] ?? []) needs[i]?.add(k)
  return (a, b) => Boolean(needs[Number(a)]?.has(Number(b)) || needs[Number(b)]?.has(Number(a)))
})

/** Every set without two of one chain, tried one by one. */
function byTryingAll(all: readonly Failure[], linked: Linked): number {
  let best = 0
  for (let bits = 0; bits < 2 ** all.length; bits++) {
    const chosen = all.filter((_, i) => bits & (1 << i))
    if (chosen.some((a, i) => chosen.some((b, j) => i < j && linked(a.serviceId, b.serviceId)))) continue
    best = Math.max(best, 1 - chosen.reduce((kept, { dependence, severity }) => kept * (1 - dependence * severity), 1))
  }
  return best
}
const down = (serviceId: string, dependence: number): Failure => ({ serviceId, dependence, severity: 1 })

describe('the fraction of a stream that is lost (IMP-2)', () => {
  test('two half outages of one stream are three quarters, not the whole', () =>
    expect(lossFraction([down('a', 0.5), down('b', 0.5)])).toBe(0.75))
  test('of a chain only the largest counts', () =>
    expect(lossFraction([down('admin', 0.3), down('auth', 0.5), down('database', 0.4)], () => true)).toBe(0.5))
  test('the product runs over chains', () => {
    const linked: Linked = (a, b) => a[0] === b[0]
    expect(lossFraction([down('a1', 0.2), down('a2', 0.5), down('b1', 0.5), down('b2', 0.1)], linked)).toBe(0.75)
  })
  test('a small failure that two larger ones need does not hide either of them', () => {
    const linked: Linked = (a, b) => a === 'database' || b === 'database'
    expect(lossFraction([down('admin', 0.5), down('checkout', 0.5), down('database', 0.1)], linked)).toBe(0.75)
  })
  test('degraded counts by its severity', () => expect(lossFraction([{ serviceId: 'a', dependence: 0.5, severity: 0.25 }])).toBe(0.125))
  test('one more failure never makes the loss smaller, and no loss is more than everything', () => {
    fc.assert(
      fc.property(failures(7), fc.record({ dependence: unit, severity: unit }), links, (some, another, linked) => {
        const before = lossFraction(some, linked)
        const after = lossFraction([...some, { ...another, serviceId: String(some.length) }], linked)
        expect(after).toBeGreaterThanOrEqual(before - 1e-12)
        expect(after).toBeLessThanOrEqual(1)
      }),
    )
  })
  test('a more severe failure never loses less', () => {
    fc.assert(
      fc.property(failures(6), links, fc.nat(5), (some, linked, which) => {
        const worse = some.map((failure, i) => (i === which ? { ...failure, severity: 1 } : failure))
        expect(lossFraction(worse, linked)).toBeGreaterThanOrEqual(lossFraction(some, linked) - 1e-12)
      }),
    )
  })
  test('is the best of all sets without two of one chain', () => {
    fc.assert(
      fc.property(failures(8), links, (some, linked) => {
        expect(lossFraction(some, linked)).toBeCloseTo(byTryingAll(some, linked), 9)
      }),
    )
  })
})
