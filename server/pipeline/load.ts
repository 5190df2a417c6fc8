import type { Sql, Transaction } from '@/db/client'
import { channelTypeOf } from '../alerts/channels/registry'
import type {
  Alert,
  ChannelInput,
  CheckAlert,
  Contact,
  ContactInput,
  MaintenanceInput,
  MaintenanceWindow,
  Routing,
  SignalAlert,
  Silence,
  Source,
} from '../alerts/model'
import { type Json, pageOf } from '../alerts/rules/page-state'
import type { Service } from '../catalogue/model'
import { type Check, OUTCOMES, type Span, type Status } from '../checks/model'
import { merged } from '../checks/rules/spans'
import { type Latch, type Standing, statusOf, step } from '../checks/rules/status-machine'
import { titleFrom } from '../declare/shapes'
import type { Contract, Currencies, LossSegment, Opportunity, Segment, Stake, Stream } from '../impact/model'
import { DAY, HOUR } from '../kernel/duration'
import type { ScheduleInput, StandIns } from '../oncall/model'
import { standInsOf, withStandIns } from '../oncall/rules/stand-ins'
import { apply, forget, holdLoss, MEASURED_MS, MEMORY_MS, REPAIRS } from './apply'
import { type IncidentRow, incidentOf, STAKE_STATUS } from './commit'
import { type Catalogue, type CheckState, type FormerCheck, RECENT, type Rules, type World } from './model'
import { emptyWorld, layCatalogue } from './world'

/**
 * The world as Postgres knows it: what the engine begins with, and what a web shows while no engine answers.
 *
 * A check's two conditions are stored at each change; what has been seen since is replayed from its last results.
 */
export async function loadWorld(sql: Sql, rules: Rules, now: Date): Promise<World> {
  const world = emptyWorld({ rules, now })
  const catalogue = await loadCatalogue(sql, now)
  layCatalogue(world, catalogue, now)
  const since = new Date(now.getTime() - MEMORY_MS)
  const [standings, results, spans, incidents, alerts, loss, pages, silences, repairs, calm] = await Promise.all([
    sql<StandingRow[]>`select check_id, failing, slow, seen_working, decided_at from standings`,
    lastResults(sql, now),
    sql<SpanRow[]>`select subject_id, status, hides, from_at, to_at from status_spans where to_at is null or to_at > ${since}`,
    sql<IncidentRow[]>`select * from incidents where ${inMemory(sql, since)}`,
    sql<
      AlertRow[]
    >`select * from alerts where ended_at is null or ended_at > ${since} or incident_id in (select id from incidents where state <> 'resolved')`,
    sql<
      LossRow[]
    >`select * from loss_segments where incident_id in (select id from incidents where ${inMemory(sql, since)}) order by from_at`,
    sql<{ state: Json }[]>`select state from pages where incident_id in (select id from incidents where ${inMemory(sql, since)})`,
    sql<SilenceRow[]>`select * from silences where to_at > ${since} and ended_at is null`,
    // The newest of a service are looked at one by one until enough are known: `offset` keeps their order before the question.
    sql<{ service_id: string; ms: number[] }[]>`
      select v.id as service_id, array_agg(r.ms order by r.ended_at) as ms from services v cross join lateral (
        select ended_at, ms from (
          select id, ended_at, extract(epoch from ended_at - started_at)::float8 * 1000 as ms from incidents
          where service_id = v.id and state = 'resolved' and proven and ended_at > started_at order by ended_at desc offset 0) o
        where not coalesce((
          select (select s.status = 'maintenance' and (s.to_at is null or s.to_at > a.started_at) from status_spans s
            where s.subject_id = coalesce(a.check_id, a.service_id) and s.from_at <= a.started_at order by s.from_at desc limit 1)
          from alerts a where a.incident_id = o.id and a.cause_service_id is null order by a.started_at limit 1), false)
        limit ${REPAIRS}) r group by v.id`,
    sql<
      { at: Date | null }[]
    >`select coalesce(max(ended_at), (select min(created_at) from checks)) as at from incidents where state = 'resolved'`,
  ])
  laySpans(world, spans)
  const seen = new Set(results.map(({ check_no }) => check_no))
  const unseenNos = [...world.checkByNo.keys()].filter((no) => !seen.has(no))
  layResults(world, standings, [...(unseenNos.length > 0 ? await lastOf(sql, unseenNos, now) : []), ...results], now)
  for (const row of incidents) apply(world, { kind: 'incident-stored', incident: incidentOf(row) }, now)
  for (const row of alerts) apply(world, { kind: 'alert', alert: alertOf(row) }, now)
  layMoves(world, now)
  for (const [streamId, rows] of Map.groupBy(loss, ({ stream_id }) => stream_id)) holdLoss(world, streamId, rows.map(segmentOf))
  // Not by what was just laid: it is a part of all that is known.
  world.repairs.clear()
  for (const { service_id, ms } of repairs) world.repairs.set(service_id, ms)
  for (const { state } of pages) apply(world, { kind: 'page', page: pageOf(state) }, now)
  for (const row of silences) apply(world, { kind: 'silence', silence: silenceOf(row) }, now)
  // Maintenance that began or ended since somebody last looked is laid over what is read, however long that was.
  const lookedMs = Math.max(0, ...[...world.checks.values()].map(({ lastAt }) => lastAt?.getTime() ?? 0))
  world.planned = { ...world.planned, laidToMs: lookedMs === 0 ? now.getTime() : Math.max(lookedMs, since.getTime()) }
  world.calmSince = [...world.incidents.values()].some(({ state }) => state !== 'resolved') ? null : (calm[0]?.at ?? now)
  forget(world, now)
  return world
}

