import { short } from '../statistics'
import type { Stage, WindowMeasure } from './measure'

const [ROW_BYTES, WRITTEN_BYTES] = [100, 300]
/** So many results of each check show how full pages get; a minute's leave most of each empty. */
const ROUNDS = 500
/** Uptime Kuma with its statistics, and what it writes to disk for one result. */
const [KUMA_ROW, KUMA_WRITTEN] = [154, 33_000]

/**
 * PERF-5 and PERF-6: what a fresh result takes in a partition that is well filled, and what storing it wrote to disk: all that Postgres handed to the system as log and as
 * data files between two checkpoints, the one at the end included. Counted by Postgres (`pg_stat_io`), because the kernel counts a write
 * of 8 kB as the whole large folio that it falls into.
 */
export const storage: WindowMeasure = {
  ids: ['PERF-5', 'PERF-6'],
  async begin(stage) {
    const { sql } = stage.world
    await sql`checkpoint`
    const before = { rows: await rowsOf(stage), written: await writtenBytes(stage) }
    return async () => {
      await sql`checkpoint`
      const rows = Math.max(1, (await rowsOf(stage)) - before.rows)
      const written = ((await writtenBytes(stage)) - before.written) / rows
      const each = await fullDayBytes(stage)
      return [
        {
          id: 'PERF-5',
          what: `Bytes of a fresh result with its index (${short(ROUNDS * stage.options.checks)} rows)`,
          value: each,
          measured: `${short(each)} B`,
          target: `<= ${ROW_BYTES} B`,
          holds: each <= ROW_BYTES,
          against: `${short(KUMA_ROW / each)} × under Kuma`,
        },
        {
          id: 'PERF-6',
          what: `Bytes written to disk for a result, checkpoint included (${short(rows)} rows)`,
          value: written,
          measured: `${short(written)} B`,
          target: `<= ${WRITTEN_BYTES} B`,
          holds: written <= WRITTEN_BYTES,
          against: `${short(KUMA_WRITTEN / written)} × under Kuma`,
        },
      ]
    }
  },
}

/** What a result takes in the partition of tomorrow, which is filled in the order in which results arrive, and emptied again. */
async function fullDayBytes({ world: { sql }, options: { checks } }: Stage): Promise<number> {
  await sql`
    insert into results (at, check_no, total_ms, outcome, code, dns, connect, tls, first_byte, transfer, location)
    select date_trunc('day', now(), 'UTC') + interval '1 day' + round * interval '20 s' + (no * 7919 % ${checks}::int) * interval '10 ms', no, 12.5, 0, 200, 10, 20, 0, 300, 40, 0
    from generate_series(0, ${ROUNDS - 1}::int) as round, generate_series(1, ${checks}::int) as no order by 1`
  const [partition] = await sql<{ name: string; bytes: string; rows: string }[]>`
    select tableoid::regclass::text as name, pg_total_relation_size(tableoid) as bytes, count(*) as rows
    from results where at >= date_trunc('day', now(), 'UTC') + interval '1 day' group by tableoid`
  if (!partition) throw new Error('The partition of tomorrow took nothing.')
  await sql`truncate ${sql(partition.name)}`
  return Number(partition.bytes) / Number(partition.rows)
}

async function rowsOf({ world: { sql } }: Stage): Promise<number> {
  const [row] = await sql<{ n: string }[]>`select count(*) as n from results`
  return Number(row?.n ?? 0)
}

/** Backends report what they did at most a second later. */
async function writtenBytes({ world: { sql }, sleep }: Stage): Promise<number> {
  await sleep(1_500)
  const [row] = await sql<{ n: string }[]>`select sum(write_bytes) as n from pg_stat_io`
  return Number(row?.n ?? 0)
}
