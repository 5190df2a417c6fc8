import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '@/server/kernel/duration'
import { between, mean, moved, percentOf, spokenFor } from './words'

const gbp = (pounds: number) => ({ amountMinor: pounds * 100, currency: 'GBP' })

describe('words of the executive view', () => {
  test.each([
    [20_000, 'less than a minute'],
    [MINUTE, '1 minute'],
    [3 * HOUR, '3 hours'],
    [3 * HOUR + 12 * MINUTE, '3 hours and 12 minutes'],
    [11 * DAY + 19 * HOUR, '11 days and 19 hours'],
  ])('%d ms is %s', (ms, said) => expect(spokenFor(ms)).toBe(said))
  test.each([
    [24_000, '24 s'],
    [130_000, '2 min 10'],
    [28 * MINUTE + 4_000, '28 min'],
    [2 * HOUR + 4 * MINUTE, '2 h 04'],
  ])('a mean of %d ms is %s', (ms, said) => expect(mean(ms)).toBe(said))
  test('a trend has a sign, and none where nothing moved', () =>
    expect([moved(-9_000), moved(40_000), moved(100)]).toEqual(['−9 s', '+40 s', 'no change']))
  test('a range of one amount is that amount', () => expect([between(gbp(1), gbp(2)), between(gbp(2), gbp(2))]).toEqual(['£1 to £2', '£2']))
  test('what was not all the time is never shown as all the time', () =>
    expect([percentOf(0.99999), percentOf(1), percentOf(0.9991)]).toEqual(['99.99', '100', '99.91']))
})