/** Everything that is declared and not removed. */
export async function loadCatalogue(sql: Sql, now: Date): Promise<Catalogue> {
  const [services, checks, streams, opportunities, segments, contracts, measured, whom] = await Promise.all([
    sql`select * from services where removed_at is null order by tier, title`,
    sql`select * from checks where removed_at is null order by name`,
    sql`select * from streams where removed_at is null order by name`,
    sql`select *, closes_on::text as closes_on_text from opportunities where removed_at is null order by value_minor desc, name`,
    sql`select * from segments where removed_at is null order by name`,
    sql`select * from contracts where removed_at is null order by name`,
    sql<SpanRow[]>`
      select subject_id, status, hides, from_at, to_at from status_spans
      where subject_id in (select unnest(service_ids) from contracts where removed_at is null)
        and (to_at is null or to_at > ${new Date(now.getTime() - MEASURED_MS)}) order by from_at`,
    readWhom(sql),
  ])
  const { routed, declarations } = whom
  const currencies = declarations.find(({ key }) => key === 'currencies')?.value as Currencies | undefined
  return {
    services: services.map(
      (r): Service => ({
        id: r.id,
        name: r.name,
        title: r.title,
        tier: r.tier,
        owner: r.owner,
        dependsOn: r.depends_on,
        runbook: r.runbook,
        source: r.source,
        version: r.version,
      }),
    ),
    checks: checks.map(checkOf),
    streams: streams.map(
      (r): Stream => ({
        id: r.id,
        name: r.name,
        title: r.title,
        currency: r.currency,
        baselinePerHourMinor: Number(r.baseline_per_hour_minor),
        profile: r.profile,
        dependence: r.dependence,
        source: r.source,
        version: r.version,
      }),
    ),
    opportunities: opportunities.map(
      (r): Opportunity => ({
        id: r.id,
        name: r.name,
        title: r.title,
        currency: r.currency,
        valueMinor: Number(r.value_minor),
        probability: r.probability,
        closesOn: r.closes_on_text,
        nextStep: r.next_step,
        stakeholders: r.stakeholders,
        journeys: r.journeys,
        target: r.target,
        source: r.source,
        version: r.version,
      }),
    ),
    segments: segments.map(
      (r): Segment => ({
        id: r.id,
        name: r.name,
        title: r.title,
        customers: Number(r.customers),
        reach: r.reach,
        source: r.source,
        version: r.version,
      }),
    ),
    contracts: contracts.map(
      (r): Contract => ({
        id: r.id,
        name: r.name,
        title: r.title,
        customer: r.customer,
        currency: r.currency,
        monthlyFeeMinor: Number(r.monthly_fee_minor),
        sla: r.sla,
        services: r.service_ids,
        timeZone: r.time_zone,
        maintenance: r.maintenance,
        tiers: r.tiers,
        source: r.source,
        version: r.version,
      }),
    ),
    measured: new Map([...Map.groupBy(measured, ({ subject_id }) => subject_id)].map(([id, rows]) => [id, merged(rows.map(spanOf))])),
    currencies: currencies ?? { base: streams[0]?.currency ?? 'GBP', rates: {} },
    routing: routingIn(whom),
    windows: routed.flatMap(windowOf),
  }
}

