import type { Sql, Transaction } from '@/db/client'
import type { Alert, Notice, Page } from '../alerts/model'
import { insertNotices } from '../alerts/queries/outbox'
import { OUTCOMES, type Result, type Span } from '../checks/model'
import { readDays } from '../checks/queries/days'
import { codeOfPhase } from '../checks/rules/phase-code'
import { replaceTail } from '../checks/rules/spans'
import type { LossSegment, Stake } from '../impact/model'
import type { Entry, Incident } from '../incidents/model'
import { DAY } from '../kernel/duration'
import type { Change, IncidentPatch } from './model'

/** What is written together: plain results, and changes of state with the results that caused them. Writing it twice changes nothing. */
export type Batch = {
  readonly id: string
  readonly at: Date
  readonly results: readonly Result[]
  readonly changes: readonly Change[]
  readonly evidence: readonly KeptEvidence[]
}

/** What proves a failure, and why it is kept (CHK-9). */
export type KeptEvidence = {
  readonly id: string
  readonly checkId: string
  readonly at: Date
  readonly because: string
  readonly says: string
  readonly body: object
}

/** The holder of the lease that a commit is made under. */
export type Fence = { readonly lease: string; readonly epoch: number }

/** Another engine has taken over: what this one concludes must not be stored. */
export class FencedError extends Error {
  override readonly name = 'FencedError'
}

/**
 * `soon`: results alone are answered for before Postgres' log is on disk, which then is written in whole pages a few times a second less
 * often. A Postgres or a machine that crashes may forget the last moments; whoever asks for this stores them again.
 */
export type Durability = 'on-disk' | 'soon'

/**
 * Writes batches in one transaction and answers the incidents as they stand afterwards, with their numbers and versions.
 * Results are unique by check and instant, batches of changes by their id: a replay after a COMMIT whose fate is unknown changes nothing.
 *
 * @throws FencedError when the lease is no longer ours
 */
export async function commit(
  sql: Sql,
  batches: readonly Batch[],
  fence: Fence | null,
  durability: Durability = 'on-disk',
): Promise<readonly Incident[]> {
  const results = batches.flatMap(({ results }) => results)
  const deciding = batches.filter(({ changes, evidence }) => changes.length + evidence.length > 0)
  if (deciding.length === 0) {
    const inserted = await insertFresh(sql, results, fence, durability)
    // None may also mean that all were stored before, so it is looked at.
    if (inserted === 0 && results.length > 0 && fence) await holdFence(sql, fence)
    return []
  }
  const written: readonly IncidentRow[] = await sql.begin(async (tx): Promise<IncidentRow[]> => {
    if (fence) await holdFence(tx, fence)
    const fresh = await claim(tx, deciding)
    const work = gatherWork(fresh.flatMap(({ changes }) => changes))
    // Not awaited one by one: postgres.js sends them in one go, in this order.
    const statements = [
      insertResults(tx, [...results, ...work.results], { fence: null, durability: 'on-disk', isFresh: false }),
      ...writeStandings(tx, work.standings),
      ...writeSpans(tx, work.spans),
      ...(work.declared ? endSpansOfRemoved(tx, deciding[0]?.at ?? new Date(0)) : []),
      ...openIncidents(tx, work.opened),
      ...[...work.patches].map(([id, patch]) => patchIncident(tx, id, patch)),
      ...writeAlerts(tx, work.alerts),
      ...writeEntries(tx, work.entries),
      ...work.shared.flatMap(({ streamId, before, incidentIds, segments }) => [
        ...(before ? writeLoss(tx, streamId, before.fromAt, before.segments) : []),
        tx`delete from loss_segments where stream_id = ${streamId} and incident_id = any(${incidentIds as string[]}::uuid[])`,
        insertLoss(tx, streamId, segments),
      ]),
      ...[...work.loss].flatMap(([streamId, { fromAt, segments }]) => writeLoss(tx, streamId, fromAt, segments)),
      ...writePages(tx, work.pages),
      insertNotices(tx, work.notices),
      ...writeEvidence(
        tx,
        fresh.flatMap(({ evidence }) => evidence),
      ),
    ]
    await Promise.all(statements)
    const touched = [...new Set([...work.opened.map(({ id }) => id), ...work.patches.keys()])]
    return touched.length === 0 ? [] : await tx<IncidentRow[]>`select * from incidents where id = any(${touched}::uuid[])`
  })
  return written.map(incidentOf)
}

