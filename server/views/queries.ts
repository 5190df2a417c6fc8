import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { DAY, SECOND } from '../kernel/duration'

/** The share of the known time in which something was not down, 0..1, and how much time is known, in milliseconds. */
export type Known = { readonly ratio: number; readonly knownMs: number }
/** Over the last 24 hours, 7 and 30 days; null where nothing is known. */
export type Availability = { readonly day: Known | null; readonly week: Known | null; readonly month: Known | null }

const DAYS = { day: 1, week: 7, month: 30 } as const

/**
 * The availability of every service, from its status spans. Degraded counts as available; unknown, paused and maintenance count as neither.
 *
 * @returns by service id; services of which nothing is known are absent
 */
export async function availabilityOfServices(db: Db, now: Date): Promise<Readonly<Record<string, Availability>>> {
  const until = now.toISOString()
  const windows = sql.join(
    Object.values(DAYS).map((days) => sql`(${days}::integer, ${new Date(now.getTime() - days * DAY).toISOString()}::timestamptz)`),
    sql`, `,
  )
  const rows = await db.execute<{ id: string; days: number; known: number; down: number }>(sql`
    with held as (
      select s.subject_id as id, w.days, s.status,
        extract(epoch from least(coalesce(s.to_at, ${until}::timestamptz), ${until}::timestamptz) - greatest(s.from_at, w.since))::float8 as seconds
      from status_spans s cross join (values ${windows}) as w (days, since)
      where s.subject = 'service' and (s.to_at is null or s.to_at > w.since) and s.from_at < ${until}::timestamptz)
    select id, days, coalesce(sum(seconds) filter (where status in ('up', 'degraded', 'down')), 0)::float8 as known,
      coalesce(sum(seconds) filter (where status = 'down'), 0)::float8 as down
    from held group by id, days`)
  const byService = new Map<string, Availability>()
  for (const { id, days, known, down } of rows) {
    const window = (Object.keys(DAYS) as (keyof typeof DAYS)[]).find((name) => DAYS[name] === days)
    const held = byService.get(id) ?? { day: null, week: null, month: null }
    if (window) byService.set(id, { ...held, [window]: known > 0 ? { ratio: 1 - down / known, knownMs: known * SECOND } : null })
  }
  return Object.fromEntries(byService)
}
