import type { Sql } from '@/db/client'
import type { MeasuredKind } from '../model'
import type { CanaryResult } from '../rules/canary'
import type { Counts, Figures } from '../rules/figures'

export type StoredCanary = CanaryResult & { readonly channel: string }

/** Keeps how canaries ended. One that arrives after it was lost has arrived, but not in time. */
export async function writeCanaries(sql: Sql, results: readonly StoredCanary[]): Promise<void> {
  if (results.length === 0) return
  const rows = results.map(({ channel, at, arrivedAt, inTime, says }) => ({
    channel,
    at: at.toISOString(),
    arrived_at: arrivedAt?.toISOString() ?? null,
    in_time: inTime,
    says,
  }))
  // One by one: the same canary may be there as lost and as arrived.
  for (const row of rows)
    await sql`
      insert into canaries ${sql(row)}
      on conflict (channel, at) do update set arrived_at = coalesce(canaries.arrived_at, excluded.arrived_at), says = excluded.says`
}

/** The last of each channel, and when one arrived last. */
export async function readLastCanaries(
  sql: Sql,
  channels: readonly string[],
): Promise<readonly (StoredCanary & { readonly provenAt: Date | null })[]> {
  const rows = await sql<(CanaryRow & { proven_at: Date | null })[]>`
    select c.channel, last.at, last.arrived_at, last.in_time, last.says,
      (select arrived_at from canaries where channel = c.channel and arrived_at is not null order by at desc limit 1) as proven_at
    from unnest(${[...channels]}::text[]) as c (channel)
    cross join lateral (select * from canaries where channel = c.channel order by at desc limit 1) last`
  return rows.map(({ proven_at, ...row }) => ({ ...canaryOf(row), provenAt: proven_at }))
}

/** The last canaries of each channel, the oldest first. */
export async function listCanaries(sql: Sql, channels: readonly string[], limit: number): Promise<readonly StoredCanary[]> {
  const rows = await sql<CanaryRow[]>`
    select newest.channel, newest.at, newest.arrived_at, newest.in_time, newest.says
    from unnest(${[...channels]}::text[]) as c (channel)
    cross join lateral (select * from canaries where channel = c.channel order by at desc limit ${limit}) newest
    order by newest.at`
  return rows.map(canaryOf)
}

type CanaryRow = { channel: string; at: Date; arrived_at: Date | null; in_time: boolean; says: string }
const canaryOf = ({ channel, at, arrived_at, in_time, says }: CanaryRow): StoredCanary => ({
  channel,
  at,
  arrivedAt: arrived_at,
  inTime: in_time,
  says,
})

/** How soon messages of one hour, channel and kind arrived. */
export type HourFigures = Figures & { readonly hour: Date; readonly channel: string; readonly kind: MeasuredKind }

/** Keeps whole hours as they stand; what is there and counts more stays. */
export async function writeFigures(sql: Sql, hours: readonly HourFigures[]): Promise<void> {
  if (hours.length === 0) return
  const rows = hours.map(({ hour, counts, ...rest }) => ({ ...rest, hour: hour.toISOString(), counts: { ...counts } }))
  await sql`
    insert into delivery_figures (hour, channel, kind, arrived, lost, counts)
    select hour, channel, kind, arrived, lost, counts
    from jsonb_to_recordset(${sql.json(rows)}) as r(hour timestamptz, channel text, kind text, arrived int, lost int, counts jsonb)
    on conflict (hour, channel, kind) do update set arrived = excluded.arrived, lost = excluded.lost, counts = excluded.counts
    where delivery_figures.arrived + delivery_figures.lost < excluded.arrived + excluded.lost`
}

/** The hours from `since` on, the oldest first. */
export async function readFigures(sql: Sql, since: Date): Promise<readonly HourFigures[]> {
  return await sql<{ hour: Date; channel: string; kind: MeasuredKind; arrived: number; lost: number; counts: Counts }[]>`
    select hour, channel, kind, arrived, lost, counts from delivery_figures where hour >= ${since.toISOString()} order by hour, channel, kind`
}
