import { expect, test } from 'vitest'
import { percentOf } from './availability-figure'

test.each([
  [1, '100.000'],
  [0.999996, '99.999'],
  [0.99583, '99.583'],
  [0, '0.000'],
])('%d is shown as %s, never as more than it is', (ratio, shown) => expect(percentOf(ratio)).toBe(shown))
