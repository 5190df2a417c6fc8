import type { MaintenanceWindow } from '../../alerts/model'
import { heldWithin, holdsNext, isAbout, type Stretch } from '../../alerts/rules/maintenance'
import { type Planned, replanned } from '../../checks/rules/maintenance-overlay'
import type { Telling } from '../advance'
import { placeOf } from '../labels'
import type { CheckState, Holding, PlannedNow, World } from '../model'
import { lossStep } from './loss'
import { seenOf, serviceStep } from './service'
import { stakeStep } from './stake'

/**
 * Lays maintenance over what the checks were since it was last laid (CHK-5), and says when to look again: not before the next window begins or
 * ends. Compares what should be planned with what is, so it may be asked at any time, and makes up for what nobody has looked at.
 */
export function maintenanceStep(telling: Telling): void {
  const { world, now, tell } = telling
  const sinceAt = new Date(Math.min(world.planned.laidToMs, now.getTime()))
  const held = [...world.windows.values()].flatMap((window) =>
    heldWithin(window, sinceAt, now).map((stretch) => ({ window, planned: plannedOf(window, stretch, now) })),
  )
  const earliest = new Map<string, Date>()
  for (const state of world.checks.values()) {
    const place = placeOf(world, state)
    const planned = held.filter(({ window }) => isAbout(window, place)).map((one) => one.planned)
    if (planned.length === 0 && state.status !== 'maintenance') continue
    const fromAt = lay(telling, state, planned, sinceAt)
    const { serviceId } = state.check
    const before = earliest.get(serviceId)
    if (fromAt && (!before || fromAt < before)) earliest.set(serviceId, fromAt)
  }
  for (const [serviceId, fromAt] of earliest) {
    serviceStep(telling, serviceId, fromAt)
    lossStep(telling, serviceId, fromAt)
    for (const state of world.checksOf.get(serviceId) ?? []) stakeStep(telling, state, fromAt)
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

/** What holds now has no end yet: somebody may end it before its time, and a history says nothing of what is to come. */
const plannedOf = ({ lossFree }: MaintenanceWindow, { fromAt, toAt }: Stretch, now: Date): Planned => ({
  fromMs: fromAt.getTime(),
  toMs: toAt > now ? Number.POSITIVE_INFINITY : toAt.getTime(),
  lossFree,
})

function plannedNow({ windows }: World, now: Date): PlannedNow {
  const holding: Holding[] = []
  let nextMs = Number.POSITIVE_INFINITY
  for (const window of windows.values()) {
    const next = holdsNext(window, now)
    if (!next) continue
    const holds = next.fromAt <= now
    nextMs = Math.min(nextMs, (holds ? next.toAt : next.fromAt).getTime())
    const { id, title, matcher, lossFree } = window
    if (holds) holding.push({ id, title, matcher, lossFree, ...next })
  }
  return { laidToMs: now.getTime(), nextMs, holding }
}
