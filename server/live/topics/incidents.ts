import type { Alert, CheckAlert } from '../../alerts/model'
import { OUTCOMES, type Outcome } from '../../checks/model'
import type { Incident } from '../../incidents/model'
import { DAY } from '../../kernel/duration'
import { leading } from '../../kernel/iterables'
import { RECENT, type Recent, type World } from '../../pipeline/model'
import type { AffectedCheck, IncidentRow, NamedIncident } from '../rows'
import { REPORTS_SHOWN, reportOf, reportsOf, worstFirst } from './reports'
import { type Cause, defineTopic } from './topic'

/** Resolved ones stay on the screen this long: "recently resolved". */
export const RESOLVED_SHOWN_MS = DAY
const CHECKS_SHOWN = 50

/** Every open incident and those resolved in the last day, without money. */
export const incidents = defineTopic<IncidentRow>({
  kind: 'incidents',
  keyed: false,
  right: 'read',
  all(world) {
    const newestMs = newestOf(world)
    return [...world.incidents.values()]
      .filter((incident) => isShown(incident, newestMs))
      .map((incident) => incidentRow(world, incident, alertsIn(world, incident.id)))
  },
  touched(world, cause) {
    switch (cause.kind) {
      case 'incident-opened':
      case 'incident-stored':
        return [cause.incident.id]
      case 'incident-changed':
        return [cause.incidentId]
      case 'alert':
        return [cause.alert.incidentId]
      case 'page':
        return [cause.page.incidentId]
      case 'check-status':
        return openIncidentsOf(world, [cause.checkId])
      case 'pulses':
        return openIncidentsOf(world, newsIn(world, cause))
      case 'catalogue':
        return 'all'
      default:
        return []
    }
  },
  item: (world, id) => rowOf(world, id),
})

/** The row of one incident; undefined when it is not in memory. */
export function rowOf(world: World, id: string): IncidentRow | undefined {
  const incident = world.incidents.get(id)
  return incident && incidentRow(world, incident, alertsIn(world, id))
}

/** The checks that the row of an incident names. */
export function affectedIdsOf(world: World, incidentId: string): readonly string[] {
  if (!world.incidents.has(incidentId)) return []
  return leading(latestOf(alertsIn(world, incidentId)), CHECKS_SHOWN, worstFirst).map(({ checkId }) => checkId)
}

/** The last alert of each check. */
function latestOf(alerts: readonly Alert[]): readonly CheckAlert[] {
  const latest = new Map<string, CheckAlert>()
  for (const alert of alerts) {
    if (alert.signal !== null) continue
    const known = latest.get(alert.checkId)
    if (!known || known.openedAt <= alert.openedAt) latest.set(alert.checkId, alert)
  }
  return [...latest.values()]
}

/** What says where an incident stands in a queue, without the work of a whole row. */
export type QueuePlace = Pick<
  IncidentRow,
  'id' | 'number' | 'state' | 'severity' | 'openedAtMs' | 'resolvedAtMs' | 'recovering' | 'mutedBy'
>

/** Every incident that is shown, by its place. */
export function placesOf(world: World): readonly QueuePlace[] {
  const newestMs = newestOf(world)
  return [...world.incidents.values()]
    .filter((incident) => isShown(incident, newestMs))
    .map((incident) => placeOf(world, incident, alertsIn(world, incident.id)))
}

function placeOf(world: World, incident: Incident, alerts: readonly Alert[]): QueuePlace {
  const { id, number, state, severity, openedAt, resolvedAt } = incident
  const isOpen = state !== 'resolved'
  return {
    id,
    number,
    state,
    severity,
    openedAtMs: openedAt.getTime(),
    resolvedAtMs: ms(resolvedAt),
    recovering:
      isOpen && alerts.some(({ signal }) => signal === null) && alerts.every((alert) => alert.endedAt !== null || passes(world, alert)),
    mutedBy: isOpen ? (world.pages.get(id)?.mutedBy ?? []) : [],
  }
}

/** What is reported passes when its source says so, and has ended then. */
function passes(world: World, { checkId }: Alert): boolean {
  if (checkId === null) return false
  const state = world.checks.get(checkId)
  return state === undefined || state.lastOutcome === 'pass' || state.lastOutcome === 'slow'
}

const alertsIn = (world: World, incidentId: string): readonly Alert[] => [...(world.alertsIn.get(incidentId)?.values() ?? [])]

/** The checks whose results change a row: one that only goes on failing, as thousands do in a storm, says nothing that is not there. */
function newsIn(world: World, { checkIds, pulses }: Extract<Cause, { kind: 'pulses' }>): readonly string[] {
  // Of a check that stands there twice the one before the last is not what was told last.
  if (!pulses || pulses.length > checkIds.length) return checkIds
  return checkIds.filter((id) => {
    const state = world.checks.get(id)
    return state && !(isBad(state.lastOutcome) && state.lastOutcome === outcomeBefore(state.recent))
  })
}
const isBad = (outcome: Outcome | null): boolean => outcome === 'fail' || outcome === 'slow'
const outcomeBefore = ({ outcome, next, size }: Recent): Outcome | undefined =>
  size < 2 ? undefined : OUTCOMES[outcome[(next + RECENT - 2) % RECENT] ?? -1]

