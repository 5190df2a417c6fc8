import { type Planned, replanned } from '../../checks/rules/maintenance-overlay'
import type { Telling } from '../advance'
import { placeOf } from '../labels'
import type { CheckState } from '../model'
import { heldSince, plannedAt, plannedNow } from '../planned'
import { lossStep } from './loss'
import { seenOf, serviceStep } from './service'
import { stakesStep } from './stake'

/**
 * Lays maintenance over what the checks were since it was last laid (CHK-5), and says when to look again: not before the next window begins or
 * ends. Compares what should be planned with what is, so it may be asked at any time, and makes up for what nobody has looked at.
 */
export function maintenanceStep(telling: Telling): void {
  const { world, now, tell } = telling
  const sinceAt = new Date(Math.min(world.planned.laidToMs, now.getTime()))
  const held = heldSince(world, sinceAt, now)
  const earliest = new Map<string, Date>()
  for (const state of world.checks.values()) {
    const planned = plannedAt(held, placeOf(world, state))
    if (planned.length === 0 && state.status !== 'maintenance') continue
    const fromAt = lay(telling, state, planned, sinceAt)
    const { serviceId } = state.check
    const before = earliest.get(serviceId)
    if (fromAt && (!before || fromAt < before)) earliest.set(serviceId, fromAt)
  }
  // What others report has no history of its own: it is laid over anew.
  for (const { serviceId, condition } of world.openSignalOf.values())
    if (serviceId !== null && condition !== 'reported') earliest.set(serviceId, sinceAt)
  for (const [serviceId, fromAt] of earliest) {
    if (serviceStep(telling, serviceId, fromAt)) lossStep(telling, serviceId, fromAt)
    stakesStep(telling, serviceId, fromAt)
  }
  tell({ kind: 'planned', planned: plannedNow(world, now) })
}

/** @returns from when on the check's history is another; undefined when it is as it was */
function lay({ now, tell }: Telling, state: CheckState, planned: readonly Planned[], sinceAt: Date): Date | undefined {
  const seen = seenOf(state)
  const found = replanned(state.spans, planned, sinceAt.getTime(), seen)
  if (!found) return undefined
  const status = found.tail.at(-1)?.status ?? seen
  tell({
    kind: 'check-status',
    checkId: state.check.id,
    was: state.status,
    status,
    tail: found.tail,
    standing: state.standing,
    decidedAt: now,
    says: status === 'maintenance' ? 'maintenance has begun' : 'maintenance has ended',
    blindFromAt: null,
  })
  return found.fromAt
}
