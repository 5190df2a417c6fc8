import type { MaintenanceWindow } from '../alerts/model'
import { heldWithin, holdsNext, isAbout, type Stretch } from '../alerts/rules/maintenance'
import type { Place } from '../alerts/rules/matching'
import type { Planned } from '../checks/rules/maintenance-overlay'
import type { Holding, PlannedNow, World } from './model'

export type Held = { readonly window: MaintenanceWindow; readonly planned: Planned }

/** All planned work that holds at some time from one instant to now. */
export const heldSince = ({ windows }: Pick<World, 'windows'>, sinceAt: Date, now: Date): readonly Held[] =>
  [...windows.values()].flatMap((window) =>
    heldWithin(window, sinceAt, now).map((stretch) => ({ window, planned: plannedOf(window, stretch, now) })),
  )

/** As much of it as is about what is there. */
export const plannedAt = (held: readonly Held[], place: Place): readonly Planned[] =>
  held.filter(({ window }) => isAbout(window, place)).map(({ planned }) => planned)

/** What holds at an instant, and when that changes next. */
export function plannedNow({ windows }: Pick<World, 'windows'>, now: Date): PlannedNow {
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

/** What holds now has no end yet: somebody may end it before its time, and a history says nothing of what is to come. */
const plannedOf = ({ lossFree }: MaintenanceWindow, { fromAt, toAt }: Stretch, now: Date): Planned => ({
  fromMs: fromAt.getTime(),
  toMs: toAt > now ? Number.POSITIVE_INFINITY : toAt.getTime(),
  lossFree,
})
