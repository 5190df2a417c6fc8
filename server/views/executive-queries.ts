import type { Sql } from '@/db/client'
import type { Measured } from '../incidents/rules/kpis'
import type { MonthLoss, PastLoad, StakeSpan } from './rules/history'

/** The history behind the executive view. Bare SQL: sums over stretches of time are beyond what Drizzle can say. */

/** What was lost in each month, by currency. `months` are the beginnings, and the end of the last one. */
export const lossByMonth = (sql: Sql, months: readonly Date[], now: Date) => sql<MonthLoss[]>`
  select m.from_at as "fromAt", s.currency, l.certainty,
    sum(extract(epoch from least(coalesce(l.to_at, ${now}), m.to_at) - greatest(l.from_at, m.from_at))::float8 / 3600
      * l.fraction * l.factor * l.baseline_per_hour_minor)::float8 as minor
  from jsonb_to_recordset(${sql.json(monthRows(months))}) as m (from_at timestamptz, to_at timestamptz)
  join loss_segments l on l.from_at < m.to_at and coalesce(l.to_at, ${now}) > m.from_at
  join streams s on s.id = l.stream_id
  group by 1, 2, 3`

const monthRows = (months: readonly Date[]) =>
  months.slice(0, -1).map((at, i) => ({ from_at: at.toISOString(), to_at: (months[i + 1] ?? at).toISOString() }))

/** Ledger rows that a chart of the last months draws; beyond this the oldest are left out. */
const LOADS_MAX = 20_000

/** Every load since an instant, newest first. */
export const loadsSince = (sql: Sql, since: Date) => sql<PastLoad[]>`
  select l.from_at as "fromAt", l.to_at as "toAt", s.currency, (l.fraction * l.factor * l.baseline_per_hour_minor)::float8 as "perHourMinor"
  from loss_segments l join streams s on s.id = l.stream_id
  where (l.to_at is null or l.to_at > ${since}) and l.certainty = 'seen'
  order by l.from_at desc limit ${LOADS_MAX}`

const INCIDENTS_MAX = 20_000

/** Incidents opened since an instant, as KPIs need them. */
export const incidentsSince = (sql: Sql, since: Date) => sql<Measured[]>`
  select started_at as "startedAt", opened_at as "openedAt", acknowledged_at as "acknowledgedAt", ended_at as "endedAt", proven, opened_by as "openedBy"
  from incidents where opened_at >= ${since} order by opened_at desc limit ${INCIDENTS_MAX}`

/** How deals stood since an instant: `up` safe, `degraded` under strain, `down` at risk. A deal that never changed has one row without a span. */
export const stakeSpans = (sql: Sql, since: Date, id: string | null = null) => sql<StakeSpan[]>`
  select o.id, o.created_at as "createdAt", s.status, s.from_at as "fromAt", s.to_at as "toAt"
  from opportunities o
  left join status_spans s on s.subject_id = o.id and (s.to_at is null or s.to_at > ${since})
  where o.removed_at is null and (${id}::uuid is null or o.id = ${id}::uuid)
  order by o.id, s.from_at`
