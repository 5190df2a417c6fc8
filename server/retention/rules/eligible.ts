import { DAY } from '../../kernel/duration'

/** A day of results, counted in whole days since 1970-01-01 UTC. */
export type DayNo = number

/** Today, and yesterday: results of it may still wait in a spool. */
const KEPT_DAYS = 2

export const dayOf = (at: Date): DayNo => Math.floor(at.getTime() / DAY)

/** Days that may be dropped at all, oldest first: never today, yesterday, or a day to come. */
export const droppable = (days: readonly DayNo[], now: Date): readonly DayNo[] =>
  days.filter((day) => day <= dayOf(now) - KEPT_DAYS).sort((a, b) => a - b)

/**
 * The days whose time is over, oldest first.
 *
 * @param keepMs how long a result is kept, in milliseconds; a day goes when its last moment is older
 */
export const overdue = (days: readonly DayNo[], now: Date, keepMs: number): readonly DayNo[] =>
  droppable(days, now).filter((day) => (day + 1) * DAY <= now.getTime() - keepMs)

/**
 * The day to drop before its time because the disk is short; undefined when there is enough, or nothing left that may go.
 *
 * @param freeBytes null when nobody can say, as for a database on another machine
 */
export function nextForDisk(days: readonly DayNo[], now: Date, { freeBytes, minFreeBytes }: DiskLook): DayNo | undefined {
  return freeBytes !== null && freeBytes < minFreeBytes ? droppable(days, now)[0] : undefined
}
export type DiskLook = { readonly freeBytes: number | null; readonly minFreeBytes: number }