/** The batches that were not stored before. */
async function claim(tx: Transaction, batches: readonly Batch[]): Promise<readonly Batch[]> {
  const rows = await tx<{ id: string }[]>`
    insert into committed_batches (id, at) select * from unnest(${batches.map(({ id }) => id)}::uuid[], ${batches.map(({ at }) => at.toISOString())}::timestamptz[])
    on conflict do nothing returning id`
  const claimed = new Set(rows.map(({ id }) => id))
  return batches.filter(({ id }) => claimed.has(id))
}

async function holdFence(tx: Sql | Transaction, { lease, epoch }: Fence): Promise<void> {
  const [row] = await tx<{ epoch: string }[]>`select epoch from leases where name = ${lease} for share`
  if (Number(row?.epoch) !== epoch)
    throw new FencedError(`Another engine holds ${lease} now (epoch ${row?.epoch ?? 'none'}, ours is ${epoch}).`)
}

type Recomputed = { readonly fromAt: Date; readonly segments: readonly LossSegment[] }

type Work = {
  readonly results: Result[]
  readonly standings: Map<string, { failing: boolean; slow: boolean; seenWorking: boolean; decidedAt: Date }>
  /** By subject id: everything it was from the first instant on. */
  readonly spans: Map<string, { subject: string; tail: readonly Span[] }>
  /** Something may have been removed. */
  declared: boolean
  readonly opened: Incident[]
  readonly patches: Map<string, IncidentPatch>
  readonly alerts: Map<string, Alert>
  readonly entries: Entry[]
  /** By stream: what some incidents took of it in all, with what was concluded of the stream before; in this order, and before `loss`. */
  readonly shared: { streamId: string; before: Recomputed | undefined; incidentIds: readonly string[]; segments: readonly LossSegment[] }[]
  readonly loss: Map<string, Recomputed>
  readonly pages: Map<string, Page>
  readonly notices: Notice[]
}

/** Changes of one thing folded into one write, in the order in which they were concluded. */
function gatherWork(changes: readonly Change[]): Work {
  const work: Work = {
    results: [],
    standings: new Map(),
    spans: new Map(),
    declared: false,
    opened: [],
    patches: new Map(),
    alerts: new Map(),
    entries: [],
    shared: [],
    loss: new Map(),
    pages: new Map(),
    notices: [],
  }
  const span = (id: string, subject: string, tail: readonly Span[]) => {
    if (tail.length === 0) return
    const held = work.spans.get(id)?.tail ?? []
    work.spans.set(id, { subject, tail: held.length === 0 ? tail : replaceTail(held, tail) })
  }
  for (const change of changes) {
    switch (change.kind) {
      case 'result':
        work.results.push(change.result)
        break
      case 'check-status':
        work.standings.set(change.checkId, {
          failing: change.standing.failing.open,
          slow: change.standing.slow.open,
          seenWorking: change.standing.seenWorking,
          decidedAt: change.decidedAt,
        })
        span(change.checkId, 'check', change.tail)
        break
      case 'service-status':
        span(change.serviceId, 'service', change.tail)
        break
      case 'stake':
        if (change.stake !== change.was)
          span(change.opportunityId, 'opportunity', [{ status: STAKE_STATUS[change.stake], fromAt: change.sinceAt }])
        break
      case 'incident-opened':
        work.opened.push(change.incident)
        break
      case 'incident-changed':
        work.patches.set(change.incidentId, { ...work.patches.get(change.incidentId), ...change.patch })
        break
      case 'alert':
        work.alerts.set(change.alert.id, change.alert)
        break
      case 'entry':
        work.entries.push(change.entry)
        break
      case 'loss': {
        const held = work.loss.get(change.streamId)
        const before = (held?.segments ?? [])
          .filter(({ fromAt }) => fromAt < change.fromAt)
          .map((segment) => (segment.toAt === null || segment.toAt > change.fromAt ? { ...segment, toAt: change.fromAt } : segment))
        const fromAt = held && held.fromAt < change.fromAt ? held.fromAt : change.fromAt
        work.loss.set(change.streamId, { fromAt, segments: [...before, ...change.segments] })
        break
      }
      case 'loss-shared': {
        const { streamId, incidentIds, segments } = change
        work.shared.push({ streamId, before: work.loss.get(streamId), incidentIds, segments })
        work.loss.delete(streamId)
        break
      }
      case 'catalogue':
        work.declared = true
        break
      case 'page':
        work.pages.set(change.page.incidentId, change.page)
        break
      case 'notices':
        work.notices.push(...change.notices)
        break
      case 'incident-stored':
      case 'silence':
      case 'outbox-moved':
      case 'planned':
      case 'sendings':
      case 'sight':
        // Stored by whoever made them, or not stored at all.
        break
      default:
        change satisfies never
    }
  }
  return work
}