/** Whom to tell alone, as it stands within a transaction. */
export const loadRouting = async (sql: Sql | Transaction): Promise<Routing> => routingIn(await readWhom(sql))

type Whom = {
  readonly routed: readonly RoutedRow[]
  readonly declarations: readonly { readonly key: string; readonly value: unknown }[]
  readonly people: readonly { readonly email: string }[]
}

async function readWhom(sql: Sql | Transaction): Promise<Whom> {
  const [routed, declarations, people] = await Promise.all([
    sql<RoutedRow[]>`
      select id, kind, name, definition, source, version, created_at, ended_at from routing_items where removed_at is null order by created_at, id`,
    sql<{ key: string; value: unknown }[]>`select key, value from declarations`,
    sql<{ email: string }[]>`select email from people order by email`,
  ])
  return { routed, declarations, people }
}

const routingIn = ({ routed, declarations, people }: Whom): Routing => ({
  ...routingOf(
    routed,
    declarations.find(({ key }) => key === 'paging')?.value,
    (declarations.find(({ key }) => key === 'stand-ins')?.value as StandIns | undefined) ?? {},
  ),
  people: people.map(({ email }) => email),
})

type RoutedRow = {
  id: string
  kind: string
  name: string
  definition: never
  /** `own`: a way that a person added to reach themselves, of contacts only. */
  source: MaintenanceWindow['source'] | 'own'
  version: number
  created_at: Date
  ended_at: Date | null
}

function windowOf({ kind, id, definition, source, version, created_at, ended_at }: RoutedRow): MaintenanceWindow[] {
  if (kind !== 'window' || source === 'own') return []
  const declared: MaintenanceInput = definition
  return [{ ...declared, id, title: declared.title ?? titleFrom(declared.name), source, version, createdAt: created_at, endedAt: ended_at }]
}

/** As a person added it (server/declare/own-contacts.ts). */
type Own = Pick<Contact, 'person' | 'channel' | 'address'> & { readonly verifiedAt: string | null; readonly goneAt: string | null }

