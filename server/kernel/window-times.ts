import { DAY } from './duration'
import { localDateMs, timeOfDayMs, WEEKDAYS, weekdayOf } from './local-time'
import { type Every, instantOf, type Once, type Window } from './window'
import { zoneOf } from './zoned'

/** Every window begins again within this: every 52 weeks is 364 days. */
const LOOK_AHEAD_DAYS = 400

type Stretch = { readonly fromMs: number; readonly toMs: number }

/** Whether a window (CHK-5) is open at an instant: from its begin, inclusive, to its end, exclusive. */
export function isInside({ once, every }: Window, at: Date): boolean {
  const atMs = at.getTime()
  if (once) {
    const { fromMs, toMs } = stretchOfOnce(once)
    return fromMs <= atMs && atMs < toMs
  }
  const held = every && stretchOf(every, atMs, 1)
  return held !== undefined && held.fromMs <= atMs
}

/**
 * The time for which a window is open, or will be next; `undefined` when it never will again.
 * It begins at its local time (in a skipped hour at the first instant after, in a repeated one at the first) and lasts as long as real time
 * does. Where it begins again before it has ended, the two are one.
 */
export function currentOrNext({ once, every }: Window, at: Date): { readonly fromAt: Date; readonly toAt: Date } | undefined {
  if (once) {
    const { fromMs, toMs } = stretchOfOnce(once)
    return toMs > at.getTime() ? { fromAt: new Date(fromMs), toAt: new Date(toMs) } : undefined
  }
  const held = every && stretchOf(every, at.getTime(), LOOK_AHEAD_DAYS)
  return held && { fromAt: new Date(held.fromMs), toAt: new Date(held.toMs) }
}

const stretchOfOnce = ({ from, to, timeZone }: Once): Stretch => ({ fromMs: instantOf(from, timeZone), toMs: instantOf(to, timeZone) })

/** The first stretch that ends after `atMs`, looking so many days ahead and as far back as one can have begun. */
function stretchOf(every: Every, atMs: number, aheadDays: number): Stretch | undefined {
  const zone = zoneOf(every.timeZone)
  const today = Math.floor(zone.wallAt(atMs) / DAY) * DAY
  const firstDay = every.from === undefined ? Number.NEGATIVE_INFINITY : localDateMs(every.from)
  const lastDay = every.until === undefined ? Number.POSITIVE_INFINITY : localDateMs(every.until) - DAY
  // Days that touch are one stretch, and all of them lie within one week: the longest pause of a week is longer than the window.
  const backDays = 8 + Math.ceil(every.for / DAY)
  let held: Stretch | undefined
  for (
    let day = Math.max(firstDay, today - backDays * DAY);
    day <= Math.min(lastDay, (aheadDays > 1 ? Math.max(today, firstDay) : today) + aheadDays * DAY);
    day += DAY
  ) {
    if (!takesPlaceOn(every, day)) continue
    const fromMs = zone.firstAt(day + timeOfDayMs(every.at))
    const toMs = fromMs + every.for
    if (held && fromMs <= held.toMs) held = { fromMs: held.fromMs, toMs }
    else if (held && held.toMs > atMs) return held
    else held = { fromMs, toMs }
  }
  return held && held.toMs > atMs ? held : undefined
}

/** Whether it begins on a day, by the calendar alone. `dayMs` is that day's midnight on the clock. */
function takesPlaceOn({ days, weeks, dayOfMonth, from }: Every, dayMs: number): boolean {
  if (dayOfMonth === 'last') return new Date(dayMs + DAY).getUTCDate() === 1
  if (dayOfMonth !== undefined) return new Date(dayMs).getUTCDate() === dayOfMonth
  const weekday = WEEKDAYS[weekdayOf(dayMs)]
  if (days && weekday && !days.includes(weekday)) return false
  return weeks === 1 || from === undefined || (mondayOf(dayMs) - mondayOf(localDateMs(from))) % (weeks * 7 * DAY) === 0
}
const mondayOf = (dayMs: number): number => dayMs - weekdayOf(dayMs) * DAY