/** Opportunities keep their history in the same table: safe, strain and risk stand there as up, degraded and down. */
export const STAKE_STATUS = { safe: 'up', strain: 'degraded', risk: 'down' } as const satisfies Record<Stake, string>

/** How many were new. None are when the fence is another's. */
/** Results are new but for a replay. To look for each before it is written would cost Postgres a third more log. */
async function insertFresh(sql: Sql, results: readonly Result[], fence: Fence | null, durability: Durability): Promise<number> {
  try {
    return await insertResults(sql, results, { fence, durability, isFresh: true })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return await insertResults(sql, results, { fence, durability, isFresh: false })
  }
}
const isDuplicate = (cause: unknown) => typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505'

type Insertion = { readonly fence: Fence | null; readonly durability: Durability; readonly isFresh: boolean }

async function insertResults(
  sql: Sql | Transaction,
  results: readonly Result[],
  { fence, durability, isFresh }: Insertion,
): Promise<number> {
  if (results.length === 0) return 0
  const phase = (pick: (phases: NonNullable<Result['phases']>) => number) =>
    results.map(({ phases }) => (phases ? codeOfPhase(pick(phases)) : 0))
  const { count } = await sql`
    insert into results (at, check_no, total_ms, outcome, code, dns, connect, tls, first_byte, transfer, location)
    select *, 0 from unnest(
      ${results.map(({ at }) => at.toISOString())}::timestamptz[], ${results.map(({ checkNo }) => checkNo)}::int4[], ${results.map(({ latencyMs }) => latencyMs)}::real[],
      ${results.map(({ outcome }) => OUTCOMES.indexOf(outcome))}::int2[], ${results.map(({ code }) => code)}::int2[],
      ${phase(({ dnsMs }) => dnsMs)}::int2[], ${phase(({ connectMs }) => connectMs)}::int2[], ${phase(({ tlsMs }) => tlsMs)}::int2[],
      ${phase(({ firstByteMs }) => firstByteMs)}::int2[], ${phase(({ transferMs }) => transferMs)}::int2[])
    where (${fence === null}::boolean or exists (select from leases where name = ${fence?.lease ?? ''} and epoch = ${fence?.epoch ?? 0}))
      and (select set_config('synchronous_commit', ${durability === 'soon' ? 'off' : 'on'}, true)) is not null
    ${isFresh ? sql`` : sql`on conflict do nothing`}`
  return count
}

function writeStandings(tx: Transaction, standings: Work['standings']) {
  if (standings.size === 0) return []
  const rows = [...standings].map(([check_id, { failing, slow, seenWorking, decidedAt }]) => ({
    check_id,
    failing,
    slow,
    seen_working: seenWorking,
    decided_at: decidedAt.toISOString(),
  }))
  return [
    tx`
      insert into standings select * from jsonb_to_recordset(${tx.json(rows)}) as r(check_id uuid, failing boolean, slow boolean, seen_working boolean, decided_at timestamptz)
      on conflict (check_id) do update set failing = excluded.failing, slow = excluded.slow, seen_working = excluded.seen_working, decided_at = excluded.decided_at`,
  ]
}

