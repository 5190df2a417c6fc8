import type { Facts, Notice, Policy } from '../../alerts/model'
import type { Also, Muting, PagingContext, Subject } from '../../alerts/rules/decision'
import { calm, changed, flapsUntil } from '../../alerts/rules/flapping'
import { definitionOf, type Labels, matches, silenced } from '../../alerts/rules/matching'
import { decide } from '../../alerts/rules/paging'
import { quietUntil } from '../../alerts/rules/quiet-hours'
import { targetName } from '../../alerts/rules/reach'
import type { Span } from '../../checks/model'
import type { Opportunity } from '../../impact/model'
import type { Incident } from '../../incidents/model'
import type { Telling } from '../advance'
import { isCrowd } from '../apply'
import { dealsAtRisk, factsOf, lossPerMinuteOf } from '../facts'
import { type About, causesOf, labelsOf, type Mute, mutesOf } from '../labels'
import type { Change, World } from '../model'
import { waysOf } from '../paging'
import { downOf } from '../ways'
import { silentChannelOf } from './watch'

/**
 * Says who is to be told now of the incidents that were touched, and of those for which something is due. Compares what should be known with
 * what was told, so it may be asked at any time (docs/decisions/0007-paging-is-level-triggered.md).
 */
export function noticeStep(telling: Telling, incidentIds: Iterable<string>): void {
  const { world, now, ids, tell } = telling
  // Nobody has said yet how anybody is told.
  if (world.routing.channels.length === 0) return
  for (const id of new Set(incidentIds)) {
    const incident = world.incidents.get(id)
    const before = world.pages.get(id)
    world.crowds.delete(id)
    if (!incident || (incident.state === 'resolved' && !before)) continue
    const lossPerMinute = lossPerMinuteOf(world, id)
    const labels = labelsOf(world, incident)
    const context = contextOf(world, { ...incident, labels, deals: dealsAtRisk(world, id) }, lossPerMinute * 60, now)
    const { page, notices } = decide(before, subjectOf(world, incident), context, world.rules.pager, now)
    if (page !== before) tell({ kind: 'page', page })
    if (notices.length === 0) continue
    const escalatedBy = incident.escalations.slice(before?.escalations ?? 0).at(-1)?.by ?? null
    const facts = { ...factsOf(world, incident, contextInWords(world, labels), now), escalatedBy, ...saidOfOwn(world, incident) }
    tell({
      kind: 'notices',
      notices: notices.map(
        ({ key, kind, recipient, at }): Notice => ({ id: ids.next(), key, kind, recipient, facts, at, dueAt: at, lossPerMinute }),
      ),
    })
  }
}

/** The incidents that changes are about. */
export function* incidentsIn(changes: readonly Change[]): Generator<string> {
  for (const change of changes) {
    if (change.kind === 'incident-opened' || change.kind === 'incident-stored') yield change.incident.id
    else if (change.kind === 'incident-changed') yield change.incidentId
    else if (change.kind === 'alert') yield change.alert.incidentId
  }
}

/** The same without crowds that an alert only joins or leaves: whom to tell of these is looked at with the next tick. */
export function* incidentsAtOnce(world: World, changes: readonly Change[]): Generator<string> {
  yield* incidentsIn(changes.filter((change) => change.kind !== 'alert' || !isCrowd(world, change.alert.incidentId)))
}

/** Those for which something falls due. */
export function* incidentsDue(world: World, now: Date): Generator<string> {
  yield* world.crowds
  for (const { incidentId, nextAt } of world.pages.values()) if (nextAt && nextAt <= now) yield incidentId
}

/** All that anybody is, or may have to be, told of: after a start, and when what is declared or silenced has changed. */
export function* incidentsOpen(world: World): Generator<string> {
  for (const { id, state } of world.incidents.values()) if (state !== 'resolved') yield id
  for (const { incidentId, closedAt } of world.pages.values()) if (closedAt === null) yield incidentId
}

const subjectOf = (world: World, { id, state, severity, openedAt, acknowledgedAt, escalations }: Incident): Subject => ({
  incidentId: id,
  state,
  severity,
  openedAt,
  acknowledgedAt,
  alerts: world.alertsIn.get(id)?.size ?? 0,
  escalations,
})

/** An incident with what matchers see of it, and the deals that are at risk by it. */
type Labelled = About & { readonly labels: readonly Labels[]; readonly deals: readonly Opportunity[] }

/** What the moment brings to the decision of who is told. */
export function contextOf(world: World, incident: Labelled, lossPerHour: number, now: Date): PagingContext {
  const ways = waysOf(world, incident, lossPerHour)
  return {
    ...ways,
    muting: [...mutingOf(world, incident, now), ...quietHoursOf(ways.route.policy, incident, now)],
    quietFrom: quietFrom(world, incident, now),
    also: [...alsoOf(world, incident), ...otherWays(world, incident, ways.reach, now)],
  }
}

