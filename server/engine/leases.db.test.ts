import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { commit, FencedError, makePartitions } from '../pipeline/commit'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { createLease } from './leases'

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
  expect(await first.renew()).toMatchObject({ held: true })
  const sinceMs = clock.elapsedMs()
  while (!second.fence && clock.elapsedMs() - sinceMs < 15_000) {
    await clock.advance(500)
    await expect.poll(() => second.fence !== null || clock.waiting > 0, { message: 'it has asked and waits again' }).toBe(true)
  }
  expect(clock.elapsedMs() - sinceMs).toBeLessThan(15_000)
  await taken
  expect(second.fence?.epoch).toBe((first.fence?.epoch ?? 0) + 1)
  expect(await first.renew()).toMatchObject({ held: false })
})

test('one that could not renew while Postgres was away keeps its lease, although it has expired (REL-1, GROW-1)', async () => {
  const [first, second] = [lease('a', 'frozen'), lease('b', 'frozen')]
  await first.acquire(never, () => {})
  const asking = new AbortController()
  const waiting: string[] = []
  const taken = second.acquire(asking.signal, (holder) => waiting.push(holder))
  await expect.poll(() => waiting).toEqual(['a'])
  // Nobody can ask for a minute; then both can, and the first is the slower one.
  await sql.begin(async (tx) => {
    await tx`lock table leases in access exclusive mode`
    await clock.advance(60_000)
  })
  await expect.poll(() => sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`).toEqual([])
  await clock.advance(1_000)
  await sql`select 1`
  expect(second.fence).toBeNull()
  expect(await first.renew()).toMatchObject({ held: true })
  asking.abort()
  await taken
})

test('whoever gives it back lets the next in at once, and that one knows of it', async () => {
  const [first, second] = [lease('a', 'given'), lease('b', 'given')]
  expect(await first.acquire(never, () => {})).toBe('ours-before')
  await first.release()
  expect(await second.acquire(never, () => expect.unreachable('it waited for nobody'))).toBe('of-another')
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

  await makePartitions(sql, clock.now(), 1)
  const seen = { checkNo: 7, at: clock.now(), outcome: 'fail' as const, latencyMs: 1, says: 'late', code: 0 }
  const plain = { ...batch, id: systemIds.next(), changes: [], results: [seen] }
  await expect(commit(sql, [plain], fence)).rejects.toBeInstanceOf(FencedError)
  expect(await sql`select from results`).toEqual([])
  for (let twice = 0; twice < 2; twice++) await commit(sql, [plain], second.fence)
  expect(await sql`select check_no from results`).toEqual([{ check_no: 7 }])
})
