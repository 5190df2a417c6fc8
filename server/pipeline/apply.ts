import type { Alert } from '../alerts/model'
import { OUTCOMES, type Result } from '../checks/model'
import { replaceTail, since, statusAt } from '../checks/rules/spans'
import type { Standing } from '../checks/rules/status-machine'
import type { LossSegment } from '../impact/model'
import type { Incident } from '../incidents/model'
import { DAY, HOUR } from '../kernel/duration'
import { type Change, type CheckState, type Pulse, RECENT, type SignalEnd, type World } from './model'
import { add, layCatalogue } from './world'

/** How long what has ended stays in memory: longer than any streak that may still change what was thought of the past. */
export const MEMORY_MS = 26 * HOUR
/** What contracts measure stays for as long as this month and the one before it can last. */
export const MEASURED_MS = 63 * DAY
/** Repairs of one service that the outlook learns from. */
export const REPAIRS = 50
/** Ends of signals that are remembered: more than may be open. */
const ENDS_KEPT = 20_000

/** An incident with more alerts than this is a crowd: looking at all of them with each that joins or leaves would take a storm's time squared. */
const CROWD = 100

/** Writes one change into the world; nothing else does. O(change). `now` is when it was decided. */
export function apply(world: World, change: Change, now: Date): void {
  switch (change.kind) {
    case 'catalogue':
      return layCatalogue(world, change.catalogue, now)
    case 'result': {
      const state = world.checkByNo.get(change.result.checkNo)
      // The engine has observed it before it decided, and a web may have had it as a pulse: it is one result all the same.
      if (state && state.lastAt?.getTime() !== change.result.at.getTime()) observe(state, change.result, change.standing)
      return
    }
    case 'check-status': {
      const state = world.checks.get(change.checkId)
      if (!state) return
      state.standing = change.standing
      state.status = change.status
      state.spans = since(replaceTail(state.spans, change.tail), now.getTime() - MEMORY_MS)
      return
    }
    case 'service-status': {
      const state = world.services.get(change.serviceId)
      if (!state) return
      state.status = change.status
      state.spans = since(replaceTail(state.spans, change.tail), now.getTime() - MEMORY_MS)
      const measured = world.measured.get(change.serviceId)
      if (measured) world.measured.set(change.serviceId, since(replaceTail(measured, change.tail), now.getTime() - MEASURED_MS))
      return
    }
    case 'stake': {
      const state = world.opportunities.get(change.opportunityId)
      if (state) Object.assign(state, { stake: change.stake, sinceAt: change.sinceAt, because: change.because })
      return
    }
    case 'alert':
      return holdAlert(world, change.alert)
    case 'incident-opened':
    case 'incident-stored':
      return holdIncident(world, change.incident, now)
    case 'incident-changed': {
      const incident = world.incidents.get(change.incidentId)
      if (incident) holdIncident(world, { ...incident, ...change.patch }, now)
      return
    }
    case 'loss': {
      const held = world.ledger.get(change.streamId) ?? []
      return holdLoss(world, change.streamId, [...ended(held, change.fromAt), ...change.segments])
    }
    case 'loss-shared': {
      const others = (world.ledger.get(change.streamId) ?? []).filter(({ incidentId }) => !change.incidentIds.includes(incidentId))
      for (const id of change.incidentIds) world.streamsOf.get(id)?.delete(change.streamId)
      const segments = [...others, ...change.segments].sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime())
      return holdLoss(world, change.streamId, segments)
    }
    case 'sight':
      world.sight = change.sight
      return
    case 'page':
      world.pages.set(change.page.incidentId, change.page)
      return
    case 'planned':
      world.planned = change.planned
      return
    case 'silence':
      world.silences.set(change.silence.id, change.silence)
      return
    case 'entry':
    case 'notices':
    case 'outbox-moved':
    case 'sendings':
      return
    default:
      return change satisfies never
  }
}

/** Keeps what a result says of its check. On the hot path: no allocation but what the standing needs. */
export function observe(state: CheckState, result: Result, standing: Standing): void {
  remember(state, result.at.getTime(), result.outcome, result.latencyMs, result.code, result.says, standing)
}

/** The same from what travels to the webs. An older pulse than the newest known is already contained. */
export function applyPulse(world: World, pulse: Pulse): void {
  const state = world.checkByNo.get(pulse.no)
  if (!state || (state.lastAt?.getTime() ?? 0) >= pulse.atMs) return
  remember(state, pulse.atMs, pulse.outcome, pulse.latencyMs, pulse.code, pulse.says, pulse.standing)
}

