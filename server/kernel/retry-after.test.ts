import { expect, test } from 'vitest'
import { DAY } from './duration'
import { retryAfterOf } from './retry-after'

const now = new Date('2026-11-17T14:00:00.000Z')

test.each([
  ['3', 3_000],
  [' 120 ', 120_000],
  ['0', 0],
  ['Tue, 17 Nov 2026 14:00:07 GMT', 7_000],
  ['Tuesday, 17-Nov-26 14:00:07 GMT', 7_000],
  ['Tue Nov 17 14:00:07 2026', 7_000],
  ['Tue, 17 Nov 2026 13:00:00 GMT', 0],
  ['999999999', DAY],
  ['soon', undefined],
  ['soon 5', undefined],
  ['-3', undefined],
  ['1.5', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s is %s', (value, ms) => expect(retryAfterOf(value, now)).toBe(ms))
