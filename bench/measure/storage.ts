import { short } from '../statistics'
import type { Stage, WindowMeasure } from './measure'

const [ROW_BYTES, WRITTEN_BYTES] = [100, 300]
/** Uptime Kuma with its statistics, and what it writes to disk for one result. */
const [KUMA_ROW, KUMA_WRITTEN] = [154, 33_000]

/**
 * PERF-5 and PERF-6: what a fresh result takes, and what storing it wrote to disk: all that Postgres handed to the system as log and as
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
      const [found] = await sql<{ bytes: string; rows: string }[]>`
        select sum(pg_total_relation_size(i.inhrelid)) as bytes, (select count(*) from results) as rows
        from pg_inherits i where i.inhparent = 'results'::regclass and pg_relation_size(i.inhrelid) > 0`
      const each = Number(found?.bytes ?? 0) / Math.max(1, Number(found?.rows ?? 1))
      return [
        {
          id: 'PERF-5',
          what: `Bytes of a fresh result with its index (${short(Number(found?.rows))} rows)`,
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
