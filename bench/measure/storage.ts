import { createLease } from '@/server/engine/leases'
import { DAY, HOUR, SECOND } from '@/server/kernel/duration'
import { commit } from '@/server/pipeline/commit'
import { systemClock } from '@/server/runtime/clock'
import { systemIds } from '@/server/runtime/ids'
import { silentLog } from '@/server/runtime/log'
import { short } from '../statistics'
import type { ActMeasure, Stage } from './measure'

const [ROW_BYTES, WRITTEN_BYTES] = [100, 300]
/** Uptime Kuma with its statistics, and what it writes to disk for one result. */
const [KUMA_ROW, KUMA_WRITTEN] = [154, 33_000]
/**
 * The day that is written is as full as this before, in the order in which results arrive. Its index is by the hour, so these hours are like
 * those of any day; and a checkpoint in the middle of an hour writes more than one between two.
 */
const FULL_MS = 3.5 * HOUR
/** As often as Postgres makes a checkpoint by itself (see server/postgres/server.ts). */
const BETWEEN_CHECKPOINTS_MS = HOUR
/** An engine stores what waits so often, and renews its lease once a second. */
const BATCHES_A_SECOND = 4

/**
 * PERF-5 and PERF-6, in the partition of tomorrow, which is emptied again. What a fresh result takes is its share of the table and of the
 * index. What storing it writes is all that Postgres hands to the system as log and as pages of data from one checkpoint to the next, that
 * one included, for an hour of results stored by the engine's own `commit` in batches of the engine's size under a lease that is renewed as often,
 * without the waiting between them: a page of the log that is written again each second is a cost of time, not of a result, and left out so.
 *
 * Counted by Postgres (`pg_stat_io`), because the kernel counts a write of 8 kB as the whole large folio that it falls into. Two things
 * are left out: the zeros of a new segment of the log, which then is used again and again; and those by which a file grows before a page is written
 * (`extend_bytes`: as much as PERF-5 once more, where the file system writes them before the page).
 */
export const storage: ActMeasure = {
  ids: ['PERF-5', 'PERF-6'],
  async act(stage) {
    const { sql } = stage.world
    const day = new Date((Math.floor(systemClock.now().getTime() / DAY) + 1) * DAY)
    try {
      await fill(stage, day)
      await sql`checkpoint`
      const before = await writtenBytes(stage)
      const stored = await storeAnHour(stage, day)
      await sql`checkpoint`
      const written = ((await writtenBytes(stage)) - before) / stored
      const { rows, bytes } = await sizeOf(stage, day)
      const each = bytes / rows
      return [
        {
          id: 'PERF-5',
          what: `Bytes of a fresh result with its index (${short(rows)} rows, ${(FULL_MS + BETWEEN_CHECKPOINTS_MS) / HOUR} hours of a day)`,
          value: each,
          measured: `${short(each)} B`,
          target: `<= ${ROW_BYTES} B`,
          holds: each <= ROW_BYTES,
          against: `${short(KUMA_ROW / each)} × under Kuma`,
        },
        {
          id: 'PERF-6',
          what: `Bytes of log and data written for a result, an hour’s at full speed from checkpoint to checkpoint (${short(stored)} rows)`,
          value: written,
          measured: `${short(written)} B`,
          target: `<= ${WRITTEN_BYTES} B`,
          holds: written <= WRITTEN_BYTES,
          against: `${short(KUMA_WRITTEN / written)} × under Kuma`,
        },
      ]
    } finally {
      const [partition] = await sql<{ name: string }[]>`select tableoid::regclass::text as name from results where at >= ${day} limit 1`
      if (partition) await sql`truncate ${sql(partition.name)}`
    }
  },
}

/** Checks run one after the other, evenly over the interval, in an order that is not the one of their numbers. */
const STRIDE = 7_919
const numberAt = (place: number, checks: number) => ((place * STRIDE) % checks) + 1

async function fill({ world: { sql }, options: { checks }, intervalMs }: Stage, day: Date): Promise<void> {
  await sql`
    insert into results (at, check_no, total_ms, outcome, code, dns, connect, tls, first_byte, transfer, location)
    select ${day}::timestamptz + (round + place::float8 / ${checks}::int) * ${intervalMs}::int * interval '1 ms', place * ${STRIDE}::int % ${checks}::int + 1, 12.5, 0, 200, 10, 20, 0, 300, 40, 0
    from generate_series(0, ${Math.round(FULL_MS / intervalMs) - 1}::int) as round, generate_series(0, ${checks - 1}::int) as place order by round, place`
}

/** How many there were. */
async function storeAnHour({ world: { sql }, options: { checks }, intervalMs, signal }: Stage, day: Date): Promise<number> {
  const lease = createLease({ sql, clock: systemClock, log: silentLog, name: 'bench', holder: 'bench' })
  await lease.acquire(signal, () => {})
  const everyMs = intervalMs / checks
  const count = Math.floor(BETWEEN_CHECKPOINTS_MS / everyMs)
  const ofABatch = Math.max(1, Math.round(SECOND / BATCHES_A_SECOND / everyMs))
  for (let first = 0; first < count && !signal.aborted; first += ofABatch) {
    const results = Array.from({ length: Math.min(ofABatch, count - first) }, (_, i) => ({
      checkNo: numberAt((first + i) % checks, checks),
      at: new Date(day.getTime() + FULL_MS + Math.floor((first + i) * everyMs)),
      outcome: 'pass' as const,
      latencyMs: 12.5,
      says: '200',
      code: 200,
      phases: { dnsMs: 1, connectMs: 2, tlsMs: 0, firstByteMs: 30, transferMs: 4 },
    }))
    await commit(sql, [{ id: systemIds.next(), at: day, results, changes: [], evidence: [] }], lease.fence, 'soon')
    if ((first / ofABatch) % BATCHES_A_SECOND === 0) await lease.renew()
  }
  await lease.release()
  await sql`delete from leases where name = 'bench'`
  return count
}

async function sizeOf({ world: { sql } }: Stage, day: Date): Promise<{ readonly rows: number; readonly bytes: number }> {
  const [size] = await sql<{ bytes: string; rows: string }[]>`
    select pg_total_relation_size(tableoid) as bytes, count(*) as rows from results where at >= ${day} and at < ${new Date(day.getTime() + DAY)} group by tableoid`
  if (!size) throw new Error('The partition of tomorrow took nothing.')
  return { rows: Number(size.rows), bytes: Number(size.bytes) }
}

/** Backends report what they did at most a second later. */
async function writtenBytes({ world: { sql }, sleep }: Stage): Promise<number> {
  await sleep(1_500)
  const [row] = await sql<{ n: string }[]>`select sum(write_bytes) as n from pg_stat_io where context <> 'init'`
  return Number(row?.n ?? 0)
}
