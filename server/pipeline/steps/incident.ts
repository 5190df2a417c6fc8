import type { Alert } from '../../alerts/model'
import type { Check, Result } from '../../checks/model'
import type { Entry, EntryKind, Incident } from '../../incidents/model'
import { gather } from '../../incidents/rules/gathering'
import { graver, titleOf } from '../../incidents/rules/words'
import { formatWhole } from '../../kernel/money'
import type { Ids } from '../../runtime/ids'
import type { Telling } from '../advance'
import type { Change, CheckState, IncidentPatch, World } from '../model'

/** A line of a timeline. */
export const note = (
  ids: Pick<Ids, 'next'>,
  incidentId: string,
  at: Date,
  kind: EntryKind,
  says: string,
  { detail = null, money = null, actor = null, checkId = null }: Partial<Pick<Entry, 'detail' | 'money' | 'actor' | 'checkId'>> = {},
): Change => ({ kind: 'entry', entry: { id: ids.next(), incidentId, at, kind, says, detail, money, actor, checkId } })

/** What the pipeline changes of an incident. */
export const patchOf = ({ id }: Incident, patch: IncidentPatch): Change => ({ kind: 'incident-changed', incidentId: id, patch })

/**
 * The same for what really changes, and nothing for what does not: a value that was only read would undo what a person has written meanwhile.
 * A title that a person gave stays.
 */
export function patched(incident: Incident, { title, ...patch }: IncidentPatch): readonly Change[] {
  const wanted: IncidentPatch = { ...patch, ...(title !== undefined && incident.openedBy === null && { title }) }
  const changed = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => {
      const held = incident[key as keyof Incident]
      return held instanceof Date && value instanceof Date ? held.getTime() !== value.getTime() : held !== value
    }),
  )
  return Object.keys(changed).length > 0 ? [patchOf(incident, changed)] : []
}

type NewAlert = Omit<Alert, 'incidentId' | 'causeServiceId'>

/** A new alert finds its incident, or opens one (INC-1), and the timeline says what was seen (INC-3). */
export function alertOpened(telling: Telling, alert: NewAlert, state: CheckState): void {
  const { world, now, ids, tell } = telling
  const { check } = state
  gathered(telling, alert, check, (incident, isNew) => {
    const says = `${check.title} ${alert.condition === 'down' ? 'failed' : 'answered slowly'}`
    tell(note(ids, incident.id, alert.startedAt, 'first-failure', says, { detail: state.streakSays || alert.says, checkId: check.id }))
    tell(
      note(ids, incident.id, now, isNew ? 'confirmed' : 'check-joined', confirmation(state, alert), {
        detail: alert.says,
        checkId: check.id,
        money: stakesInWords(world, state),
      }),
    )
  })
}

/** The same for a check that came failing from another service. */
export function alertMoved(telling: Telling, alert: NewAlert, check: Check, says: string): void {
  const { world, now, ids, tell } = telling
  gathered(telling, alert, check, (incident) =>
    tell(
      note(ids, incident.id, now, 'configuration-changed', says, {
        detail: alert.says,
        checkId: check.id,
        money: stakesInWords(world, { check }),
      }),
    ),
  )
}

function gathered(telling: Telling, alert: NewAlert, check: Check, tellSeen: (incident: Incident, isNew: boolean) => void): void {
  const { world, now, ids, tell } = telling
  const service = world.services.get(alert.serviceId)
  const gathering = gather(alert, {
    openOf: (serviceId) => openIncidentsOf(world, serviceId),
    incidentOf: (id) => world.incidents.get(id),
    alertsOf: (serviceId) => (world.alertsOf.get(serviceId) ?? none).values(),
    needsOf: (serviceId) => world.needs.get(serviceId) ?? nothing,
    dependantsOf: (serviceId) => world.dependants.get(serviceId) ?? nothing,
  })
  const title = service ? titleOf(service.service, service.status, check, alert.condition) : `${check.title} is failing`
  const incident = gathering.kind === 'new' ? newIncident(ids.next(), title, alert, now) : gathering.incident
  if (gathering.kind === 'new') tell({ kind: 'incident-opened', incident })
  tell({
    kind: 'alert',
    alert: { ...alert, incidentId: incident.id, causeServiceId: gathering.kind === 'explained' ? gathering.causeServiceId : null },
  })
  tellSeen(incident, gathering.kind === 'new')

  if (gathering.kind === 'explained') {
    const cause = world.services.get(gathering.causeServiceId)?.service.title ?? 'a service it needs'
    tell(note(ids, incident.id, now, 'held-back', `Held back: ${check.title} needs ${cause}, which is failing`, { checkId: check.id }))
  }
  if (gathering.kind === 'explains') {
    for (const change of patched(incident, {
      title,
      serviceId: alert.serviceId,
      severity: graver(incident.severity, alert.severity),
      startedAt: earlier(incident.startedAt, alert.startedAt),
    }))
      tell(change)
    tell(
      note(
        ids,
        incident.id,
        now,
        'cause-found',
        `${service?.service.title ?? check.title} is failing too, which explains why ${incident.title}`,
        { checkId: check.id },
      ),
    )
  }
  if (gathering.kind === 'joins') {
    const own = incident.serviceId === alert.serviceId
    const patch: IncidentPatch = {
      startedAt: earlier(incident.startedAt, alert.startedAt),
      severity: graver(incident.severity, alert.severity),
      ...(own && alert.condition === 'down' ? { title } : {}),
    }
    for (const change of patched(incident, patch)) tell(change)
  }
}

