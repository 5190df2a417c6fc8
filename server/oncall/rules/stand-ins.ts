import { DAY } from '../../kernel/duration'
import type { Schedule, ScheduleInput, StandIn, StandIns } from '../model'

/** What has ended so long ago is kept only by the audit log. */
const KEPT_MS = 30 * DAY

/** Those of one schedule, whatever it is called. */
export const standInsOf = (all: StandIns, schedule: string): readonly StandIn[] =>
  Object.hasOwn(all, schedule) ? (all[schedule] ?? []) : []

/** A schedule as it holds: whoever stands in by hand goes before what is declared, the one made last before the others. */
export const withStandIns = (schedule: ScheduleInput, standIns: readonly StandIn[]): Schedule => ({
  ...schedule,
  overrides: [...schedule.overrides, ...standIns],
  standIns,
})

/** Those that somebody may still want to look at. */
export const keptAt = (standIns: readonly StandIn[], now: Date): readonly StandIn[] =>
  standIns.filter(({ to }) => Date.parse(to) > now.getTime() - KEPT_MS)

/**
 * Without one of them from now on: what has not begun is gone, what is under way ends now, so that it can still be seen who was on call before.
 * What has ended stays as it was.
 */
export const endedAt = (standIns: readonly StandIn[], id: string, now: Date): readonly StandIn[] =>
  standIns.flatMap((one) => {
    if (one.id !== id || Date.parse(one.to) <= now.getTime()) return one
    return Date.parse(one.from) >= now.getTime() ? [] : { ...one, to: now.toISOString() }
  })
