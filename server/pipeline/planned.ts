import type { MaintenanceWindow } from '../alerts/model'
import { heldWithin, holdsNext, isAbout, type Stretch } from '../alerts/rules/maintenance'
import type { Place } from '../alerts/rules/matching'
import type { Planned } from '../checks/rules/maintenance-overlay'
import type { Holding, PlannedNow, World } from './model'
import { changedMs } from './world'

export type Held = { readonly window: MaintenanceWindow; readonly planned: Planned }

/** All planned work that held at some time from one instant to now, each as it was declared then. */
export function heldSince(world: Pick<World, 'windows' | 'formerWindows'>, sinceAt: Date, now: Date): readonly Held[] {
  const current = [...world.windows.values()].map((window) => ({
    window,
    sinceMs: changedMs(world, window),
    untilMs: Number.POSITIVE_INFINITY,
  }))
  return [...world.formerWindows, ...current].flatMap(({ window, sinceMs, untilMs }) =>
    heldWithin(window, sinceAt, now)
      .map((stretch) => ({ window, planned: within(plannedOf(window, stretch, now), sinceMs, untilMs) }))
      .filter(({ planned: { fromMs, toMs } }) => fromMs < toMs),
  )
}

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

const within = ({ fromMs, toMs, lossFree }: Planned, sinceMs: number, untilMs: number): Planned => ({
  fromMs: Math.max(fromMs, sinceMs),
  toMs: Math.min(toMs, untilMs),
  lossFree,
})

/** What holds now has no end yet: somebody may end it before its time, and a history says nothing of what is to come. */
const plannedOf = ({ lossFree }: MaintenanceWindow, { fromAt, toAt }: Stretch, now: Date): Planned => ({
  fromMs: fromAt.getTime(),
  toMs: toAt > now ? Number.POSITIVE_INFINITY : toAt.getTime(),
  lossFree,
})
