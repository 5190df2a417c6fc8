import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, lt, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { alerts, incidentEntries, incidents, lossSegments } from '@/db/schema/incidents'
import type { Alert } from '../alerts/model'
import { toldBy } from '../alerts/queries/list'
import type { LossSegment } from '../impact/model'
import { notFound } from '../kernel/errors'
import type { Entry, EntryKind, Incident, IncidentState, ListIncidents } from './model'

/** A timeline is read whole; a storm that wrote more than this shows its newest. */
const TIMELINE_MAX = 2_000

export async function getIncident(db: Db, id: string): Promise<Incident> {
  const [row] = await db.select().from(incidents).where(eq(incidents.id, id))
  if (!row) throw notFound('incident', id)
  return row
}

/** By the number that people call it by. */
async function getIncidentByNumber(db: Db, number: number): Promise<Incident> {
  const [row] = await db.select().from(incidents).where(eq(incidents.number, number))
  if (!row) throw notFound('incident', `INC-${number}`)
  return row
}

/** By its id or its number, `INC-12`. */
export const findByRef = (db: Db, ref: string): Promise<Incident> =>
  /^INC-/i.test(ref) ? getIncidentByNumber(db, Number(ref.slice('INC-'.length))) : getIncident(db, ref)

/** Newest first, `limit` of them below a number: numbers are given in the order of opening and never change, so pages neither skip nor repeat. */
export const listIncidents = (db: Db, { states, severities, service, channel, before, limit }: ListIncidents): Promise<Incident[]> =>
  db
    .select()
    .from(incidents)
    .where(
      and(
        states && inArray(incidents.state, states),
        severities && inArray(incidents.severity, severities),
        service ? withinService(service, before) : undefined,
        channel === undefined ? undefined : toldBy(channel, sql`${incidents.id}`),
        before === undefined ? undefined : lt(incidents.number, before),
      ),
    )
    .orderBy(...(service ? [desc(incidents.serviceId)] : []), desc(incidents.number))
    .limit(limit)

/** As a range of the index: of an equation Postgres thinks that it may as well look through all incidents, the newest first, until it has enough. */
function withinService(service: string, before = INT4_MAX): SQL {
  const id = sql`(select id from services where name = ${service} and removed_at is null)`
  return sql`(${incidents.serviceId}, ${incidents.number}) >= (${id}, 0) and (${incidents.serviceId}, ${incidents.number}) < (${id}, ${before})`
}
const INT4_MAX = 2_147_483_647

/** The incidents that a service had a part in, newest first: those that began there, and those that its checks joined. */
export const listIncidentsOfService = (db: Db, serviceId: string, limit: number): Promise<Incident[]> =>
  db
    .select()
    .from(incidents)
    .where(
      or(
        eq(incidents.serviceId, serviceId),
        exists(
          db
            .select({ id: alerts.id })
            .from(alerts)
            .where(and(eq(alerts.incidentId, incidents.id), eq(alerts.serviceId, serviceId))),
        ),
      ),
    )
    .orderBy(desc(incidents.startedAt))
    .limit(limit)

export async function listAlerts(db: Db, incidentId: string): Promise<Alert[]> {
  const rows = await db.select().from(alerts).where(eq(alerts.incidentId, incidentId)).orderBy(asc(alerts.startedAt)).limit(1_000)
  return rows.flatMap(({ checkId, serviceId, condition, blindFromAt, signal, originId, source: _source, ...stored }): Alert[] => {
    const row = { ...stored, ...(originId !== null && { originId }) }
    if (signal !== null) return [{ ...row, checkId: null, serviceId, condition, blindFromAt: null, signal }]
    return checkId === null || serviceId === null || condition === 'reported'
      ? []
      : [{ ...row, checkId, serviceId, condition, blindFromAt, signal }]
  })
}

/** Newest first, with those of what was merged into it. */
export const listEntries = (db: Db, incidentId: string): Promise<Entry[]> =>
  db
    .select()
    .from(incidentEntries)
    .where(
      sql`${incidentEntries.incidentId} in (
        with recursive part (id) as (
          select ${incidentId}::uuid union select i.id from incidents i join part on i.merged_into = part.id)
        select id from part)`,
    )
    .orderBy(desc(incidentEntries.at), desc(incidentEntries.id))
    .limit(TIMELINE_MAX)

export const listLedger = (db: Db, incidentId: string): Promise<LossSegment[]> =>
  db
    .select()
    .from(lossSegments)
    .where(eq(lossSegments.incidentId, incidentId))
    .orderBy(asc(lossSegments.fromAt), asc(lossSegments.streamId))

/** Who wrote the newest entry of a kind: for the sentence that names the winner. */
export async function lastActor(db: Db, incidentId: string, kind: EntryKind): Promise<string | null> {
  const [row] = await db
    .select({ actor: incidentEntries.actor })
    .from(incidentEntries)
    .where(and(eq(incidentEntries.incidentId, incidentId), eq(incidentEntries.kind, kind), isNotNull(incidentEntries.actor)))
    .orderBy(desc(incidentEntries.at), desc(incidentEntries.id))
    .limit(1)
  return row?.actor ?? null
}

/** When the last of an incident's alerts ended; null when it had none. */
export async function lastAlertEnd(db: Db, incidentId: string): Promise<Date | null> {
  const [row] = await db
    .select({ endedAt: alerts.endedAt })
    .from(alerts)
    .where(and(eq(alerts.incidentId, incidentId), isNotNull(alerts.endedAt)))
    .orderBy(desc(alerts.endedAt))
    .limit(1)
  return row?.endedAt ?? null
}