const openIncidentsOf = (world: World, checkIds: readonly string[]): string[] =>
  checkIds.flatMap((id) => world.openAlertOf.get(id)?.incidentId ?? [])

/** The latest instant that incidents know of stands for now: projections take no clock, and a day is a generous bound. */
function newestOf(world: World): number {
  let newest = 0
  for (const { lastAt } of world.checks.values()) newest = Math.max(newest, lastAt?.getTime() ?? 0)
  for (const { resolvedAt, openedAt } of world.incidents.values()) newest = Math.max(newest, resolvedAt?.getTime() ?? 0, openedAt.getTime())
  return newest
}

const isShown = ({ state, resolvedAt }: Incident, newestMs: number): boolean =>
  state !== 'resolved' || (resolvedAt?.getTime() ?? 0) > newestMs - RESOLVED_SHOWN_MS

export function incidentRow(world: World, incident: Incident, alerts: readonly Alert[]): IncidentRow {
  const service = incident.serviceId ? world.services.get(incident.serviceId)?.service : undefined
  const all = latestOf(alerts)
  const reports = reportsOf(alerts)
  const openReports = reports.filter(({ endedAt }) => endedAt === null).length
  const { openChecks, proof } = proofOf(world, all)
  const [serviceIds, causeServiceIds] = [new Set<string>(), new Set<string>()]
  if (incident.serviceId) serviceIds.add(incident.serviceId)
  for (const { serviceId, causeServiceId } of alerts) {
    if (serviceId) serviceIds.add(serviceId)
    if (causeServiceId) causeServiceIds.add(causeServiceId)
  }
  const page = world.pages.get(incident.id)
  return {
    ...placeOf(world, incident, alerts),
    title: incident.title,
    serviceId: incident.serviceId,
    serviceTitle: service?.title ?? null,
    owner: service?.owner ?? null,
    startedAtMs: incident.startedAt.getTime(),
    acknowledgedAtMs: ms(incident.acknowledgedAt),
    acknowledgedBy: incident.acknowledgedBy,
    acknowledgedById: incident.acknowledgedById,
    mitigatedAtMs: ms(incident.mitigatedAt),
    mitigatedBy: incident.mitigatedBy,
    assignee: incident.assignee,
    assigneeId: incident.assigneeId,
    endedAtMs: ms(incident.endedAt),
    resolvedBy: incident.resolvedBy,
    proven: incident.proven,
    reason: incident.reason,
    cause: incident.cause,
    openedBy: incident.openedBy,
    mergedInto: namedIn(world, [incident.mergedInto ?? ''])[0] ?? null,
    parts: namedIn(world, world.partsOf.get(incident.id) ?? []),
    version: incident.version,
    escalatesAtMs: ms(page?.stepAt ?? null),
    proof,
    serviceIds: [...serviceIds],
    causeServiceIds: [...causeServiceIds],
    openChecks,
    allChecks: all.length,
    checks: leading(all, CHECKS_SHOWN, worstFirst).map((alert) => affected(world, alert)),
    openReports,
    allReports: reports.length,
    reports: reports.slice(0, REPORTS_SHOWN).map((alert) => reportOf(world, alert)),
  }
}

const namedIn = ({ incidents }: World, ids: Iterable<string>): readonly NamedIncident[] =>
  [...ids].flatMap((id) => {
    const found = incidents.get(id)
    return found ? [{ id, number: found.number, title: found.title }] : []
  })

/** How many checks are open, and how far all of them together are on their way to be proven well. */
function proofOf(world: World, alerts: readonly CheckAlert[]): Pick<IncidentRow, 'openChecks' | 'proof'> {
  let [openChecks, have, need] = [0, 0, 0]
  for (const { checkId, endedAt } of alerts) {
    if (endedAt !== null) continue
    openChecks += 1
    const state = world.checks.get(checkId)
    if (!state) continue
    have += state.standing.failing.open ? state.standing.failing.inARow : state.standing.slow.inARow
    need += state.check.closeAfter
  }
  return { openChecks, proof: { have, need } }
}

function affected(world: World, alert: CheckAlert): AffectedCheck {
  const state = world.checks.get(alert.checkId)
  return {
    alertId: alert.id,
    checkId: alert.checkId,
    name: state?.check.name ?? 'removed',
    title: state?.check.title ?? 'A check that was removed',
    serviceId: alert.serviceId,
    severity: alert.severity,
    condition: alert.condition,
    startedAtMs: alert.startedAt.getTime(),
    endedAtMs: ms(alert.endedAt),
    status: state?.status ?? 'unknown',
    passing: state?.lastOutcome === 'pass' || state?.lastOutcome === 'slow',
    says: alert.endedAt === null && state && state.lastOutcome === 'fail' ? state.lastSays : alert.says,
  }
}

const ms = (at: Date | null): number | null => at?.getTime() ?? null
