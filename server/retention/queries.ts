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

/** Forgets what was told, with its attempts, at most `limit` messages; never what still waits, nor what an open incident told. */
export async function deleteNotices(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from notices where id in (
      select id from notices n where at < ${before.toISOString()} and state not in ('waiting', 'sending')
        and not exists (select from incidents i where i.id = n.incident_id and i.state <> 'resolved')
      order by at limit ${limit} for update skip locked)`
  return count
}

/** Forgets the messages of canaries, at most `limit` of them. */
export async function deleteCanaryNotices(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from notices where id in (
      select id from notices where kind = 'canary' and at < ${before.toISOString()} and state not in ('waiting', 'sending')
      order by at limit ${limit} for update skip locked)`
  return count
}

/** Forgets whether canaries arrived, at most `limit` of them. */
export async function deleteCanaries(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from canaries where (channel, at) in (
      select channel, at from canaries where at < ${before.toISOString()} order by at limit ${limit} for update skip locked)`
  return count
}

/** Forgets how soon messages arrived, at most `limit` rows of an hour each. */
export async function deleteFigures(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from delivery_figures where (hour, channel, kind) in (
      select hour, channel, kind from delivery_figures where hour < ${before.toISOString()} order by hour limit ${limit} for update skip locked)`
  return count
}

/** Forgets silences that ended, at most `limit` of them. */
export async function deleteSilences(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from silences where id in (
      select id from silences where least(coalesce(ended_at, to_at), to_at) < ${before.toISOString()}
      order by from_at limit ${limit} for update skip locked)`
  return count
}
