import type { Alert } from '../../alerts/model'
import { felt } from '../../checks/rules/maintenance-overlay'
import type { LossSegment, Stream } from '../../impact/model'
import type { Linked } from '../../impact/rules/loss'
import { factorAt } from '../../impact/rules/profile'
import { sharedAnew } from '../../impact/rules/sharing'
import { type Cause, lossFrom, type Stretch } from '../../impact/rules/tail'
import { some } from '../../kernel/iterables'
import type { Telling } from '../advance'
import type { World } from '../model'

/** What the streams that need this service lose from an instant on (IMP-2, IMP-3). */
export function lossStep(telling: Telling, serviceId: string, fromAt: Date): void {
  for (const stream of telling.world.streams.values()) if ((stream.dependence[serviceId] ?? 0) > 0) tellLoss(telling, stream, fromAt)
}

/**
 * Whether what an alert's opening or end says of its service is said by another of the same incident as well: then, for a service that
 * stands as before, the loss stands too.
 */
export const isSaidByAnother = ({ openAlertsOf }: World, { id, serviceId, incidentId, startedAt, endedAt }: Alert): boolean =>
  some(
    openAlertsOf
      .get(serviceId ?? '')
      ?.get(incidentId)
      ?.values() ?? [],
    (other) => other.id !== id && other.condition !== 'reported' && other.startedAt <= (endedAt ?? startedAt),
  )

/** Splits the loss that runs on where the hour of a profile has ended. */
export function profileStep(telling: Telling): void {
  const { world, now } = telling
  for (const [streamId, segments] of world.ledger) {
    const stream = world.streams.get(streamId)
    const open = segments.filter(({ toAt }) => toAt === null)
    const [first] = open
    if (!stream || !first || first.factor === factorAt(stream.profile, now.getTime())) continue
    const fromAt = open.reduce((earliest, { fromAt }) => (fromAt.getTime() < earliest.getTime() ? fromAt : earliest), first.fromAt)
    tellLoss(telling, stream, fromAt)
  }
}

export function tellLoss({ world, now, tell }: Telling, stream: Stream, fromAt: Date): void {
  const segments = lossOf(world, stream, fromAt, now)
  const held = (world.ledger.get(stream.id) ?? []).filter(({ toAt }) => toAt === null || toAt > fromAt)
  if (segments.length > 0 || held.length > 0) tell({ kind: 'loss', streamId: stream.id, fromAt, segments })
}

/** The loss of one stream from `fromAt` on, by the statuses of services and the incidents they belong to. */
export function lossOf(world: World, stream: Stream, fromAt: Date, now: Date): readonly LossSegment[] {
  const causes = causesOf(world, stream, () => true)
  return causes.length === 0
    ? []
    : lossFrom(stream, causes, { degraded: world.rules.degradedSeverity }, linkedIn(world), fromAt.getTime(), now.getTime())
}

const linkedIn =
  ({ needs }: World): Linked =>
  (a, b) =>
    Boolean(needs.get(a)?.has(b) || needs.get(b)?.has(a))

const causesOf = (world: World, { dependence }: Stream, isOf: (incidentId: string) => boolean): readonly Cause[] =>
  Object.entries(dependence).flatMap(([serviceId, share]): Cause[] => {
    const stretches = stretchesOf(world, serviceId).filter(({ incidentId }) => isOf(incidentId))
    const state = world.services.get(serviceId)
    return state && stretches.length > 0 ? [{ serviceId, dependence: share, spans: felt(state.spans), stretches }] : []
  })

/** Divides what some incidents took in all anew among them, after alerts went from one to another. The first takes what none of them explains. */
export function shareLoss({ world, tell }: Telling, incidentIds: readonly [string, ...string[]]): void {
  const streamIds = new Set(incidentIds.flatMap((id) => [...(world.streamsOf.get(id) ?? [])]))
  for (const streamId of streamIds) {
    const stream = world.streams.get(streamId)
    const charged = (world.ledger.get(streamId) ?? []).filter(({ incidentId }) => incidentIds.includes(incidentId))
    if (charged.length === 0) continue
    const causes = stream ? causesOf(world, stream, (id) => incidentIds.includes(id)) : []
    const severities = { degraded: world.rules.degradedSeverity }
    tell({
      kind: 'loss-shared',
      streamId,
      incidentIds,
      segments: sharedAnew({ id: streamId }, charged, incidentIds, causes, severities, linkedIn(world)),
    })
  }
}

function stretchesOf(world: World, serviceId: string): readonly Stretch[] {
  return [...(world.alertsOf.get(serviceId)?.values() ?? [])]
    .filter(({ condition }) => condition !== 'reported')
    .map(({ incidentId, startedAt, endedAt }) => ({
      incidentId,
      fromMs: startedAt.getTime(),
      toMs: endedAt?.getTime() ?? Number.POSITIVE_INFINITY,
      order: world.incidents.get(incidentId)?.startedAt.getTime() ?? startedAt.getTime(),
    }))
}
