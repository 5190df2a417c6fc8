import { DAY, formatDuration, HOUR } from '@/server/kernel/duration'

const formats = new Map<string, Intl.DateTimeFormat>()
function format(name: string, options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  const key = `${name}/${zone ?? ''}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { ...options, ...(zone === undefined ? {} : { timeZone: zone }) })
  formats.set(key, made)
  return made
}

/** `14:02`, in the zone, or the reader's own when none is named. */
export const clock = (at: Date, zone?: string): string =>
  format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(at)
/** `14:02:09` */
export const exactClock = (at: Date, zone?: string): string =>
  format('exact', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, zone).format(at)
/** `17 Nov` */
export const day = (at: Date, zone?: string): string => format('day', { day: 'numeric', month: 'short' }, zone).format(at)
/** `Tuesday 17 November` */
export const longDay = (at: Date, zone?: string): string =>
  format('long', { weekday: 'long', day: 'numeric', month: 'long' }, zone).format(at).replace(',', '')
/** `17 Nov 2026` */
export const dayAndYear = (at: Date, zone?: string): string =>
  format('year', { day: 'numeric', month: 'short', year: 'numeric' }, zone).format(at)

/** `2026-11-17 14:02:09 UTC`, for the hover. */
export const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`

/**
 * A moment as it is read: `6 min ago` or `in 6 min` within an hour, else the hour on the same day (`14:02`),
 * else day and hour (`16 Nov 14:02`), and the year when it is more than 300 days away.
 */
export function sayTime(at: Date, now: Date, zone?: string): string {
  const sinceMs = now.getTime() - at.getTime()
  const away = Math.abs(sinceMs)
  if (away < 1_000) return 'now'
  if (away < HOUR) return sinceMs > 0 ? `${formatDuration(away)} ago` : `in ${formatDuration(away)}`
  if (away > 300 * DAY) return dayAndYear(at, zone)
  return day(at, zone) === day(now, zone) ? clock(at, zone) : `${day(at, zone)} ${clock(at, zone)}`
}