function writeSpans(tx: Transaction, spans: Work['spans']) {
  if (spans.size === 0) return []
  const cuts = [...spans].map(([id, { tail }]) => ({ id, at: tail[0]?.fromAt.toISOString() }))
  const rows = [...spans].flatMap(([id, { subject, tail }]) =>
    tail.map(({ status, fromAt, hides }, i) => ({
      subject_id: id,
      from_at: fromAt.toISOString(),
      to_at: tail[i + 1]?.fromAt.toISOString() ?? null,
      subject,
      status,
      hides: hides ?? null,
    })),
  )
  const cut = tx`select * from jsonb_to_recordset(${tx.json(cuts)}) as c(id uuid, at timestamptz)`
  return [
    tx`delete from status_spans s using (${cut}) c where s.subject_id = c.id and s.from_at >= c.at`,
    tx`update status_spans s set to_at = c.at from (${cut}) c where s.subject_id = c.id and (s.to_at is null or s.to_at > c.at)`,
    tx`
      insert into status_spans (subject_id, from_at, to_at, subject, status, hides)
      select subject_id, from_at, to_at, subject, status, hides from jsonb_to_recordset(${tx.json(rows)}) as r(subject_id uuid, from_at timestamptz, to_at timestamptz, subject text, status text, hides text)
      on conflict (subject_id, from_at) do update set to_at = excluded.to_at, status = excluded.status, hides = excluded.hides`,
  ]
}

/**
 * What is removed is nothing any more from that instant on, or its availability would count on. Looks at all that was removed within a
 * month: it may have been while no engine looked, or have been judged once more before the engine knew.
 */
function endSpansOfRemoved(tx: Transaction, now: Date) {
  const since = new Date(now.getTime() - 30 * DAY)
  const removed = tx`
    select id, removed_at as at from services where removed_at > ${since}
    union all select id, removed_at from checks where removed_at > ${since}
    union all select id, removed_at from opportunities where removed_at > ${since}`
  return [
    tx`delete from status_spans s using (${removed}) r where s.subject_id = r.id and s.from_at >= r.at`,
    tx`update status_spans s set to_at = r.at from (${removed}) r where s.subject_id = r.id and (s.to_at is null or s.to_at > r.at)`,
  ]
}

function openIncidents(tx: Transaction, opened: readonly Incident[]) {
  if (opened.length === 0) return []
  const rows = opened.map(({ id, title, severity, state, serviceId, startedAt, openedAt, openedBy }) => ({
    id,
    title,
    severity,
    state,
    service_id: serviceId,
    started_at: startedAt.toISOString(),
    opened_at: openedAt.toISOString(),
    opened_by: openedBy,
  }))
  return [
    tx`
      insert into incidents (id, number, title, severity, state, service_id, started_at, opened_at, opened_by)
      select id, nextval('incident_numbers'), title, severity, state, service_id, started_at, opened_at, opened_by
      from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, title text, severity text, state text, service_id uuid, started_at timestamptz, opened_at timestamptz, opened_by text)
      where not exists (select from incidents i where i.id = r.id)
      order by opened_at, id
      on conflict (id) do nothing`,
  ]
}

/** Only what the pipeline decides; what a person has written meanwhile stays, so the two need not wait for each other. */
function patchIncident(tx: Transaction, id: string, patch: IncidentPatch) {
  const columns = Object.fromEntries(
    Object.entries(patch).map(([key, value]) => [
      PATCH_COLUMNS[key as keyof IncidentPatch],
      value instanceof Date ? value.toISOString() : value,
    ]),
  )
  return tx`update incidents set ${tx(columns)}, version = version + 1 where id = ${id}`
}
const PATCH_COLUMNS = {
  title: 'title',
  severity: 'severity',
  serviceId: 'service_id',
  startedAt: 'started_at',
  state: 'state',
  resolvedAt: 'resolved_at',
  endedAt: 'ended_at',
  proven: 'proven',
  acknowledgedAt: 'acknowledged_at',
  acknowledgedBy: 'acknowledged_by',
  acknowledgedById: 'acknowledged_by_id',
  mitigatedAt: 'mitigated_at',
  mitigatedBy: 'mitigated_by',
  resolvedBy: 'resolved_by',
  resolvedById: 'resolved_by_id',
  reason: 'reason',
} as const satisfies Record<keyof IncidentPatch, string>

