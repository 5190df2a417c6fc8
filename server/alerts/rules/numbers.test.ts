import { expect, test } from 'vitest'
import { DEFINITIONS } from '../../settings/registry'
import { settle } from '../../settings/rules/effective'
import { pagerNumbers } from './numbers'
import { NUMBERS } from './testing'

test('what is not set is what the manual says (ALR-3, CHK-5)', () =>
  expect(pagerNumbers(settle(DEFINITIONS, 'production', {}))).toEqual(NUMBERS))

test.each([
  ['alerts.groupWait', { groupWaitMs: 7_000 }],
  ['alerts.groupInterval', { groupIntervalMs: 7_000 }],
  ['alerts.repeatEvery', { repeatEveryMs: 7_000 }],
  ['alerts.acknowledgementTimeout', { acknowledgementMs: 7_000 }],
])('%s is read', (key, expected) =>
  expect(pagerNumbers(settle(DEFINITIONS, 'production', { [key]: '7s' }))).toEqual({ ...NUMBERS, ...expected }),
)
