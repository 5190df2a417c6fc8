import { overPlanned, plannedIn } from '../../checks/rules/maintenance-overlay'
import { statusOf } from '../../checks/rules/status-machine'
import type { Telling } from '../advance'
import { lossStep } from './loss'
import { serviceStep } from './service'
import { undeclaredStep } from './signal'
import { stakesStep } from './stake'

/**
 * Time in which nobody looked is neither up nor down. A check that was not seen for more than two of its intervals is unknown from
 * the moment when its next result was due, until it is seen again.
 */
export function wokeStep(telling: Telling): void {
  const { world, now, tell } = telling
  const earliest = new Map<string, Date>()
  for (const state of world.checks.values()) {
    const { check, lastAt, standing } = state
    // By what it was: it may have been paused, or resumed, while nobody looked.
    if (state.spans.at(-1)?.status === 'paused' || state.blind || !lastAt || statusOf(standing) === 'unknown') continue
    if (now.getTime() - lastAt.getTime() <= 2 * check.intervalMs + check.timeoutMs) continue
    const fromAt = new Date(lastAt.getTime() + check.intervalMs)
    const was = state.status
    state.blind = true
    tell({
      kind: 'check-status',
      checkId: check.id,
      was,
      status: was === 'maintenance' ? was : 'unknown',
      tail: overPlanned([{ status: 'unknown', fromAt }], plannedIn(state.spans)),
      standing,
      decidedAt: now,
      says: 'not looked at meanwhile',
      blindFromAt: null,
    })
    // Moved while nobody looked, it was until then what the service was where its alert still stands.
    for (const serviceId of new Set([check.serviceId, world.openAlertOf.get(check.id)?.serviceId ?? check.serviceId])) {
      const before = earliest.get(serviceId)
      if (!before || fromAt < before) earliest.set(serviceId, fromAt)
    }
  }
  // Nobody could be heard meanwhile: whoever reports has as long again.
  for (const alert of [...world.openSignalOf.values()]) {
    const { expiresMs, heardMs } = alert.signal
    if (expiresMs !== null && expiresMs <= now.getTime())
      tell({ kind: 'alert', alert: { ...alert, signal: { ...alert.signal, expiresMs: now.getTime() + (expiresMs - heardMs) } } })
  }
  // Removed while no engine looked.
  undeclaredStep(telling)
  for (const [serviceId, fromAt] of earliest) {
    serviceStep(telling, serviceId, fromAt)
    lossStep(telling, serviceId, fromAt)
    stakesStep(telling, serviceId, fromAt)
  }
}
