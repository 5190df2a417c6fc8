import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { commit, FencedError } from '../pipeline/commit'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { createLease, LEASE_MS } from './leases'

const { sql, stop } = await testDatabase()
afterAll(stop)

const clock = fakeClock()
const lease = (holder: string, name: string) => createLease({ sql, clock, log: silentLog, name, holder })
const never = new AbortController().signal

test('a second engine waits until the first has gone, and then takes over with a higher epoch', async () => {
  const [first, second] = [lease('a', 'wait'), lease('b', 'wait')]
  await first.acquire(never, () => {})
  const waiting: string[] = []
  const taken = second.acquire(never, (holder) => waiting.push(holder))
  await expect.poll(() => waiting).toEqual(['a'])
  expect(await first.renew()).toBe(true)
  for (let waited = 0; waited < LEASE_MS + 1_000 && !second.fence; waited += 1_000) {
    await clock.advance(1_000)
    await sql`select 1`
  }
  await clock.advance(1_000)
  await taken
  expect(second.fence?.epoch).toBe((first.fence?.epoch ?? 0) + 1)
  expect(await first.renew()).toBe(false)
})

test('an engine that was killed has its lease back at once', async () => {
  await lease('a', 'again').acquire(never, () => {})
  const again = lease('a', 'again')
  await again.acquire(never, () => expect.unreachable('it waited for itself'))
  expect(again.fence?.epoch).toBe(2)
})

test('what an engine concludes after another took over is not stored', async () => {
  const [first, second] = [lease('a', 'fence'), lease('b', 'fence')]
  await first.acquire(never, () => {})
  const fence = first.fence
  await first.release()
  await second.acquire(never, () => {})
  const batch = {
    id: systemIds.next(),
    at: clock.now(),
    results: [],
    changes: [
      { kind: 'sight' as const, sight: { blindSince: null, unstoredSince: null, waiting: 0, expected: 0, executed: 0, latenessMs: 0 } },
    ],
    evidence: [],
  }
  await expect(commit(sql, [batch], fence)).rejects.toBeInstanceOf(FencedError)
  await expect(commit(sql, [batch], second.fence)).resolves.toEqual([])
})