function writeAlerts(tx: Transaction, alerts: Work['alerts']) {
  if (alerts.size === 0) return []
  const rows = [...alerts.values()].map((a) => ({
    id: a.id,
    fingerprint: a.fingerprint,
    check_id: a.checkId,
    service_id: a.serviceId,
    incident_id: a.incidentId,
    severity: a.severity,
    condition: a.condition,
    started_at: a.startedAt.toISOString(),
    opened_at: a.openedAt.toISOString(),
    ended_at: a.endedAt?.toISOString() ?? null,
    blind_from_at: a.blindFromAt?.toISOString() ?? null,
    cause_service_id: a.causeServiceId,
    says: a.says,
    source: a.signal?.source ?? 'check',
    signal: a.signal,
    origin_id: a.originId ?? null,
  }))
  return [
    tx`
      insert into alerts (id, fingerprint, check_id, service_id, incident_id, severity, condition, started_at, opened_at, ended_at, blind_from_at, cause_service_id, says, source, signal, origin_id)
      select * from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, fingerprint text, check_id uuid, service_id uuid, incident_id uuid, severity text, condition text,
        started_at timestamptz, opened_at timestamptz, ended_at timestamptz, blind_from_at timestamptz, cause_service_id uuid, says text, source text, signal jsonb, origin_id uuid)
      on conflict (id) do update set severity = excluded.severity, condition = excluded.condition, ended_at = excluded.ended_at, says = excluded.says,
        incident_id = excluded.incident_id, signal = excluded.signal, origin_id = excluded.origin_id`,
  ]
}

function writeEntries(tx: Transaction, entries: readonly Entry[]) {
  if (entries.length === 0) return []
  const rows = entries.map((e) => ({
    id: e.id,
    incident_id: e.incidentId,
    at: e.at.toISOString(),
    kind: e.kind,
    says: e.says,
    detail: e.detail,
    money: e.money,
    actor: e.actor,
    check_id: e.checkId,
  }))
  return [
    tx`
      insert into incident_entries (id, incident_id, at, kind, says, detail, money, actor, check_id)
      select * from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, incident_id uuid, at timestamptz, kind text, says text, detail text, money text, actor text, check_id uuid)
      on conflict (id) do nothing`,
  ]
}

function writeLoss(tx: Transaction, streamId: string, fromAt: Date, segments: readonly LossSegment[]) {
  const from = fromAt.toISOString()
  return [
    tx`delete from loss_segments where stream_id = ${streamId} and from_at >= ${from}`,
    tx`update loss_segments set to_at = ${from} where stream_id = ${streamId} and (to_at is null or to_at > ${from})`,
    insertLoss(tx, streamId, segments),
  ]
}

function insertLoss(tx: Transaction, streamId: string, segments: readonly LossSegment[]) {
  const rows = segments.map((s) => ({
    incident_id: s.incidentId,
    from_at: s.fromAt.toISOString(),
    to_at: s.toAt?.toISOString() ?? null,
    fraction: s.fraction,
    baseline_per_hour_minor: s.baselinePerHourMinor,
    factor: s.factor,
    certainty: s.certainty,
  }))
  return tx`
      insert into loss_segments (stream_id, incident_id, from_at, to_at, fraction, baseline_per_hour_minor, factor, certainty)
      select ${streamId}::uuid, r.* from jsonb_to_recordset(${tx.json(rows)}) as r(incident_id uuid, from_at timestamptz, to_at timestamptz, fraction float8, baseline_per_hour_minor bigint, factor float8, certainty text)
      on conflict (stream_id, incident_id, from_at) do update set to_at = excluded.to_at, fraction = excluded.fraction, factor = excluded.factor, certainty = excluded.certainty`
}

function writePages(tx: Transaction, pages: Work['pages']) {
  if (pages.size === 0) return []
  const rows = [...pages.values()].map((page) => ({ incident_id: page.incidentId, state: page, next_at: page.nextAt }))
  return [
    tx`
      insert into pages (incident_id, state, next_at)
      select * from jsonb_to_recordset(${tx.json(rows as never)}) as r(incident_id uuid, state jsonb, next_at timestamptz)
      on conflict (incident_id) do update set state = excluded.state, next_at = excluded.next_at`,
  ]
}

