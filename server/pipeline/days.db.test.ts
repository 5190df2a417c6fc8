import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import type { Result } from '../checks/model'
import { readDays } from '../checks/queries/days'
import { listResults } from '../checks/queries/pages'
import { commit, makePartitions } from './commit'

const { sql, stop } = await testDatabase()
afterAll(stop)

const result = (at: string, checkNo = 1): Result => ({ checkNo, at: new Date(at), outcome: 'pass', latencyMs: 5, says: '200', code: 200 })
const store = (results: readonly Result[]) =>
  commit(sql, [{ id: crypto.randomUUID(), at: new Date(), results, changes: [], evidence: [] }], null)
const listed = async (from: string, before: string) =>
  (await listResults(sql, { no: 1, from: new Date(from), before: new Date(before), limit: 10 })).map(({ at }) => at.toISOString())

test('a day that a version before this one made gets the index by which a result is stored once (REL-2)', async () => {
  await sql`create table results_20260301 (like results including defaults)`
  await sql`alter table results attach partition results_20260301 for values from ('2026-03-01') to ('2026-03-02')`
  expect(await readDays(sql)).toMatchObject([{ name: 'results_20260301', indexed: false }])
  await makePartitions(sql, new Date('2026-03-01T00:00:00Z'), 1)
  expect(await readDays(sql)).toMatchObject([{ name: 'results_20260301', indexed: true }])
  const one = result('2026-03-01T23:59:59.999Z')
  await store([one])
  await store([one])
  expect(await sql`select at from results`).toHaveLength(1)
})

test('a table beside the days that is none of ours does not keep the engine from starting', async () => {
  await sql`create table results_old (like results including defaults)`
  await sql`alter table results attach partition results_old for values from ('1999-01-01') to ('1999-02-01')`
  await makePartitions(sql, new Date('2026-03-02T00:00:00Z'), 1)
  expect((await readDays(sql)).map(({ name }) => name)).toEqual(['results_20260301', 'results_20260302'])
})

test('a range of ten thousand years costs no more than the days that there are', async () => {
  const [plan] = await sql.begin(async (tx) => {
    await tx`set local statement_timeout = '2s'`
    return [await listResults(tx as never, { no: 1, from: new Date('1970-01-01'), before: new Date('9998-12-31'), limit: 10 })]
  })
  expect(plan).toHaveLength(1)
})

test('results of a machine whose clock began in 1970 are stored once and found', async () => {
  await makePartitions(sql, new Date('1970-01-01T00:00:00Z'), 1)
  const early = result('1970-01-01T00:10:00.000Z')
  await store([early])
  await store([early])
  expect(await listed('1970-01-01', '1970-01-02')).toEqual(['1970-01-01T00:10:00.000Z'])
})
