import { type Part, serviceSpans } from '../../checks/rules/service-status'
import { replaceTail } from '../../checks/rules/spans'
import type { Telling } from '../advance'
import type { CheckState, World } from '../model'

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
  const same =
    spans.length === state.spans.length &&
    spans.every(({ status, fromAt: at }, i) => status === state.spans[i]?.status && at.getTime() === state.spans[i]?.fromAt.getTime())
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

/** One such check decides for the service, whatever the others say: with thousands that fail together, nobody need ask them all each time. */
function isDownSince({ check, spans, joinedAt }: CheckState, fromAt: Date): boolean {
  const last = spans.at(-1)
  return check.critical && last?.status === 'down' && last.fromAt <= fromAt && (joinedAt === null || joinedAt <= fromAt)
}
