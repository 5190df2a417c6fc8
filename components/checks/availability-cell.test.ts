import { expect, test } from 'vitest'
import { percent, sayAvailability } from './availability-cell'

test.each([
  [1, '100.000'],
  [0.999996, '99.999'],
  [0.99583, '99.583'],
  [0, '0.000'],
])('%d is shown as %s, never as more than it is', (ratio, shown) => expect(percent(ratio)).toBe(shown))
test('where Plimsoll could not see it is a range', () => {
  expect(sayAvailability({ low: 0.99583, high: 0.99583 })).toBe('99.583')
  expect(sayAvailability({ low: 0.9, high: 0.95 })).toBe('90.0–95.0')
  expect(sayAvailability(undefined)).toBe('–')
})
