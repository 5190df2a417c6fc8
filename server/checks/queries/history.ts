import type { Sql } from '@/db/client'
import type { Answer } from '../../kernel/answers'
import type { StoredEvidenceAnswer } from '../answers'
import { OUTCOMES, type Outcome, type Status } from '../model'
import type { StoredSpan, Tally } from '../rules/availability'
import { phaseOfCode } from '../rules/phase-code'

/** One stored result. */
export type HistoryPoint = {
  readonly atMs: number
  readonly outcome: Outcome
  readonly ms: number
  readonly code: number
  /** DNS, connect, TLS, first byte, transfer, in milliseconds. */
  readonly phases: readonly [number, number, number, number, number]
}

/** Buckets that a long range is divided into; of each come its fastest and its slowest result, and its first of each kind of trouble. */
const BUCKETS = 360
/** So many of the newest are always complete: they are also a list. */
export const NEWEST = 50

type PointRow = {
  at: Date
  total_ms: number
  outcome: number
  code: number
  dns: number
  connect: number
  tls: number
  first_byte: number
  transfer: number
}

/**
 * The results of a check in a range, oldest first. Beyond `most` they are thinned out, in a way that keeps every peak, every trough
 * and every failure's stretch where it was: what remains are results that were, not averages.
 */
export async function readPoints(
  sql: Sql,
  { no, from, to, most = 1_500 }: { readonly no: number; readonly from: Date; readonly to: Date; readonly most?: number },
): Promise<HistoryPoint[]> {
  const bucketMs = Math.max(1, (to.getTime() - from.getTime()) / BUCKETS)
  const rows = await sql<PointRow[]>`
    with inside as (
      select *, count(*) over () as everything, floor(extract(epoch from at - ${from}::timestamptz) * 1000 / ${bucketMs}::float8) as bucket
      from results_of(${no}, ${from}, ${to})
    ), ranked as (
      select *,
        row_number() over (partition by bucket order by total_ms desc, at) as slowest,
        row_number() over (partition by bucket order by total_ms, at) as fastest,
        row_number() over (partition by bucket, outcome order by at) as first_of_kind,
        row_number() over (order by at desc) as newest
      from inside
    )
    select at, total_ms, outcome, code, dns, connect, tls, first_byte, transfer from ranked
    where everything <= ${most} or slowest = 1 or fastest = 1 or (first_of_kind = 1 and outcome <> 0) or newest <= ${NEWEST}
    order by at`
  return rows.map(pointOf)
}

const pointOf = (row: PointRow): HistoryPoint => ({
  atMs: row.at.getTime(),
  outcome: OUTCOMES[row.outcome] ?? 'blind',
  ms: row.total_ms,
  code: row.code,
  phases: [phaseOfCode(row.dns), phaseOfCode(row.connect), phaseOfCode(row.tls), phaseOfCode(row.first_byte), phaseOfCode(row.transfer)],
})

