import { DAY } from './duration'
import { timeOfDayMs, WEEKDAYS, weekdayOf } from './local-time'
import type { Hours } from './local-time-input'

const WEEK = 7 * DAY

/** Hours of the local week, joined and in order: milliseconds from Monday 00:00 of the clock. The last may run over into the next Monday. */
export type WeekHours = readonly { readonly fromMs: number; readonly toMs: number }[]

/** Several hours of the week as one. Empty when none are given. */
export function weekHours(hours: readonly Hours[]): WeekHours {
  const pieces = hours
    .flatMap(({ days, from, to }) =>
      days.flatMap((day) => {
        const fromMs = WEEKDAYS.indexOf(day) * DAY + timeOfDayMs(from)
        const lastsMs = timeOfDayMs(to) - timeOfDayMs(from)
        const toMs = fromMs + (lastsMs > 0 ? lastsMs : lastsMs + DAY)
        return toMs > WEEK
          ? [
              { fromMs, toMs: WEEK },
              { fromMs: 0, toMs: toMs - WEEK },
            ]
          : [{ fromMs, toMs }]
      }),
    )
    .sort((a, b) => a.fromMs - b.fromMs)
  const joined: { fromMs: number; toMs: number }[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last && piece.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, piece.toMs)
    else joined.push(piece)
  }
  const [first, last] = [joined[0], joined.at(-1)]
  if (first && last && first !== last && first.fromMs === 0 && last.toMs === WEEK) {
    last.toMs += first.toMs
    joined.shift()
  }
  return joined
}

/** Whether the clock is within the hours, and the reading at which that next changes: infinite when it never does. Milliseconds of the clock. */
export function hoursAt(week: WeekHours, wallMs: number): { readonly inside: boolean; readonly untilMs: number } {
  const [first, last] = [week[0], week.at(-1)]
  if (!first || !last) return { inside: false, untilMs: Number.POSITIVE_INFINITY }
  if (first.toMs - first.fromMs === WEEK) return { inside: true, untilMs: Number.POSITIVE_INFINITY }
  const monday = (Math.floor(wallMs / DAY) - weekdayOf(wallMs)) * DAY
  const sinceMs = wallMs - monday
  if (sinceMs + WEEK < last.toMs) return { inside: true, untilMs: monday + last.toMs - WEEK }
  const next = firstEndingAfter(week, sinceMs)
  if (!next) return { inside: false, untilMs: monday + WEEK + first.fromMs }
  return sinceMs >= next.fromMs ? { inside: true, untilMs: monday + next.toMs } : { inside: false, untilMs: monday + next.fromMs }
}

/** By halves: twenty hours of each day are 140 in the week, and a year of them is asked for at once. */
function firstEndingAfter(week: WeekHours, sinceMs: number): WeekHours[number] | undefined {
  let [low, high] = [0, week.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((week[middle]?.toMs ?? 0) > sinceMs) high = middle
    else low = middle + 1
  }
  return week[low]
}
