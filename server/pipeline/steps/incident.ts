import type { Alert, CheckAlert, SignalAlert } from '../../alerts/model'
import type { Entry, EntryKind, Incident } from '../../incidents/model'
import { type Gathering, gather } from '../../incidents/rules/gathering'
import { graver, titleOf } from '../../incidents/rules/words'
import { some } from '../../kernel/iterables'
import { formatWhole } from '../../kernel/money'
import type { Ids } from '../../runtime/ids'
import type { Telling } from '../advance'
import type { Change, CheckState, IncidentPatch, World } from '../model'
import { seenStatus } from './service'

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

type Unplaced<One extends Alert> = Omit<One, 'incidentId' | 'causeServiceId'>
export type NewCheckAlert = Unplaced<CheckAlert>
export type NewSignalAlert = Unplaced<SignalAlert>

/** How an alert is spoken of: what fails, and as what its incident is known. */
type Spoken = { readonly name: string; readonly title: string; readonly checkId: string | null }

/** A new alert finds its incident, or opens one (INC-1), and the timeline says what was seen (INC-3). */
export function alertOpened(telling: Telling, alert: NewCheckAlert, state: CheckState): void {
  const { world, now, ids, tell } = telling
  const { check } = state
  gathered(telling, alert, spokenOf(world, alert, state), (incident, isNew) => {
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
export function alertMoved(telling: Telling, alert: NewCheckAlert, state: CheckState, says: string): void {
  const { world, now, ids, tell } = telling
  const { check } = state
  gathered(telling, alert, spokenOf(world, alert, state), (incident) =>
    tell(
      note(ids, incident.id, now, 'configuration-changed', says, {
        detail: alert.says,
        checkId: check.id,
        money: stakesInWords(world, state),
      }),
    ),
  )
}

/** The same for what anybody but a check says. */
export function signalOpened(telling: Telling, alert: NewSignalAlert, title: string, says: string): void {
  const { world, now, ids, tell } = telling
  gathered(telling, alert, { name: alert.signal.title, title, checkId: null }, (incident) =>
    tell(
      note(ids, incident.id, now, 'reported', says, {
        detail: alert.says,
        money: alert.serviceId !== null && alert.condition === 'down' ? dealsInWords(world, [alert.serviceId]) : null,
      }),
    ),
  )
}

function spokenOf(world: World, { serviceId, condition }: NewCheckAlert, state: CheckState): Spoken {
  const { check } = state
  const service = world.services.get(serviceId)
  const title = service ? titleOf(service.service, seenStatus(world, service, state), check, condition) : `${check.title} is failing`
  return { name: check.title, title, checkId: check.id }
}

function placeOf(world: World, alert: NewCheckAlert | NewSignalAlert): Gathering {
  const { serviceId } = alert
  if (serviceId !== null)
    return gather(
      { ...alert, serviceId },
      {
        openOf: (id) => openIncidentsOf(world, id),
        alertedIn: (id) => alertedIn(world, id, () => true),
        downIn: (id) => alertedIn(world, id, ({ condition }) => condition === 'down'),
        needsOf: (id) => world.needs.get(id) ?? nothing,
        dependantsOf: (id) => world.dependants.get(id) ?? nothing,
      },
    )
  for (const { serviceId: other, incidentId, signal } of world.openSignalOf.values()) {
    if (other !== null || signal.source !== alert.signal?.source || signal.group !== alert.signal.group) continue
    const incident = world.incidents.get(incidentId)
    if (incident && incident.state !== 'resolved') return { kind: 'joins', incident }
  }
  return { kind: 'new' }
}

function gathered(
  telling: Telling,
  alert: NewCheckAlert | NewSignalAlert,
  { name, title, checkId }: Spoken,
  tellSeen: (incident: Incident, isNew: boolean) => void,
): void {
  const { world, now, ids, tell } = telling
  const gathering = placeOf(world, alert)
  const incident = gathering.kind === 'new' ? newIncident(ids.next(), title, alert, now) : gathering.incident
  if (gathering.kind === 'new') tell({ kind: 'incident-opened', incident })
  tell({
    kind: 'alert',
    alert: { ...alert, incidentId: incident.id, causeServiceId: gathering.kind === 'explained' ? gathering.causeServiceId : null },
  })
  tellSeen(incident, gathering.kind === 'new')

  if (gathering.kind === 'explained') {
    const cause = world.services.get(gathering.causeServiceId)?.service.title ?? 'a service it needs'
    tell(note(ids, incident.id, now, 'held-back', `Held back: ${name} needs ${cause}, which is failing`, { checkId }))
  }
  if (gathering.kind === 'explains') {
    for (const change of patched(incident, {
      title,
      serviceId: alert.serviceId,
      severity: graver(incident.severity, alert.severity),
      startedAt: earlier(incident.startedAt, alert.startedAt),
    }))
      tell(change)
    const what = world.services.get(alert.serviceId ?? '')?.service.title ?? name
    tell(note(ids, incident.id, now, 'cause-found', `${what} is failing too, which explains why ${incident.title}`, { checkId }))
  }
  if (gathering.kind === 'joins') {
    const own = incident.serviceId === alert.serviceId
    const patch: IncidentPatch = {
      startedAt: earlier(incident.startedAt, alert.startedAt),
      severity: graver(incident.severity, alert.severity),
      // What a check has seen is a better title than what somebody else says of the same service.
      ...(own && alert.condition === 'down' && alert.checkId !== null ? { title } : {}),
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
/** The incidents in which one of the service's open alerts passes the test. */
function* alertedIn(world: World, serviceId: string, test: (alert: Alert) => boolean): Generator<Incident> {
  for (const [id, alerts] of world.openAlertsOf.get(serviceId) ?? []) {
    const incident = some(alerts.values(), test) ? world.incidents.get(id) : undefined
    if (incident) yield incident
  }
}
const none: ReadonlyMap<string, Alert> = new Map()
const nothing: ReadonlySet<string> = new Set()

/** When every affected check has closed by its own threshold, and all that was reported has ended, the incident has resolved itself (INC-4). */
export function alertEnded(telling: Telling, alert: Alert, endedAt: Date, says: string, detail: string): void {
  const { world, now, ids, tell } = telling
  const incident = world.incidents.get(alert.incidentId)
  if (!incident) return
  tell(note(ids, incident.id, now, alert.signal ? 'report-ended' : 'check-recovered', says, { detail, checkId: alert.checkId }))
  const lastEnd = endOfAll(world, incident, endedAt)
  if (!lastEnd) return
  if (incident.state === 'resolved') {
    tell(patchOf(incident, { endedAt: lastEnd }))
    return
  }
  tell(patchOf(incident, { state: 'resolved', resolvedAt: now, endedAt: lastEnd, proven: true }))
  tell(note(ids, incident.id, now, 'recovery-proven', provenInWords(world, incident)))
}

/** What lost alerts to another incident, or was made of some, may be over with those it has left. */
export function settled(telling: Telling, incident: Incident): void {
  const { world, now, ids, tell } = telling
  if (incident.state === 'resolved' || !world.alertsIn.get(incident.id)?.size) return
  const lastEnd = endOfAll(world, incident, incident.startedAt)
  if (!lastEnd) return
  tell(patchOf(incident, { state: 'resolved', resolvedAt: now, endedAt: lastEnd, proven: true }))
  tell(note(ids, incident.id, now, 'recovery-proven', provenInWords(world, incident)))
}

/** Only checks prove anything; of the rest, whoever said that it began says that it is over. */
function provenInWords({ alertsIn }: World, { id }: Incident): string {
  const alerts = [...(alertsIn.get(id) ?? none).values()]
  if (alerts.every(({ signal }) => signal === null)) return 'Recovery proven: every affected check passes again'
  if (alerts.every(({ signal }) => signal !== null)) return 'Over: whoever reported it says that it has ended'
  return 'Recovery proven: every affected check passes again, and what was reported has ended'
}

/** Nobody will see whether it recovers. When nothing else of the incident is open, it closes, and says that recovery was not proven (INC-4). */
export function alertLetGo(
  telling: Telling,
  alert: Alert,
  at: Date,
  says: string,
  kind: 'configuration-changed' | 'unheard' = 'configuration-changed',
): void {
  const { world, now, ids, tell } = telling
  const incident = world.incidents.get(alert.incidentId)
  if (!incident) return
  tell(note(ids, incident.id, now, kind, says, { checkId: alert.checkId }))
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
  if (world.openAlertsIn.get(id)?.size) return undefined
  let last = endedAt
  for (const { endedAt: at } of (world.alertsIn.get(id) ?? none).values()) if (at && at > last) last = at
  return last
}

/** A person had closed it, and it failed again. */
export function reopened({ now, ids, tell }: Telling, incident: Incident, detail: string): void {
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
  tell(note(ids, incident.id, now, 'reopened', 'Reopened: it was closed before recovery was proven, and failed again', { detail }))
}

const newIncident = (id: string, title: string, alert: NewCheckAlert | NewSignalAlert, now: Date): Incident => ({
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
  escalations: [],
  mergedInto: null,
  splitAlerts: [],
  version: 0,
})

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

function confirmation({ check }: CheckState, { condition }: Pick<Alert, 'condition'>): string {
  const times = check.openAfter === 1 ? 'once' : `${check.openAfter} times in a row`
  return condition === 'down' ? `Confirmed: ${check.title} failed ${times}` : `Confirmed: ${check.title} was slow ${times}`
}

/** The deals that hang on the check or its service, in one sentence; what its failure means where there is none. */
function stakesInWords(world: World, { check }: CheckState): string | null {
  const touched = [check.id, check.serviceId]
  return dealsOn(world, touched).length === 0 ? check.consequence : dealsInWords(world, touched)
}

const dealsOn = ({ opportunities }: World, touched: readonly string[]) =>
  [...opportunities.values()].filter(({ opportunity }) => opportunity.journeys.some(({ id }) => touched.includes(id)))

/** Those that nothing else has put at risk before, which was told then; null when there is none. */
function dealsInWords(world: World, touched: readonly string[]): string | null {
  const newly = dealsOn(world, touched).filter(({ stake }) => stake !== 'risk')
  if (newly.length === 0) return null
  return newly
    .map(({ opportunity: { title, valueMinor, currency } }) => `${formatWhole({ amountMinor: valueMinor, currency })} ${title} at risk`)
    .join(', ')
}