function remember(
  state: CheckState,
  atMs: number,
  outcome: Result['outcome'],
  latencyMs: number,
  code: number,
  says: string,
  standing: Standing,
): void {
  const { recent } = state
  recent.atMs[recent.next] = atMs
  recent.latencyMs[recent.next] = latencyMs
  recent.outcome[recent.next] = OUTCOMES.indexOf(outcome)
  recent.next = (recent.next + 1) % RECENT
  recent.size = Math.min(recent.size + 1, RECENT)
  if (standing.failing.inARow === 1 || standing.slow.inARow === 1) state.streakSays = says
  state.standing = standing
  state.lastAt = new Date(atMs)
  if (outcome === 'pass' || outcome === 'slow') state.lastPassAt = state.lastAt
  state.lastOutcome = outcome
  state.lastLatencyMs = latencyMs
  state.lastCode = code
  state.lastSays = says
}

function holdAlert(world: World, alert: Alert): void {
  leaveIncident(world, world.alerts.get(alert.id), alert)
  world.alerts.set(alert.id, alert)
  if (alert.serviceId !== null) {
    put(world.alertsOf, alert.serviceId, alert)
    holdOpenOf(world, alert.serviceId, alert)
  }
  put(world.alertsIn, alert.incidentId, alert)
  if (isCrowd(world, alert.incidentId)) world.crowds.add(alert.incidentId)
  const open = world.openAlertsIn.get(alert.incidentId) ?? new Set<string>()
  world.openAlertsIn.set(alert.incidentId, open)
  if (alert.endedAt === null) open.add(alert.id)
  else open.delete(alert.id)
  if (alert.signal === null) holdOpen(world.openAlertOf, alert.checkId, alert)
  else {
    holdOpen(world.openSignalOf, alert.fingerprint, alert)
    const { beganMs, endedMs, heardMs } = alert.signal
    if (alert.endedAt) rememberEnd(world, alert.fingerprint, { endedMs: endedMs ?? beganMs, heardMs, said: endedMs !== null })
  }
}

/** An alert that goes to another incident is in none of what is held of the one before. */
function leaveIncident(world: World, before: Alert | undefined, { id, incidentId }: Alert): void {
  if (!before || before.incidentId === incidentId) return
  world.alertsIn.get(before.incidentId)?.delete(id)
  world.openAlertsIn.get(before.incidentId)?.delete(id)
  if (before.serviceId !== null && before.endedAt === null) holdOpenOf(world, before.serviceId, { ...before, endedAt: before.openedAt })
}

function holdOpenOf({ openAlertsOf }: World, serviceId: string, alert: Alert): void {
  const incidents = openAlertsOf.get(serviceId) ?? new Map<string, Map<string, Alert>>()
  if (alert.endedAt === null) {
    openAlertsOf.set(serviceId, incidents)
    put(incidents, alert.incidentId, alert)
    return
  }
  const open = incidents.get(alert.incidentId)
  open?.delete(alert.id)
  if (open?.size === 0) incidents.delete(alert.incidentId)
  if (incidents.size === 0) openAlertsOf.delete(serviceId)
}

function holdOpen<One extends Alert>(held: Map<string, One>, key: string, alert: One): void {
  if (alert.endedAt === null) held.set(key, alert)
  else if (held.get(key)?.id === alert.id) held.delete(key)
}

/** Keeps the last end of a signal; of those that nobody knows the beginning of, only so many. */
export function rememberEnd({ signalEnds }: World, fingerprint: string, end: SignalEnd): void {
  const known = signalEnds.get(fingerprint)
  if (known && known.endedMs > end.endedMs) return
  signalEnds.delete(fingerprint)
  signalEnds.set(fingerprint, end)
  const [oldest] = signalEnds.keys()
  if (signalEnds.size > ENDS_KEPT && oldest !== undefined) signalEnds.delete(oldest)
}

export const isCrowd = (world: World, incidentId: string): boolean => (world.alertsIn.get(incidentId)?.size ?? 0) > CROWD

/** The ledger of one stream, and where each incident stands in it. */
export function holdLoss(world: World, streamId: string, segments: readonly LossSegment[]): void {
  world.ledger.set(streamId, segments)
  for (const { incidentId } of segments) add(world.streamsOf, incidentId, streamId)
}

function put(held: Map<string, Map<string, Alert>>, key: string, alert: Alert): void {
  const known = held.get(key)
  if (known) known.set(alert.id, alert)
  else held.set(key, new Map([[alert.id, alert]]))
}

