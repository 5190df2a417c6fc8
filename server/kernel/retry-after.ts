import { DAY, SECOND } from './duration'

/** RFC 9110, section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, and the two older forms, of which the oldest names no zone and means this one. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /

/**
 * Reads a `Retry-After`: seconds or a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds, at most a day; `undefined` when it is neither
 */
export function retryAfterOf(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim()
  if (!text) return undefined
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * SECOND
    : HTTP_DATE.test(text)
      ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) - now.getTime()
      : Number.NaN
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), DAY)
}
