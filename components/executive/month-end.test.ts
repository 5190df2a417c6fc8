import { expect, test } from 'vitest'
import { rereadAtMs } from './month-end'

test.each([
  ['at the end of a month', '2026-11-23T12:00:00Z', '2026-12-01T00:00:00Z'],
  ['at the end of a year', '2026-12-31T23:59:00Z', '2027-01-01T00:00:00Z'],
  ['each screen at its own second of the first minute', '2026-11-23T12:07:41.250Z', '2026-12-01T00:00:41.250Z'],
  ['once a month, not again for what was just read', '2026-12-01T00:00:41.250Z', '2027-01-01T00:00:41.250Z'],
])('%s', (_claim, read, expected) => expect(new Date(rereadAtMs(Date.parse(read)))).toEqual(new Date(expected)))
