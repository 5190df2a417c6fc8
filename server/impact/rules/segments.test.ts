import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { affectedOf, customersAffected } from './segments'

describe('customers affected (IMP-5)', () => {
  test('two services that half of a segment uses touch three quarters of it', () =>
    expect(affectedOf({ customers: 4_200, reaches: [0.5, 0.5] })).toBe(3_150))
  test('segments are different people', () =>
    expect(
      customersAffected([
        { customers: 100, reaches: [1] },
        { customers: 40, reaches: [0.5] },
      ]),
    ).toBe(120))
  test('where nothing is down nobody is', () => expect(customersAffected([{ customers: 100, reaches: [] }])).toBe(0))
  test('a fraction of a customer is one', () => expect(affectedOf({ customers: 10, reaches: [0.01] })).toBe(1))
  const unit = fc.double({ min: 0, max: 1, noNaN: true })
  test('never more than there are, and one more failure never makes it fewer', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.array(unit, { maxLength: 8 }), unit, (customers, reaches, another) => {
        const before = affectedOf({ customers, reaches })
        const after = affectedOf({ customers, reaches: [...reaches, another] })
        expect(after).toBeGreaterThanOrEqual(before)
        expect(after).toBeLessThanOrEqual(customers)
      }),
    )
  })
})
