import { holdsNext, isAbout } from '../alerts/rules/maintenance'
import { DAY } from '../kernel/duration'
import { placeOf } from '../pipeline/labels'
import type { CheckState, World } from '../pipeline/model'

/** What is planned later than this is found under Paging. */
const AHEAD_MS = 30 * DAY
const SHOWN = 3

export type PlannedLine = {
  readonly id: string
  readonly title: string
  readonly fromMs: number
  readonly toMs: number
  readonly lossFree: boolean
  /** It is about some of the checks, not all of them. */
  readonly partly: boolean
}

/** The maintenance that holds, or comes next, for some checks; the soonest first. */
export function plannedFor(world: World, states: readonly CheckState[], now: Date): readonly PlannedLine[] {
  const places = states.map((state) => placeOf(world, state))
  return [...world.windows.values()]
    .flatMap((window): PlannedLine[] => {
      const about = places.filter((place) => isAbout(window, place)).length
      const next = about > 0 ? holdsNext(window, now) : undefined
      if (!next || next.fromAt.getTime() > now.getTime() + AHEAD_MS) return []
      const { id, title, lossFree } = window
      return [{ id, title, lossFree, fromMs: next.fromAt.getTime(), toMs: next.toAt.getTime(), partly: about < places.length }]
    })
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
    .slice(0, SHOWN)
}
