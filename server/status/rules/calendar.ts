import { DAY } from '../../kernel/duration'
import { zoneOf } from '../../kernel/zoned'
import type { CalendarDay } from './snapshot'

/** The last days of a zone's calendar, today last: one may have 23 or 25 hours. */
export function daysOf(timeZone: string, now: Date, count: number): readonly CalendarDay[] {
  const zone = zoneOf(timeZone)
  const today = Math.floor(zone.wallAt(now.getTime()) / DAY) * DAY
  return Array.from({ length: count }, (_, i) => {
    const wall = today - (count - 1 - i) * DAY
    return { date: new Date(wall).toISOString().slice(0, 10), fromMs: zone.firstAt(wall), toMs: zone.firstAt(wall + DAY) }
  })
}

/** `2026-11` of an instant. */
export const monthOf = (timeZone: string, at: Date): string => new Date(zoneOf(timeZone).wallAt(at.getTime())).toISOString().slice(0, 7)

/** `2026-12` → `2027-01` for 1. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, no = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, no - 1 + by, 1)).toISOString().slice(0, 7)
}

/** From its first instant, inclusive, to that of the next, exclusive. */
export function monthBounds(timeZone: string, month: string): { readonly from: Date; readonly to: Date } {
  const zone = zoneOf(timeZone)
  const begin = (of: string) => new Date(zone.firstAt(Date.parse(`${of}-01T00:00:00Z`)))
  return { from: begin(month), to: begin(monthAfter(month, 1)) }
}
