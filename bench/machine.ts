import { request } from 'node:http'
import type { Sql } from '@/db/client'
import type { Target } from './target-client'

/** What this machine can do at all, measured in the same run, so that figures travel as ratios. */
export type Limits = {
  /** Processor time of a bare `node:http` request over a new connection. */
  readonly probeMs: number
  /** Rows a second that a bare `insert … select from unnest` of 1,000 narrow rows stores durably. */
  readonly insertsPerSecond: number
}

const PROBES = 4_000
const AT_ONCE = 16
const BATCHES = 60
const BATCH = 1_000

export async function bareProbeMs(target: Target): Promise<number> {
  await probes(target, PROBES / 4)
  const before = process.cpuUsage()
  await probes(target, PROBES)
  const { user, system } = process.cpuUsage(before)
  await target.take()
  return (user + system) / 1000 / PROBES
}

async function probes(target: Target, count: number): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await once(target.url(next++))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const once = (url: string): Promise<void> =>
  new Promise((done, fail) => {
    const asked = request(url, { agent: false, timeout: 5_000 }, (answer) => {
      answer.resume()
      answer.once('end', done)
    })
    asked.once('timeout', () => asked.destroy(new Error('The target did not answer within 5 s.')))
    asked.once('error', fail)
    asked.end()
  })

export async function bareInsertsPerSecond(sql: Sql): Promise<number> {
  await sql`create table if not exists bench_rows (at timestamptz(3) not null, check_no integer not null, total_ms real not null, outcome smallint not null, unique (check_no, at))`
  const numbers = Array.from({ length: BATCH }, (_, i) => i)
  const insert = (batch: number) =>
    sql`insert into bench_rows select ${new Date(1_700_000_000_000 + batch * 1000).toISOString()}::timestamptz, n, n, 0 from unnest(${numbers}::int4[]) as u(n)`
  for (let batch = 0; batch < BATCHES / 6; batch++) await insert(batch)
  const startedMs = performance.now()
  for (let batch = 0; batch < BATCHES; batch++) await insert(BATCHES + batch)
  const seconds = (performance.now() - startedMs) / 1000
  await sql`drop table bench_rows`
  return (BATCHES * BATCH) / seconds
}