export type Summary = {
  readonly count: number
  readonly failed: number
  readonly blind: number
  /** In milliseconds, of what answered or failed; null when nothing did. */
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  /** Of equal width on a square-root scale, ascending, without holes. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number; readonly failed: boolean }[]
}

const BINS = 40

/** How the latencies of a range are distributed, exactly: over all results, however many. */
export async function readSummary(
  sql: Sql,
  { no, from, to }: { readonly no: number; readonly from: Date; readonly to: Date },
): Promise<Summary> {
  const [row] = await sql<
    {
      count: number
      failed: number
      blind: number
      p: number[] | null
      top: number | null
      bins: { bin: number; count: number; failed: number }[] | null
    }[]
  >`
    with inside as (select total_ms, outcome from results_of(${no}, ${from}, ${to})),
    totals as (
      select count(*)::int as count, (count(*) filter (where outcome = 2))::int as failed, (count(*) filter (where outcome = 3))::int as blind,
        percentile_disc(array[0.5, 0.95, 0.99]) within group (order by total_ms) filter (where outcome <> 3) as p,
        max(total_ms) filter (where outcome <> 3) as top
      from inside
    ), binned as (
      select least(${BINS} - 1, floor(sqrt(total_ms / greatest(top, 0.001)) * ${BINS}))::int as bin, count(*)::int as count, (count(*) filter (where outcome = 2))::int as failed
      from inside, totals where outcome <> 3 group by 1
    )
    select totals.*, (select json_agg(binned) from binned) as bins from totals`
  const [p50 = null, p95 = null, p99 = null] = row?.p ?? []
  const top = row?.top ?? 0
  const byBin = new Map(row?.bins?.map((bin) => [bin.bin, bin]))
  const edge = (place: number) => top * (place / BINS) ** 2
  return {
    count: row?.count ?? 0,
    failed: row?.failed ?? 0,
    blind: row?.blind ?? 0,
    p50,
    p95,
    p99,
    bins: Array.from({ length: top > 0 ? BINS : 0 }, (_, place) => {
      const { count = 0, failed = 0 } = byBin.get(place) ?? {}
      return { from: edge(place), to: edge(place + 1), count, failed: failed * 2 > count }
    }),
  }
}

/** What one subject was since an instant, oldest first. */
export async function readSpans(sql: Sql, subjectId: string, from: Date): Promise<StoredSpan[]> {
  const rows = await sql<{ status: Status; from_at: Date; to_at: Date | null }[]>`
    select status, from_at, to_at from status_spans
    where subject_id = ${subjectId} and (to_at is null or to_at > ${from}) order by from_at`
  return rows.map(({ status, from_at, to_at }) => ({ status, fromAt: from_at, toAt: to_at }))
}

export type Tallies = ReadonlyMap<string, readonly Tally[]>

/**
 * How long every check or service was what, over several windows at once, in one pass over the spans. The sums follow the same
 * rules as `tally`, which is the definition.
 *
 * @param fromAts the beginnings of the windows, which all end at `to`
 * @param seenTo up to when Plimsoll was there to see
 */
export async function readTallies(
  sql: Sql,
  {
    subject,
    fromAts,
    to,
    seenTo,
  }: { readonly subject: 'check' | 'service'; readonly fromAts: readonly Date[]; readonly to: Date; readonly seenTo: Date },
): Promise<Tallies> {
  const earliest = new Date(Math.min(...fromAts.map((at) => at.getTime())))
  const end = seenTo < to ? seenTo : to
  // One row for all: reading thousands of rows costs a web server more than Postgres takes to add them up.
  const [all] = await sql<
    { rows: readonly (readonly [id: string, place: number, beginsMs: number, up: number, down: number, off: number])[] }[]
  >`
    with windows as (select place, from_at from unnest(${fromAts.map((at) => at.toISOString())}::timestamptz[]) with ordinality as w (from_at, place)),
    cut as (
      select s.subject_id as id, w.place, w.from_at as window_from, s.from_at, s.status,
        greatest(0, extract(epoch from least(coalesce(s.to_at, ${end}), ${end}) - greatest(s.from_at, w.from_at)) * 1000)::float8 as ms
      from status_spans s cross join windows w
      where s.subject = ${subject} and s.from_at < ${to} and (s.to_at is null or s.to_at > ${earliest})
    ), summed as (
      select id, place, extract(epoch from greatest(min(from_at), min(window_from))) * 1000 as begins,
        coalesce(sum(ms) filter (where status in ('up', 'degraded')), 0) as up,
        coalesce(sum(ms) filter (where status = 'down'), 0) as down,
        coalesce(sum(ms) filter (where status in ('maintenance', 'paused')), 0) as off
      from cut group by id, place
    )
    select coalesce(json_agg(json_build_array(id, place, begins, up, down, off)), '[]') as rows from summed`
  const found = new Map<string, Tally[]>()
  for (const [id, place, beginsMs, up, down, off] of all?.rows ?? []) {
    const tallies = found.get(id) ?? fromAts.map(() => ({ upMs: 0, downMs: 0, blindMs: 0 }))
    tallies[place - 1] = { upMs: up, downMs: down, blindMs: Math.max(0, to.getTime() - beginsMs - up - down - off) }
    found.set(id, tallies)
  }
  return found
}

export type StoredEvidence = Answer<typeof StoredEvidenceAnswer>

/** The newest evidence of a check. */
export async function readEvidence(sql: Sql, checkId: string, limit: number): Promise<StoredEvidence[]> {
  return await sql<
    StoredEvidence[]
  >`select id, at, because, says, body from evidence where check_id = ${checkId} order by at desc limit ${limit}`
}

export type CheckIncident = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly state: string
}

/** The incidents that a check's alerts belong to, newest first. */
export async function readIncidentsOfCheck(sql: Sql, checkId: string, from: Date): Promise<CheckIncident[]> {
  return await sql<CheckIncident[]>`
    select distinct i.id, i.number, i.title, i.started_at as "startedAt", i.ended_at as "endedAt", i.state
    from alerts a join incidents i on i.id = a.incident_id
    where a.check_id = ${checkId} and a.started_at >= ${from} order by i.started_at desc limit 20`
}
