import type { Status } from '../../checks/model'
import { overPlanned } from '../../checks/rules/maintenance-overlay'
import { type Part, serviceSpans, serviceStatus } from '../../checks/rules/service-status'
import { replaceTail, sameSpans } from '../../checks/rules/spans'
import { statusOf } from '../../checks/rules/status-machine'
import type { Telling } from '../advance'
import { placeOfSignal } from '../labels'
import type { CheckState, ServiceState, World } from '../model'
import { heldSince, plannedAt } from '../planned'

/**
 * What a service was from an instant on, by its checks and what others say of it (CHK-12). Tells nothing when that is what it was thought to be.
 *
 * @returns whether it told something
 */
export function serviceStep({ world, now, tell }: Telling, serviceId: string, fromAt: Date): boolean {
  const state = world.services.get(serviceId)
  if (!state) return false
  const checks = world.checksOf.get(serviceId) ?? []
  const tail = checks.some((check) => isDownSince(check, fromAt))
    ? [{ status: 'down' as const, fromAt }]
    : serviceSpans(
        [
          ...checks.map(({ spans, check, joinedAt }) => ({ spans, critical: check.critical, joinedMs: joinedAt?.getTime() })),
          ...(world.formerOf.get(serviceId) ?? []),
          ...signalParts(world, serviceId, now),
        ],
        fromAt.getTime(),
      )
  const spans = replaceTail(state.spans, tail)
  const same = sameSpans(spans, state.spans)
  const status = spans.at(-1)?.status ?? 'unknown'
  // What only goes on as it was before is told from where that began: a tail is known by its first instant.
  const beganAt = spans.findLast(({ fromAt: at }) => at <= fromAt)?.fromAt ?? fromAt
  if (!same)
    tell({
      kind: 'service-status',
      serviceId,
      was: state.status,
      status,
      tail: spans.filter(({ fromAt: at }) => at >= beganAt),
      decidedAt: now,
    })
  return !same
}

/** What others than checks say of it: while it lasts, nothing of the time before and after, and hidden by planned work as a check is. */
function signalParts(world: World, serviceId: string, now: Date): readonly Part[] {
  const signals = signalsOf(world, serviceId)
  const earliest = new Date(Math.min(now.getTime(), ...signals.map(({ startedAt }) => startedAt.getTime())))
  const held = signals.length === 0 ? [] : heldSince(world, earliest, now)
  return signals.map((alert): Part => {
    const { condition, startedAt, endedAt } = alert
    const spans = overPlanned([{ status: condition, fromAt: startedAt }], plannedAt(held, placeOfSignal(world, alert)))
    return { spans, critical: true, joinedMs: startedAt.getTime(), leftMs: endedAt?.getTime() }
  })
}

/** What others say that makes a service fail, also what has ended. */
const signalsOf = ({ alertsOf }: World, serviceId: string) =>
  [...(alertsOf.get(serviceId)?.values() ?? [])].flatMap((alert) => {
    const { signal, condition } = alert
    return signal === null || condition === 'reported' ? [] : [{ ...alert, signal, condition }]
  })

/** What a service is as it is seen, with nothing hidden by maintenance. */
export function seenStatus(world: World, { service, status }: ServiceState): Status {
  if (status !== 'maintenance' && world.planned.holding.length === 0) return status
  const checks = world.checksOf.get(service.id) ?? []
  const reported = signalsOf(world, service.id).filter(({ endedAt }) => endedAt === null)
  return serviceStatus([
    ...checks.map((state) => ({ status: seenOf(state), critical: state.check.critical })),
    ...reported.map(({ condition }) => ({ status: condition, critical: true })),
  ])
}

/** What a check is as it is seen. */
export const seenOf = ({ check, blind, standing }: CheckState): Status => (check.paused ? 'paused' : blind ? 'unknown' : statusOf(standing))

/** One such check decides for the service, whatever the others say: with thousands that fail together, nobody need ask them all each time. */
function isDownSince({ check, spans, joinedAt }: CheckState, fromAt: Date): boolean {
  const last = spans.at(-1)
  return check.critical && last?.status === 'down' && last.fromAt <= fromAt && (joinedAt === null || joinedAt <= fromAt)
}