/** What a message says of an incident about the way of messages itself. */
function saidOfOwn(world: World, incident: Incident): Partial<Facts> {
  const channel = silentChannelOf(incident)
  if (channel === undefined || incident.state === 'resolved') return {}
  return { says: downOf(world, channel)?.says ?? '', nextStep: `Look at Paging what ${channel} answers, and send a test by it` }
}

/** That messages do not arrive by one channel is told by every other that works, when the last resort itself would not hear of it (ALR-13). */
function otherWays(world: World, { id }: About, reach: PagingContext['reach'], now: Date): readonly Also[] {
  const incident = world.incidents.get(id)
  const silent = incident && silentChannelOf(incident)
  if (silent === undefined) return []
  const { routing } = world
  const lastResort = routing.policies.find(({ name }) => name === routing.lastResort)?.steps.flatMap(({ tell }) => tell) ?? []
  if (reach(lastResort, now).working) return []
  return routing.channels
    .filter(({ name, reaches }) => name !== silent && reaches !== 'people' && downOf(world, name) === undefined)
    .map(({ name }): Also => ({ target: { channel: name }, as: 'page', because: `messages do not arrive by ${silent}` }))
}

function mutingOf(world: World, incident: About, now: Date): readonly Muting[] {
  const mutes = silenced(mutesOf(world), causesOf(world, incident), now)
  const flapping = flappingUntil(world, incident.id, now)
  return [
    ...mutes.map((mute): Muting => ({ says: muteInWords(mute), until: mute.toAt })),
    ...(flapping ? [{ says: 'its checks flapping', until: flapping }] : []),
  ]
}

/** The next silence that will hold for some of it. When maintenance begins everything that is open is asked for anyway. */
function quietFrom(world: World, incident: About, now: Date): Date | null {
  let next: Date | null = null
  for (const { matcher, fromAt } of world.silences.values())
    if (fromAt > now && (!next || fromAt < next) && causesOf(world, incident).some((labels) => matches(matcher, labels))) next = fromAt
  return next
}

/** What is less grave than the policy says waits for the morning. */
function quietHoursOf(policy: Policy | null, { severity }: About, now: Date): readonly Muting[] {
  const until = policy?.quietHours ? quietUntil(policy.quietHours, severity, now) : null
  return until && policy ? [{ says: `the quiet hours of ${policy.name}`, until }] : []
}

const muteInWords = (mute: Mute): string => ('by' in mute ? `the silence of ${mute.by} (${mute.reason})` : `the maintenance ${mute.title}`)

/** Until when all that is open of an incident only flaps (CHK-5); null when something of it does not. */
function flappingUntil(world: World, incidentId: string, now: Date): Date | null {
  let untilMs: number | null = null
  for (const { checkId, endedAt } of world.alertsIn.get(incidentId)?.values() ?? []) {
    if (endedAt !== null) continue
    if (checkId === null) return null
    const spans = world.checks.get(checkId)?.spans ?? []
    const until = flapsUntil(historyOf(spans, now, world), now.getTime(), world.rules.pager.flapping.windowMs)
    if (until === null) return null
    untilMs = Math.max(untilMs ?? 0, until)
  }
  return untilMs === null ? null : new Date(untilMs)
}

/** The newest stretches say all that counts: a change is where it is seen to be something else than when it was last seen. */
function historyOf(spans: readonly Span[], now: Date, { rules }: World) {
  const { flapping } = rules.pager
  const sinceMs = now.getTime() - 2 * flapping.windowMs
  const seen = spans.filter(({ status }) => status !== 'unknown' && status !== 'maintenance')
  return seen
    .filter(({ status, fromAt }, index) => status !== seen[index - 1]?.status && fromAt.getTime() >= sinceMs)
    .reduce((history, { fromAt }) => changed(history, fromAt.getTime(), flapping), calm)
}

/** The channels of the definitions that hold, and the stakeholders of the deals that are at risk by it (ALR-2, ALR-15). */
function alsoOf({ routing }: World, { labels, deals }: Labelled): readonly Also[] {
  const defined = labels.flatMap((one) => {
    const definition = definitionOf(routing.definitions, one)
    return (definition?.channels ?? []).map(
      (channel): Also => ({ target: { channel }, as: 'page', because: `definition ${definition?.name}` }),
    )
  })
  const stakeholders = deals.flatMap((deal) =>
    toldOf(deal).map((person): Also => ({ target: { person }, as: 'briefing', because: `a stakeholder of ${deal.title}` })),
  )
  return onceEach([...defined, ...stakeholders])
}

/** The stakeholders of a deal who can be told: of the others only the name is known. */
export const toldOf = ({ stakeholders }: Opportunity): readonly string[] => stakeholders.filter((person) => person.includes('@'))

/** Thousands of alerts of one incident name a handful of targets. */
const onceEach = (also: readonly Also[]): readonly Also[] =>
  [...new Map(also.toReversed().map((one) => [`${one.as}/${targetName(one.target)}`, one])).values()].toReversed()

/** What the matrix says of it in the words of the business; of several the gravest line's. */
const contextInWords = (world: World, labels: readonly Labels[]): string | null =>
  labels.flatMap((one) => definitionOf(world.routing.definitions, one)?.says ?? [])[0] ?? null
