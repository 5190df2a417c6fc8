import { expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { mayReopen, raised } from './handing'

test('each severity rises by one step, and an emergency stays one', () =>
  expect(SEVERITIES.map(raised)).toEqual(['emergency', 'emergency', 'critical', 'high', 'medium']))

test.each([
  ['within the window', 59_000, true],
  ['at its very end', 60_000, true],
  ['a millisecond later', 60_001, false],
])('%s', (_claim, agoMs, allowed) => expect(mayReopen(new Date(1_000_000), new Date(1_000_000 + agoMs), 60_000)).toBe(allowed))
