import type { Sql } from '@/db/client'

/** A partition of `results`: one day, UTC. */
export type StoredDay = {
  readonly name: string
  readonly from: Date
  /** It has the index by which a result is stored once. A version before this one makes days without it. */
  readonly indexed: boolean
}

/** The days of which results are stored, oldest first. */
export const readDays = async (sql: Sql): Promise<readonly StoredDay[]> =>
  await sql<StoredDay[]>`
    select c.relname as name, (right(c.relname, 8) || ' 00:00:00+00')::timestamptz as from,
      exists (select from pg_index x where x.indrelid = c.oid and x.indisunique) as indexed
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'results'::regclass and c.relname ~ '^results_[0-9]{8}$' order by c.relname`