/** Some incidents, held until the transaction ends, always in the same order: of two people who merge the same, one waits for the other. */
export async function lockIncidents(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Incident>> {
  const rows = await db
    .select()
    .from(incidents)
    .where(inArray(incidents.id, [...ids]))
    .orderBy(asc(incidents.id))
    .for('update')
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined) throw notFound('incident', missing)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What a move read, and what must still hold when it writes. */
export type Still = Pick<Incident, 'id'> &
  Partial<Pick<Incident, 'state' | 'severity' | 'assignee' | 'assigneeId' | 'cause' | 'escalations'>>

/** What a person changes. The pipeline changes other fields at the same time, so only what changed is written. */
export type IncidentChange = Partial<Omit<Incident, 'id' | 'number' | 'version'>>

/** Writes only if what the decision rested on is still so; `undefined` means that somebody was faster. */
export async function saveIfStill(db: Db, { id, ...was }: Still, change: IncidentChange): Promise<Incident | undefined> {
  const [row] = await db
    .update(incidents)
    .set({ ...change, version: sql`${incidents.version} + 1` })
    .where(
      and(
        eq(incidents.id, id),
        was.state && eq(incidents.state, was.state),
        was.severity && eq(incidents.severity, was.severity),
        was.assignee === undefined ? undefined : sql`${incidents.assignee} is not distinct from ${was.assignee}`,
        was.assigneeId === undefined ? undefined : sql`${incidents.assigneeId} is not distinct from ${was.assigneeId}`,
        was.escalations && sql`jsonb_array_length(${incidents.escalations}) = ${was.escalations.length}`,
        was.cause === undefined ? undefined : sql`${incidents.cause} is not distinct from ${was.cause}`,
      ),
    )
    .returning()
  return row
}

/** Gives an incident without an owner to somebody; one that has an owner keeps it. */
export async function assignIfNobody(
  db: Db,
  id: string,
  { id: assigneeId, name }: { readonly id: string; readonly name: string },
): Promise<Incident | undefined> {
  const [row] = await db
    .update(incidents)
    .set({ assignee: name, assigneeId })
    .where(and(eq(incidents.id, id), isNull(incidents.assignee)))
    .returning()
  return row
}

/** Resolves, and says whether recovery was proven, in one statement: an alert that opens meanwhile is either seen or reopens it. */
export async function resolveIfStill(
  db: Db,
  was: { readonly id: string; readonly state: IncidentState },
  change: Pick<Incident, 'resolvedAt' | 'resolvedBy' | 'resolvedById' | 'reason' | 'endedAt'>,
): Promise<Incident | undefined> {
  const noneOpen = notExists(
    db
      .select({ id: alerts.id })
      .from(alerts)
      .where(and(eq(alerts.incidentId, was.id), isNull(alerts.endedAt))),
  )
  const [row] = await db
    .update(incidents)
    .set({
      ...change,
      state: 'resolved',
      proven: sql`${noneOpen}`,
      endedAt: sql`case when ${noneOpen} then ${change.endedAt?.toISOString() ?? null}::timestamptz end`,
      version: sql`${incidents.version} + 1`,
    })
    .where(and(eq(incidents.id, was.id), eq(incidents.state, was.state)))
    .returning()
  return row
}

/** Opened by a person; the number is the next one. */
export async function insertIncident(db: Db, incident: Omit<Incident, 'number' | 'version'>): Promise<Incident> {
  const [row] = await db
    .insert(incidents)
    .values({ ...incident, number: sql<number>`nextval('incident_numbers')::integer`, version: 1 })
    .returning()
  if (!row) throw new Error(`Incident ${incident.id} was not stored.`)
  return row
}

export async function insertEntry(db: Db, entry: Entry): Promise<void> {
  await db.insert(incidentEntries).values(entry)
}

export type ServiceRef = { readonly id: string; readonly title: string }

export async function findServiceByName(db: Db, name: string): Promise<ServiceRef | undefined> {
  const [row] = await db.execute<ServiceRef>(sql`select id, title from services where name = ${name} and removed_at is null`)
  return row
}

/** The teams that are declared or own services: to whom an incident may be handed besides people. */
export async function listTeams(db: Db): Promise<string[]> {
  const rows = await db.execute<{ team: string }>(
    sql`select owner as team from services where owner is not null and removed_at is null
      union select name from routing_items where kind = 'team' and removed_at is null order by team limit 500`,
  )
  return rows.map(({ team }) => team)
}

/** Whether anything is declared by which people are told. */
export async function isAnybodyTold(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ told: boolean }>(
    sql`select exists (select from routing_items where kind = 'channel' and removed_at is null) as told`,
  )
  return row?.told ?? false
}

/** What alerts are about, each title once: of checks theirs, of the rest what was reported. */
export async function titlesOf(db: Db, of: readonly Alert[]): Promise<string[]> {
  const checkIds = of.flatMap(({ checkId }) => checkId ?? [])
  const rows =
    checkIds.length === 0
      ? []
      : await db.execute<{ id: string; title: string }>(sql`select id, title from checks where id = any(${sql.param(checkIds)}::uuid[])`)
  const titleOf = new Map(rows.map(({ id, title }) => [id, title]))
  return [...new Set(of.flatMap(({ checkId, signal }) => (checkId === null ? (signal?.title ?? []) : (titleOf.get(checkId) ?? []))))]
}