function writeEvidence(tx: Transaction, evidence: readonly KeptEvidence[]) {
  if (evidence.length === 0) return []
  const rows = evidence.map(({ id, checkId, at, because, says, body }) => ({
    id,
    check_id: checkId,
    at: at.toISOString(),
    because,
    says,
    body: JSON.parse(withoutNul(JSON.stringify(body))),
  }))
  return [
    tx`
      insert into evidence (id, check_id, at, because, says, body)
      select * from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, check_id uuid, at timestamptz, because text, says text, body jsonb)
      on conflict (id) do nothing`,
  ]
}
/** Postgres' jsonb holds no U+0000, and a target may send one. */
const withoutNul = (json: string) => json.replaceAll('\\u0000', '\\ufffd')

/** Makes sure that the day of every result has its partition, `count` of them from the day of `from` on. UTC. */
export async function makePartitions(sql: Sql, from: Date, count: number): Promise<void> {
  const first = Math.floor(from.getTime() / DAY)
  const wanted = Array.from({ length: count }, (_, i) => first + i)
  const days = await readDays(sql)
  const known = new Set(days.map(({ name }) => name))
  for (const { name, indexed } of days) if (!indexed) await sql.unsafe(indexOf(name))
  for (const day of wanted) {
    const name = partitionName(day * DAY)
    if (known.has(name)) continue
    // Created plain and attached: `partition of` would lock the parent against writers.
    await sql.begin(async (tx) => {
      await tx`set local lock_timeout = '1s'`
      await tx`select pg_advisory_xact_lock(hashtext('plimsoll.partitions'))`
      const [exists] = await tx`select 1 from pg_class where relname = ${name}`
      if (!exists) await makePartition(tx, day)
    })
  }
}

/** Makes the partition of one day, in days since 1970. */
export async function makePartition(tx: Transaction, day: number): Promise<void> {
  const name = partitionName(day * DAY)
  const [low, high] = [day, day + 1].map((d) => new Date(d * DAY).toISOString())
  // Vacuum has nothing to clear away or to freeze in a day that is dropped whole, and would write each page once more.
  await tx.unsafe(`create table ${name} (like results including defaults) with (autovacuum_vacuum_insert_threshold = -1)`)
  await tx.unsafe(indexOf(name))
  await tx.unsafe(`alter table ${name} add constraint ${name}_day check (at >= '${low}' and at < '${high}')`)
  await tx.unsafe(`alter table results attach partition ${name} for values from ('${low}') to ('${high}')`)
  await tx.unsafe(`alter table ${name} drop constraint ${name}_day`)
}

const indexOf = (day: string): string => `create unique index if not exists ${day}_once on ${day} (result_place(at, check_no))`
export const partitionName = (ms: number): string => `results_${new Date(ms).toISOString().slice(0, 10).replaceAll('-', '')}`

export type IncidentRow = Record<string, unknown>

/** A row of `incidents` as a word. */
export const incidentOf = (row: IncidentRow): Incident => ({
  id: String(row.id),
  number: Number(row.number),
  title: String(row.title),
  severity: row.severity as Incident['severity'],
  state: row.state as Incident['state'],
  serviceId: text(row.service_id),
  startedAt: row.started_at as Date,
  openedAt: row.opened_at as Date,
  acknowledgedAt: instant(row.acknowledged_at),
  acknowledgedBy: text(row.acknowledged_by),
  acknowledgedById: text(row.acknowledged_by_id),
  mitigatedAt: instant(row.mitigated_at),
  mitigatedBy: text(row.mitigated_by),
  assignee: text(row.assignee),
  assigneeId: text(row.assignee_id),
  resolvedAt: instant(row.resolved_at),
  endedAt: instant(row.ended_at),
  resolvedBy: text(row.resolved_by),
  resolvedById: text(row.resolved_by_id),
  proven: Boolean(row.proven),
  reason: text(row.reason),
  cause: text(row.cause),
  openedBy: text(row.opened_by),
  escalations: row.escalations as Incident['escalations'],
  mergedInto: text(row.merged_into),
  splitAlerts: row.split_alerts as Incident['splitAlerts'],
  version: Number(row.version),
})
const text = (value: unknown) => (typeof value === 'string' ? value : null)
const instant = (value: unknown) => (value instanceof Date ? value : null)
