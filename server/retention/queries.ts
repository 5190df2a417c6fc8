import type { Sql } from '@/db/client'
import { DAY } from '../kernel/duration'
import type { DayNo } from './rules/eligible'

/** How far the dropping of a day has come; see README.md. */
export type DayState = 'attached' | 'pending' | 'detached'
export type DayTable = { readonly day: DayNo; readonly table: string; readonly state: DayState }

/** Days of results that are there in any state, those half dropped by an earlier run too; oldest first. */
export async function readDays(sql: Sql): Promise<readonly DayTable[]> {
  const rows = await sql<{ table: string; attached: boolean; pending: boolean }[]>`
    select c.relname as table, i.inhrelid is not null as attached, coalesce(i.inhdetachpending, false) as pending
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = 'results'::regclass
    where c.relkind = 'r' and c.relnamespace = (select relnamespace from pg_class where oid = 'results'::regclass) and c.relname ~ '^results_[0-9]{8}$'
    order by c.relname`
  return rows.map(({ table, attached, pending }) => ({
    day: dayIn(table),
    table,
    state: pending ? 'pending' : attached ? 'attached' : 'detached',
  }))
}

/** `results_20261117` → the number of that day. */
const dayIn = (table: string): DayNo => Date.parse(table.slice(-8).replace(/(....)(..)(..)/, '$1-$2-$3')) / DAY

/** Concurrently, because a plain detach or drop would lock out everybody who writes results. Fails after a second of waiting for a lock. */
export async function detachDay(line: Sql, table: string): Promise<void> {
  await line.unsafe(`alter table results detach partition ${table} concurrently`)
}

/** Ends a detaching that was cut off. */
export async function finishDetaching(line: Sql, table: string): Promise<void> {
  await line.unsafe(`alter table results detach partition ${table} finalize`)
}

export async function dropDay(line: Sql, table: string): Promise<void> {
  await line.unsafe(`drop table if exists ${table}`)
}

/** Whether this connection is now the only one that drops days; it stays so until it ends. */
export async function takeTurn(line: Sql): Promise<boolean> {
  const [row] = await line<{ taken: boolean }[]>`select pg_try_advisory_lock(hashtext('plimsoll.retention')) as taken`
  if (row?.taken) await line`set lock_timeout = '1s'`
  return row?.taken ?? false
}

/** Deletes the oldest evidence, at most `limit` rows of it; how many there were. */
export async function deleteEvidence(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from evidence where id in (select id from evidence where at < ${before.toISOString()} order by at limit ${limit} for update skip locked)`
  return count
}

/** Forgets which batches were committed, at most `limit` of them; how many there were. */
export async function deleteCommittedBatches(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from committed_batches where id in (select id from committed_batches where at < ${before.toISOString()} order by at limit ${limit} for update skip locked)`
  return count
}

/** Forgets tokens that are refused by their own end, at most `limit` of them; how many there were. */
export async function deleteUsedTokens(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from used_tokens where nonce in (select nonce from used_tokens where expires_at < ${before.toISOString()} order by expires_at limit ${limit} for update skip locked)`
  return count
}
