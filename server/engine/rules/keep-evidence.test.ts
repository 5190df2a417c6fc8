import { expect, test } from 'vitest'
import { afterKeeping, nothingKept, whyKeep } from './keep-evidence'

const limits = { bytesPerDay: 1_000, everyMs: 3_600_000 }
const failure = (atMs: number, over: Partial<{ reason: string; bytes: number; confirms: boolean }> = {}) => ({
  reason: '503',
  atMs,
  bytes: 100,
  confirms: false,
  ...over,
})

test('the first failure is kept, and the confirmation', () => {
  expect(whyKeep(nothingKept, failure(0), limits)).toBe('first-failure')
  const kept = afterKeeping(nothingKept, failure(0))
  expect(whyKeep(kept, failure(5_000, { confirms: true }), limits)).toBe('confirmation')
})
test('the same reason is kept again after an hour, another one at once', () => {
  const kept = afterKeeping(nothingKept, failure(0))
  expect(whyKeep(kept, failure(60_000), limits)).toBeUndefined()
  expect(whyKeep(kept, failure(3_600_000), limits)).toBe('still-failing')
  expect(whyKeep(kept, failure(60_000, { reason: 'refused' }), limits)).toBe('reason-changed')
})
test('a day has a bound, and its last quarter is for first failures and confirmations', () => {
  const nearly = { ...afterKeeping(nothingKept, failure(0)), bytesToday: 700 }
  expect(whyKeep(nearly, failure(60_000, { reason: 'refused' }), limits)).toBeUndefined()
  expect(whyKeep(nearly, failure(60_000, { confirms: true }), limits)).toBe('confirmation')
  expect(whyKeep({ ...nearly, failing: false }, failure(60_000), limits)).toBe('first-failure')
  expect(whyKeep(nearly, failure(86_400_000, { reason: 'refused' }), limits)).toBe('reason-changed')
})
test('a check that fails every other time keeps no more than its day has room for (CHK-9)', () => {
  let kept = nothingKept
  let bytes = 0
  for (let second = 0; second < 1_000; second += 2) {
    const facts = failure(second * 1_000)
    if (whyKeep(kept, facts, limits)) {
      kept = afterKeeping(kept, facts)
      bytes += facts.bytes
    }
    kept = { ...kept, failing: false }
  }
  expect(bytes).toBe(limits.bytesPerDay)
})