/** Whom to tell; without the options of channels, which only the dispatcher needs. */
function routingOf(rows: readonly RoutedRow[], paging: unknown, standIns: StandIns): Routing {
  const kindOf = new Map(
    rows.flatMap(({ kind, definition }) =>
      kind === 'channel' ? [[(definition as ChannelInput).name, (definition as ChannelInput).kind]] : [],
    ),
  )
  const of = <Item>(kind: string): readonly Item[] => rows.filter((row) => row.kind === kind).map(({ definition }) => definition)
  return {
    channels: of<ChannelInput>('channel').map(({ name, kind, fallback }) => ({
      name,
      kind,
      reaches: channelTypeOf(kind).reaches,
      fallback,
    })),
    teams: of('team'),
    contacts: rows.flatMap(({ kind, definition, source, created_at }): Contact[] => {
      if (kind !== 'contact') return []
      // What an operator declares is taken to be right.
      if (source !== 'own') return [{ ...(definition as ContactInput), verifiedAt: created_at }]
      const { person, channel, address, verifiedAt, goneAt }: Own = definition
      if (verifiedAt === null || goneAt !== null) return []
      const besides = kindOf.get(channel) === 'web-push'
      return [{ name: `${person} by ${channel}`, person, channel, address, verifiedAt: new Date(verifiedAt), besides, isOwn: true }]
    }),
    schedules: of<ScheduleInput>('schedule').map((schedule) => withStandIns(schedule, standInsOf(standIns, schedule.name))),
    policies: of('policy'),
    definitions: of('definition'),
    sources: of<Source>('source').map((source) => ({ ...source, options: withoutToken(source.options) })),
    lastResort: (paging as { lastResort?: string } | undefined)?.lastResort ?? null,
  }
}

/** Whose hash is enough. */
const withoutToken = ({ token: _sealed, ...options }: Source['options']): Source['options'] => options

export type SilenceRow = {
  id: string
  matcher: Silence['matcher']
  from_at: Date
  to_at: Date
  reason: string
  by: string
  ended_at: Date | null
}
/** A row of `silences`; one that was ended lasted until then. */
export const silenceOf = ({ id, matcher, from_at, to_at, reason, by, ended_at }: SilenceRow): Silence => ({
  id,
  matcher,
  fromAt: from_at,
  toAt: ended_at ?? to_at,
  reason,
  by,
})

/** A row of `checks` without its options. */
export const checkOf = (r: Record<string, unknown>): Check => ({
  id: String(r.id),
  no: Number(r.no),
  name: String(r.name),
  title: String(r.title),
  serviceId: String(r.service_id),
  type: String(r.type),
  target: String(r.target),
  intervalMs: Number(r.interval_ms),
  confirmIntervalMs: Number(r.confirm_interval_ms),
  timeoutMs: Number(r.timeout_ms),
  slowAfterMs: r.slow_after_ms === null ? null : Number(r.slow_after_ms),
  openAfter: Number(r.open_after),
  closeAfter: Number(r.close_after),
  critical: Boolean(r.critical),
  severity: r.severity as Check['severity'],
  consequence: r.consequence as string | null,
  tags: r.tags as string[],
  paused: Boolean(r.paused),
  source: r.source as Check['source'],
  version: Number(r.version),
})

type ResultRow = { check_no: number; at: Date; outcome: number; total_ms: number; code: number }

/** Results may be dated after now, when the clock was set back. */
const AHEAD_MS = HOUR
const inAMoment = (now: Date) => new Date(now.getTime() + AHEAD_MS)

/** The last results of every check, oldest first. Looks back two days at most: what is older says nothing of now. */
const lastResults = (sql: Sql, now: Date) =>
  sql<ResultRow[]>`
    select r.check_no, r.at, r.outcome, r.total_ms, r.code
    from checks c cross join lateral newest_results(c.no, ${new Date(now.getTime() - 2 * DAY)}, ${inAMoment(now)}, ${RECENT}) r
    where c.removed_at is null order by r.at`

/** Of a check that was silent for longer, its last decision says enough. */
const SILENT_MS = 7 * DAY
/** Each is looked for hour by hour: so many take a fraction of what a query may. */
const SILENT_AT_ONCE = 500

/** The last result of checks that nobody has run for days. */
async function lastOf(sql: Sql, nos: readonly number[], now: Date): Promise<readonly ResultRow[]> {
  const since = new Date(now.getTime() - SILENT_MS)
  const found: ResultRow[] = []
  for (let at = 0; at < nos.length; at += SILENT_AT_ONCE)
    found.push(
      ...(await sql<ResultRow[]>`
        select r.check_no, r.at, r.outcome, r.total_ms, r.code
        from unnest(${nos.slice(at, at + SILENT_AT_ONCE)}::int4[]) as c (no) cross join lateral newest_results(c.no, ${since}, ${inAMoment(now)}, 1) r`),
    )
  return found
}