function holdIncident(world: World, incident: Incident, now: Date): void {
  const known = world.incidents.get(incident.id)
  if (known && known.version > incident.version) return
  world.incidents.set(incident.id, incident)
  if (known) close(world, known)
  if (known && known.mergedInto !== incident.mergedInto) leaveWhole(world, known)
  if (incident.mergedInto !== null) add(world.partsOf, incident.mergedInto, incident.id)
  if (incident.state !== 'resolved') {
    add(world.openOf, incident.serviceId ?? '', incident.id)
    world.calmSince = null
    return
  }
  if (known?.state !== 'resolved') learnRepair(world, incident)
  if (world.calmSince === null && world.openOf.size === 0) world.calmSince = incident.endedAt ?? incident.resolvedAt ?? now
}

function leaveWhole({ partsOf }: World, { id, mergedInto }: Incident): void {
  const parts = partsOf.get(mergedInto ?? '')
  parts?.delete(id)
  if (parts?.size === 0) partsOf.delete(mergedInto ?? '')
}

function close({ openOf }: World, { id, serviceId }: Incident): void {
  const open = openOf.get(serviceId ?? '')
  open?.delete(id)
  if (open?.size === 0) openOf.delete(serviceId ?? '')
}

function learnRepair(world: World, { id, proven, serviceId, startedAt, endedAt }: Incident): void {
  // A check that was moved while it recovered was over before it began here: that is no repair.
  if (!proven || !serviceId || !endedAt || endedAt <= startedAt) return
  if (beganAsPlanned(world, id)) return
  const known = world.repairs.get(serviceId) ?? []
  world.repairs.set(serviceId, [...known, endedAt.getTime() - startedAt.getTime()].slice(-REPAIRS))
}

/** Whether the first failure of it was planned work, which takes as long as was planned. What another service explains is not its own. */
function beganAsPlanned({ alertsIn, checks, services }: World, incidentId: string): boolean {
  let first: Alert | undefined
  for (const alert of alertsIn.get(incidentId)?.values() ?? [])
    if (alert.causeServiceId === null && (!first || alert.startedAt < first.startedAt)) first = alert
  const was = first && (first.signal === null ? checks.get(first.checkId) : services.get(first.serviceId ?? ''))
  return first !== undefined && statusAt(was?.spans ?? [], first.startedAt.getTime()) === 'maintenance'
}

/** What was thought before `at`, ended there at the latest. */
const ended = (segments: readonly LossSegment[], at: Date): LossSegment[] =>
  segments
    .filter(({ fromAt }) => fromAt < at)
    .map((segment) => (segment.toAt === null || segment.toAt > at ? { ...segment, toAt: at } : segment))

/** Lets go of what ended so long ago that nothing can refer to it any more. Called now and then, not per change. */
export function forget(world: World, now: Date): void {
  const before = now.getTime() - MEMORY_MS
  for (const alert of world.alerts.values())
    if (alert.endedAt && alert.endedAt.getTime() < before && (world.incidents.get(alert.incidentId)?.state ?? 'resolved') === 'resolved') {
      world.alerts.delete(alert.id)
      world.alertsOf.get(alert.serviceId ?? '')?.delete(alert.id)
      world.alertsIn.get(alert.incidentId)?.delete(alert.id)
    }
  // One that a person closed while its check still failed goes on: it reopens, or ends, with the check.
  for (const incident of world.incidents.values())
    if (
      incident.resolvedAt &&
      incident.state === 'resolved' &&
      incident.resolvedAt.getTime() < before &&
      !world.openAlertsIn.get(incident.id)?.size &&
      // Of what is part of another one it is known as long where it came from.
      !world.incidents.has(incident.mergedInto ?? '')
    ) {
      world.incidents.delete(incident.id)
      leaveWhole(world, incident)
      world.pages.delete(incident.id)
      world.alertsIn.delete(incident.id)
      world.openAlertsIn.delete(incident.id)
      world.streamsOf.delete(incident.id)
      world.crowds.delete(incident.id)
    }
  for (const [fingerprint, { heardMs }] of world.signalEnds) if (heardMs < before) world.signalEnds.delete(fingerprint)
  for (const { id, toAt } of world.silences.values()) if (toAt.getTime() < before) world.silences.delete(id)
  for (const [serviceId, former] of world.formerOf) {
    const left = former.filter(({ leftMs }) => leftMs >= before)
    if (left.length > 0) world.formerOf.set(serviceId, left)
    else world.formerOf.delete(serviceId)
  }
  world.formerWindows = world.formerWindows.filter(({ untilMs }) => untilMs >= before)
  for (const [streamId, segments] of world.ledger)
    world.ledger.set(
      streamId,
      segments.filter(({ incidentId }) => world.incidents.has(incidentId)),
    )
}
