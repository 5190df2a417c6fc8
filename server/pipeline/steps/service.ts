import type { Span, Status } from '../../checks/model'
import { overPlanned } from '../../checks/rules/maintenance-overlay'
import { holdsSince, type Part, serviceSpans, serviceStatus, spansAfterOne } from '../../checks/rules/service-status'
import { replaceTail, sameSpans } from '../../checks/rules/spans'
import { statusOf } from '../../checks/rules/status-machine'
import type { Telling } from '../advance'
import { placeOfSignal } from '../labels'
import type { CheckState, ServiceState, World } from '../model'
import { heldSince, plannedAt } from '../planned'

/** One check, and what it was thought to have been before. */
export type Turned = { readonly state: CheckState; readonly was: readonly Span[] }

/**
 * What a service was from an instant on, by its checks and what others say of it (CHK-12). Tells nothing when that is what it was thought to be.
 *
 * @param turned the only one of its checks that was not what it was thought to be; without it, all of them are asked
 * @returns whether it told something
 */
export function serviceStep({ world, now, tell }: Telling, serviceId: string, fromAt: Date, turned?: Turned): boolean {
  const state = world.services.get(serviceId)
  if (!state) return false
  const fromMs = fromAt.getTime()
  const checks = world.checksOf.get(serviceId) ?? []
  const tail =
    (turned && afterOne(state, checks, turned, fromMs)) ??
    serviceSpans([...checks.map(partOf), ...(world.formerOf.get(serviceId) ?? []), ...signalParts(world, serviceId, fromAt, now)], fromMs)
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

/**
 * What others than checks say of it from an instant on: while it lasts, nothing of the time before and after, and hidden by planned work as a
 * check is.
 */
function signalParts(world: World, serviceId: string, fromAt: Date, now: Date): readonly Part[] {
  const signals = signalsOf(world, serviceId).filter(({ endedAt }) => endedAt === null || endedAt > fromAt)
  const held = signals.length === 0 ? [] : heldSince(world, fromAt, now)
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

/** What a service is as it is seen, with nothing hidden by maintenance. `witness`: one of its checks, which may decide alone. */
export function seenStatus(world: World, { service, status }: ServiceState, witness: CheckState): Status {
  if (status !== 'maintenance' && world.planned.holding.length === 0) return status
  if (witness.check.serviceId === service.id && witness.check.critical && seenOf(witness) === 'down') return 'down'
  const checks = world.checksOf.get(service.id) ?? []
  const reported = signalsOf(world, service.id).filter(({ endedAt }) => endedAt === null)
  return serviceStatus([
    ...checks.map((state) => ({ status: seenOf(state), critical: state.check.critical })),
    ...reported.map(({ condition }) => ({ status: condition, critical: true })),
  ])
}

/** What a check is as it is seen. */
export const seenOf = ({ check, blind, standing }: CheckState): Status => (check.paused ? 'paused' : blind ? 'unknown' : statusOf(standing))

const partOf = ({ spans, check, joinedAt }: CheckState): Part => ({ spans, critical: check.critical, joinedMs: joinedAt?.getTime() })

/** With thousands that fail together and recover one by one, nobody need add them all up as long as one that still fails is found. */
const afterOne = ({ spans }: ServiceState, checks: readonly CheckState[], { state, was }: Turned, fromMs: number) =>
  spansAfterOne(spans, was, partOf(state), fromMs, (status) => {
    const from = foundAt.get(checks) ?? 0
    for (let i = 0; i < checks.length; i++) {
      const at = (from + i) % checks.length
      const other = checks[at]
      if (!other || other === state || !holdsSince(partOf(other), status, fromMs)) continue
      foundAt.set(checks, at)
      return true
    }
    return false
  })

/** Where the last one was found: it is the likeliest to be one still, and who stands before it was not. Only saves looking. */
const foundAt = new WeakMap<readonly CheckState[], number>()