/** Open, part of one that is, recently resolved, or resolved by a person while a check of it still fails. */
const inMemory = (sql: Sql, since: Date) =>
  sql`(state <> 'resolved' or resolved_at > ${since} or id in (select incident_id from alerts where ended_at is null)
    or merged_into in (select id from incidents where state <> 'resolved'))`

type StandingRow = { check_id: string; failing: boolean; slow: boolean; seen_working: boolean; decided_at: Date }

function layResults(world: World, standings: readonly StandingRow[], results: readonly ResultRow[], now: Date): void {
  const decided = new Map(standings.map((row) => [row.check_id, row]))
  for (const state of world.checks.values()) {
    const row = decided.get(state.check.id)
    if (row) state.standing = { failing: opened(row.failing, state), slow: opened(row.slow, state), seenWorking: row.seen_working }
  }
  for (const { check_no, at, outcome, total_ms, code } of results) {
    const state = world.checkByNo.get(check_no)
    if (!state) continue
    // What came before the last decision is contained in it.
    const decidedMs = decided.get(state.check.id)?.decided_at.getTime() ?? 0
    const word = OUTCOMES[outcome] ?? 'blind'
    const standing = at.getTime() > decidedMs ? quietStep(state.standing, word, at.getTime(), state.check) : state.standing
    apply(
      world,
      { kind: 'result', result: { checkNo: check_no, at, outcome: word, latencyMs: total_ms, says: saysOf(word, code), code }, standing },
      now,
    )
  }
  for (const state of world.checks.values()) {
    state.status = state.check.paused ? 'paused' : statusOf(state.standing)
    // Results may have been dropped by age; that a decision was made remains.
    state.lastAt ??= decided.get(state.check.id)?.decided_at ?? null
    // The stored history may say that it cannot be seen where the last result does not: after a pause, or a stretch in which nobody looked.
    const last = state.spans.at(-1)
    const wasUnknown = (last?.hides ?? last?.status) === 'unknown'
    state.blind = !state.check.paused && (state.lastOutcome === 'blind' || (wasUnknown && statusOf(state.standing) !== 'unknown'))
    if (state.blind) state.status = 'unknown'
    if (last?.status === 'maintenance' && !state.check.paused) state.status = 'maintenance'
  }
}

/** A row that was stored without its change would have changed the status; the stored decision holds, so the step may only count. */
function quietStep(standing: Standing, outcome: (typeof OUTCOMES)[number], atMs: number, thresholds: Check): Standing {
  const next = step(standing, outcome, atMs, thresholds)
  return next.failing.open === standing.failing.open && next.slow.open === standing.slow.open
    ? { ...next, seenWorking: standing.seenWorking }
    : standing
}

const saysOf = (outcome: (typeof OUTCOMES)[number], code: number) =>
  code >= 100 && code <= 599 ? String(code) : outcome === 'pass' || outcome === 'slow' ? 'passed' : 'failed'

const opened = (open: boolean, { spans }: CheckState): Latch => ({
  open,
  inARow: 0,
  fromMs: open ? (spans.at(-1)?.fromAt.getTime() ?? 0) : 0,
})

const spanOf = ({ status, hides, from_at }: SpanRow): Span => ({
  status: status as Status,
  fromAt: from_at,
  ...(hides !== null && { hides: hides as Status }),
})

type SpanRow = { subject_id: string; status: string; hides: string | null; from_at: Date; to_at: Date | null }

