import { DAY } from '../../kernel/duration'
import { zoneOf } from '../../kernel/zoned'
import type { Period } from './credits'

/** So many months after the present one are handed to a screen that stays open. */
const AHEAD = 2

/** The calendar month of a time zone in which an instant lies. Where the clocks leave midnight out it begins at the first instant after. */
export function monthAt(timeZone: string, atMs: number): Period {
  const zone = zoneOf(timeZone)
  const wall = new Date(zone.wallAt(atMs))
  const begins = (months: number) => zone.firstAt(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1))
  return { fromMs: begins(0), toMs: begins(1) }
}

/** The months from that of one instant to two after that of another, in the order of time. At most a year. */
export function monthsAround(timeZone: string, fromMs: number, nowMs: number): readonly Period[] {
  const months: Period[] = []
  let month = monthAt(timeZone, Math.max(fromMs, nowMs - 365 * DAY))
  let ahead = 0
  while (ahead <= AHEAD) {
    months.push(month)
    if (month.toMs > nowMs) ahead += 1
    month = monthAt(timeZone, month.toMs)
  }
  return months
}
