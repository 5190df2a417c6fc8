import { serviceSpans } from '../../checks/rules/service-status'
import { replaceTail } from '../../checks/rules/spans'
import type { Telling } from '../advance'

/** What a service was from an instant on, by its checks (CHK-12). Tells nothing when that is what it was thought to be. */
export function serviceStep({ world, now, tell }: Telling, serviceId: string, fromAt: Date): void {
  const state = world.services.get(serviceId)
  if (!state) return
  const parts = (world.checksOf.get(serviceId) ?? []).map(({ spans, check }) => ({ spans, critical: check.critical }))
  const tail = serviceSpans(parts, fromAt.getTime())
  const spans = replaceTail(state.spans, tail)
  const same =
    spans.length === state.spans.length &&
    spans.every(({ status, fromAt: at }, i) => status === state.spans[i]?.status && at.getTime() === state.spans[i]?.fromAt.getTime())
  const status = spans.at(-1)?.status ?? 'unknown'
  if (!same)
    tell({
      kind: 'service-status',
      serviceId,
      was: state.status,
      status,
      tail: spans.filter(({ fromAt: at }) => at >= fromAt),
      decidedAt: now,
    })
}