function laySpans(world: World, rows: readonly SpanRow[]): void {
  const bySubject = new Map<string, Span[]>()
  for (const row of [...rows].sort((a, b) => a.from_at.getTime() - b.from_at.getTime())) {
    const spans = bySubject.get(row.subject_id)
    const span = spanOf(row)
    if (spans) spans.push(span)
    else bySubject.set(row.subject_id, [span])
  }
  const stakes = new Map(Object.entries(STAKE_STATUS).map(([stake, status]) => [status as string, stake as Stake]))
  for (const [id, spans] of bySubject) {
    const last = spans.at(-1)
    if (!last) continue
    const check = world.checks.get(id)
    const service = world.services.get(id)
    const opportunity = world.opportunities.get(id)
    if (check) check.spans = spans
    if (service) Object.assign(service, { spans, status: last.status })
    if (opportunity) Object.assign(opportunity, { stake: stakes.get(last.status) ?? 'safe', sinceAt: last.fromAt })
  }
}

/**
 * Which checks were moved from one service to another is not stored, but what failed meanwhile is: an alert stays with the service of its time.
 * A check of another service since it had one has joined at its end, or, moved while no engine looked, now.
 */
function layMoves(world: World, now: Date): void {
  const ofChecks = [...world.alerts.values()].filter((alert) => alert.signal === null)
  const alertsOfCheck = Map.groupBy(ofChecks, ({ checkId }) => checkId)
  for (const [checkId, alerts] of alertsOfCheck) {
    const state = world.checks.get(checkId)
    const elsewhere = alerts.filter(({ serviceId }) => serviceId !== state?.check.serviceId)
    if (!state || elsewhere.length === 0) continue
    const joinedMs = Math.max(...elsewhere.map(({ endedAt }) => (endedAt ?? now).getTime()))
    state.joinedAt = new Date(joinedMs)
    for (const { serviceId, startedAt, endedAt } of alerts) {
      const leftMs = (endedAt ?? now).getTime()
      if (leftMs > joinedMs) continue
      const former: FormerCheck = {
        // What is thought of it may change before the engine sees that it was moved.
        get spans() {
          return state.spans
        },
        critical: state.check.critical,
        joinedMs: startedAt.getTime(),
        leftMs,
      }
      world.formerOf.set(serviceId, [...(world.formerOf.get(serviceId) ?? []), former])
    }
  }
}

type AlertRow = Record<string, unknown>
const alertOf = (r: AlertRow): Alert => {
  const common = {
    id: String(r.id),
    fingerprint: String(r.fingerprint),
    incidentId: String(r.incident_id),
    severity: r.severity as Alert['severity'],
    startedAt: r.started_at as Date,
    openedAt: r.opened_at as Date,
    endedAt: r.ended_at as Date | null,
    causeServiceId: r.cause_service_id as string | null,
    says: String(r.says),
    ...(r.origin_id !== null && { originId: String(r.origin_id) }),
  }
  const { signal, condition } = r
  return signal === null
    ? {
        ...common,
        checkId: String(r.check_id),
        serviceId: String(r.service_id),
        condition: condition as CheckAlert['condition'],
        blindFromAt: r.blind_from_at as Date | null,
        signal,
      }
    : {
        ...common,
        checkId: null,
        serviceId: r.service_id as string | null,
        condition: condition as SignalAlert['condition'],
        blindFromAt: null,
        signal: signal as SignalAlert['signal'],
      }
}

type LossRow = {
  stream_id: string
  incident_id: string
  from_at: Date
  to_at: Date | null
  fraction: number
  baseline_per_hour_minor: string
  factor: number
  certainty: LossSegment['certainty']
}
const segmentOf = (r: LossRow): LossSegment => ({
  incidentId: r.incident_id,
  streamId: r.stream_id,
  fromAt: r.from_at,
  toAt: r.to_at,
  fraction: r.fraction,
  baselinePerHourMinor: Number(r.baseline_per_hour_minor),
  factor: r.factor,
  certainty: r.certainty,
})
