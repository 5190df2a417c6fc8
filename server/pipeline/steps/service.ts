import type { Status } from '../../checks/model'
import { type Part, serviceSpans, serviceStatus } from '../../checks/rules/service-status'
import { replaceTail, sameSpans } from '../../checks/rules/spans'
import { statusOf } from '../../checks/rules/status-machine'
import type { Telling } from '../advance'
import type { CheckState, ServiceState, World } from '../model'

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
          ...signalParts(world, serviceId),
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

/** What others than checks say of it: while it lasts, and nothing of the time before and after. */
const signalParts = ({ alertsOf }: World, serviceId: string): readonly Part[] =>
  [...(alertsOf.get(serviceId)?.values() ?? [])].flatMap(({ signal, condition, startedAt, endedAt }) =>
    signal === null || condition === 'reported'
      ? []
      : [{ spans: [{ status: condition, fromAt: startedAt }], critical: true, joinedMs: startedAt.getTime(), leftMs: endedAt?.getTime() }],
  )

/** What a service is as it is seen, with nothing hidden by maintenance. */
export function seenStatus({ checksOf }: World, { service, status }: ServiceState): Status {
  const checks = checksOf.get(service.id) ?? []
  if (!checks.some((check) => check.status === 'maintenance')) return status
  return serviceStatus(checks.map((state) => ({ status: seenOf(state), critical: state.check.critical })))
}

/** What a check is as it is seen. */
export const seenOf = ({ check, blind, standing }: CheckState): Status => (check.paused ? 'paused' : blind ? 'unknown' : statusOf(standing))

/** One such check decides for the service, whatever the others say: with thousands that fail together, nobody need ask them all each time. */
function isDownSince({ check, spans, joinedAt }: CheckState, fromAt: Date): boolean {
  const last = spans.at(-1)
  return check.critical && last?.status === 'down' && last.fromAt <= fromAt && (joinedAt === null || joinedAt <= fromAt)
}
