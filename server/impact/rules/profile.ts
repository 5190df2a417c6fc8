import { MINUTE } from '../../kernel/duration'
import type { Profile } from '../model'

/** Every time zone's offset is a multiple of this, so an hour of the week begins and ends on one. */
const QUARTER = 15 * MINUTE

const WEEKDAY_INDEX: Readonly<Record<string, number>> = { Mon: 0, Tue: 1, Wed: 2, Thu: 3, Fri: 4, Sat: 5, Sun: 6 }
const formats = new Map<string, Intl.DateTimeFormat>()

/** Hours of the week by quarter of an hour: asking Intl costs microseconds, and looking weeks ahead asks thousands of times. */
const known = new Map<string, Map<number, number>>()
const KNOWN_MAX = 20_000

/** The hour of the local week, 0 = Monday 00:00 to 01:00, 167 = Sunday 23:00 to 24:00. */
export function hourOfWeek(atMs: number, timeZone: string): number {
  const quarter = Math.floor(atMs / QUARTER)
  const held = known.get(timeZone)
  const ofZone = held && held.size <= KNOWN_MAX ? held : new Map<number, number>()
  if (ofZone !== held) known.set(timeZone, ofZone)
  const hour = ofZone.get(quarter) ?? askHour(quarter * QUARTER, timeZone)
  ofZone.set(quarter, hour)
  return hour
}

function askHour(atMs: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  const parts = format.formatToParts(atMs)
  const weekday = parts.find(({ type }) => type === 'weekday')?.value ?? ''
  const hour = Number(parts.find(({ type }) => type === 'hour')?.value ?? 0)
  return (WEEKDAY_INDEX[weekday] ?? 0) * 24 + hour
}

/** What the profile says of an instant: the factor of the baseline. */
export const factorAt = (profile: Profile | null, atMs: number): number =>
  profile ? (profile.hours[hourOfWeek(atMs, profile.timeZone)] ?? 1) : 1

/**
 * When the factor next changes after `afterMs`, looking `horizonMs` ahead (a week by default).
 *
 * @returns epoch milliseconds, or `undefined` when it stays the same that long
 */
export function nextFactorChange(profile: Profile | null, afterMs: number, horizonMs = 7 * 24 * 4 * QUARTER): number | undefined {
  if (!profile) return undefined
  const factor = factorAt(profile, afterMs)
  for (let atMs = (Math.floor(afterMs / QUARTER) + 1) * QUARTER; atMs <= afterMs + horizonMs; atMs += QUARTER)
    if (factorAt(profile, atMs) !== factor) return atMs
  return undefined
}

/** The factors over a stretch of time: where each begins, the first at `fromMs`. Empty when the stretch is. */
export function factorsOver(
  profile: Profile | null,
  fromMs: number,
  toMs: number,
): readonly { readonly fromMs: number; readonly factor: number }[] {
  if (toMs <= fromMs) return []
  const pieces = [{ fromMs, factor: factorAt(profile, fromMs) }]
  for (
    let atMs = nextFactorChange(profile, fromMs, toMs - fromMs);
    atMs !== undefined && atMs < toMs;
    atMs = nextFactorChange(profile, atMs, toMs - atMs)
  )
    pieces.push({ fromMs: atMs, factor: factorAt(profile, atMs) })
  return pieces
}