function* openIncidentsOf(world: World, serviceId: string): Generator<Incident> {
  for (const id of world.openOf.get(serviceId) ?? nothing) {
    const incident = world.incidents.get(id)
    if (incident) yield incident
  }
}
const none: ReadonlyMap<string, Alert> = new Map()
const nothing: ReadonlySet<string> = new Set()

/** When every affected check has closed by its own threshold, the incident has resolved itself (INC-4). */
export function alertEnded(telling: Telling, alert: Alert, endedAt: Date, says: string, detail: string): void {
  const { world, now, ids, tell } = telling
  const incident = world.incidents.get(alert.incidentId)
  if (!incident) return
  tell(note(ids, incident.id, now, 'check-recovered', says, { detail, checkId: alert.checkId }))
  const lastEnd = endOfAll(world, incident, endedAt)
  if (!lastEnd) return
  if (incident.state === 'resolved') {
    tell(patchOf(incident, { endedAt: lastEnd }))
    return
  }
  tell(patchOf(incident, { state: 'resolved', resolvedAt: now, endedAt: lastEnd, proven: true }))
  tell(note(ids, incident.id, now, 'recovery-proven', 'Recovery proven: every affected check passes again'))
}

/** Nobody will see whether the check recovers. When nothing else of the incident is open, it closes, and says that recovery was not proven (INC-4). */
export function alertLetGo(telling: Telling, alert: Alert, at: Date, says: string): void {
  const { world, now, ids, tell } = telling
  const incident = world.incidents.get(alert.incidentId)
  if (!incident) return
  tell(note(ids, incident.id, now, 'configuration-changed', says, { checkId: alert.checkId }))
  const lastEnd = endOfAll(world, incident, at)
  if (!lastEnd) return
  if (incident.state === 'resolved') {
    tell(patchOf(incident, { endedAt: lastEnd }))
    return
  }
  tell(patchOf(incident, { state: 'resolved', resolvedAt: now, endedAt: lastEnd, proven: false, reason: says }))
  tell(note(ids, incident.id, now, 'resolved', 'Closed before recovery was proven: what it was opened for is not watched here any more'))
}

/** When the last of an incident's alerts ended; undefined while one is open. */
function endOfAll(world: World, { id }: Incident, endedAt: Date): Date | undefined {
  if (world.openChecksOf.get(id)?.size) return undefined
  let last = endedAt
  for (const { endedAt: at } of (world.alertsIn.get(id) ?? none).values()) if (at && at > last) last = at
  return last
}

/** A person had closed it, and it failed again. */
export function reopened({ now, ids, tell }: Telling, incident: Incident, result: Result): void {
  tell(
    patchOf(incident, {
      state: 'triggered',
      resolvedAt: null,
      endedAt: null,
      proven: true,
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedById: null,
      mitigatedAt: null,
      mitigatedBy: null,
      resolvedBy: null,
      resolvedById: null,
      reason: null,
    }),
  )
  tell(
    note(ids, incident.id, now, 'reopened', 'Reopened: it was closed before recovery was proven, and failed again', {
      detail: result.says,
    }),
  )
}

const newIncident = (id: string, title: string, alert: NewAlert, now: Date): Incident => ({
  id,
  number: 0,
  title,
  severity: alert.severity,
  state: 'triggered',
  serviceId: alert.serviceId,
  startedAt: alert.startedAt,
  openedAt: now,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedById: null,
  mitigatedAt: null,
  mitigatedBy: null,
  assignee: null,
  assigneeId: null,
  resolvedAt: null,
  endedAt: null,
  resolvedBy: null,
  resolvedById: null,
  proven: true,
  reason: null,
  cause: null,
  openedBy: null,
  version: 0,
})

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

function confirmation({ check }: CheckState, { condition }: Pick<Alert, 'condition'>): string {
  const times = check.openAfter === 1 ? 'once' : `${check.openAfter} times in a row`
  return condition === 'down' ? `Confirmed: ${check.title} failed ${times}` : `Confirmed: ${check.title} was slow ${times}`
}

/** The deals that hang on the check or its service, in one sentence; null when there is none. */
function stakesInWords(world: World, { check }: Pick<CheckState, 'check'>): string | null {
  const hanging = [...world.opportunities.values()].filter(({ opportunity }) =>
    opportunity.journeys.some(({ id }) => id === check.id || id === check.serviceId),
  )
  if (hanging.length === 0) return check.consequence
  // One that another failure has put at risk before was told then.
  const newly = hanging.filter(({ stake }) => stake !== 'risk')
  if (newly.length === 0) return null
  return newly
    .map(({ opportunity: { title, valueMinor, currency } }) => `${formatWhole({ amountMinor: valueMinor, currency })} ${title} at risk`)
    .join(', ')
}
