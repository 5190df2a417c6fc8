import { Temporal } from 'temporal-polyfill'
import { DAY } from './duration'

/**
 * The clock on the wall of a time zone. What it reads is a number as well: milliseconds from 1970-01-01 00:00 of that clock ("wall"),
 * so that days and times of day are plain arithmetic on it and only the two functions below know of time zones.
 */
export type Zone = {
  /**
   * How far the clock has come at an instant: what it reads, and in an hour that repeats the last millisecond before that hour's end.
   * Never goes back, so a time of day comes once: in a repeated hour the first time, in a skipped one at the instant after it.
   */
  wallAt(atMs: number): number
  /** The first instant at which the clock has come to `wallMs`: that reading, or the first one that exists after it. Epoch milliseconds. */
  firstAt(wallMs: number): number
  /** What the clock reads at an instant; goes back in a repeated hour. For people to read. */
  readingAt(atMs: number): number
  /** Where the clock is put forward or back, from `fromMs` inclusive to `toMs` exclusive: the instant, and the readings before and after it. */
  changes(fromMs: number, toMs: number): readonly ClockChange[]
}
export type ClockChange = { readonly atMs: number; readonly wasMs: number; readonly isMs: number }

/** One offset of the clock. `reachedMs` is the furthest that it read before. */
type Stretch = { readonly fromMs: number; readonly offsetMs: number; readonly reachedMs: number }

/** Changes are read in blocks of four years, about a millisecond each. */
const BLOCK = 1_461 * DAY
/** No offset is that far from UTC, and no hour that repeats lasts that long (Alaska repeated a day in 1867). */
const MARGIN = 3 * DAY
/** Zones have some 600 names, but offsets are names too; who writes more has the rest read again. */
const ZONES_MAX = 1_000
const BLOCKS_MAX = 100

const zones = new Map<string, Zone>()

/**
 * A time zone by its name in the IANA database, or an offset like `+01:00`. Remembers where its clock changes.
 *
 * @throws RangeError when there is none of that name
 */
export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  if (zones.size >= ZONES_MAX) zones.clear()
  const made = makeZone(timeZone)
  zones.set(timeZone, made)
  return made
}

function makeZone(timeZone: string): Zone {
  const blocks = new Map<number, readonly Stretch[]>()
  let last: { readonly no: number; readonly stretches: readonly Stretch[] } | undefined
  const around = (ms: number): readonly Stretch[] => {
    const no = Math.floor(ms / BLOCK)
    if (last?.no === no) return last.stretches
    if (blocks.size >= BLOCKS_MAX) blocks.clear()
    const stretches = blocks.get(no) ?? stretchesOf(timeZone, no * BLOCK - MARGIN, (no + 1) * BLOCK + MARGIN)
    blocks.set(no, stretches)
    last = { no, stretches }
    return stretches
  }
  const stretchAt = (atMs: number): Stretch => {
    const stretches = around(atMs)
    let i = stretches.length - 1
    while (i > 0 && (stretches[i] as Stretch).fromMs > atMs) i -= 1
    return stretches[i] as Stretch
  }
  stretchAt(0)
  return {
    wallAt(atMs) {
      const { offsetMs, reachedMs } = stretchAt(atMs)
      return Math.max(atMs + offsetMs, reachedMs - 1)
    },
    firstAt(wallMs) {
      const stretches = around(wallMs)
      let i = 0
      while (i < stretches.length - 1 && wallMs >= (stretches[i + 1] as Stretch).fromMs + (stretches[i] as Stretch).offsetMs) i += 1
      const { fromMs, offsetMs } = stretches[i] as Stretch
      return Math.max(fromMs, wallMs - offsetMs)
    },
    readingAt: (atMs) => atMs + stretchAt(atMs).offsetMs,
    changes(fromMs, toMs) {
      const found: ClockChange[] = []
      for (let no = Math.floor(fromMs / BLOCK); no * BLOCK < toMs; no += 1)
        around(no * BLOCK).forEach(({ fromMs: atMs, offsetMs }, i, all) => {
          const before = all[i - 1]
          if (before && Math.floor(atMs / BLOCK) === no && atMs >= fromMs && atMs < toMs)
            found.push({ atMs, wasMs: atMs + before.offsetMs, isMs: atMs + offsetMs })
        })
      return found
    },
  }
}

/** The first stretch stands for all time before it: the block that asks is `MARGIN` away from there. */
function stretchesOf(timeZone: string, fromMs: number, toMs: number): readonly Stretch[] {
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone)
  let offsetMs = at.offsetNanoseconds / 1e6
  const stretches: Stretch[] = [{ fromMs: Number.NEGATIVE_INFINITY, offsetMs, reachedMs: Number.NEGATIVE_INFINITY }]
  let reachedMs = Number.NEGATIVE_INFINITY
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= toMs) return stretches
    reachedMs = Math.max(reachedMs, next.epochMilliseconds + offsetMs)
    offsetMs = next.offsetNanoseconds / 1e6
    stretches.push({ fromMs: next.epochMilliseconds, offsetMs, reachedMs })
    at = next
  }
}

/** `Sun 2026-10-25 01:30`: what the clock of the zone reads at an instant, as sentences say it. */
export function sayLocal(atMs: number, timeZone: string): string {
  const reading = new Date(zoneOf(timeZone).readingAt(atMs))
  return `${DAYS[reading.getUTCDay()]} ${reading.toISOString().slice(0, 16).replace('T', ' ')}`
}
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
