import type { Status } from '../model'

/** How long something was what, in milliseconds. Maintenance and pauses are none of the three. */
export type Tally = { readonly upMs: number; readonly downMs: number /** Nobody could see (IMP-13). */; readonly blindMs: number }

/** 0..1. Blind time may have been either, so it makes a range: from "all of it down" to "all of it up". */
export type Availability = { readonly low: number; readonly high: number }

export type StoredSpan = { readonly status: Status; readonly fromAt: Date; readonly toAt: Date | null }

export type Stretch = {
  readonly fromMs: number
  readonly toMs: number
  /** Up to when Plimsoll itself was there to see; what is later is blind. */
  readonly seenToMs: number
}

/** Degraded still answers: it counts as up. */
export const COUNTS_AS: Readonly<Record<Status, 'up' | 'down' | 'blind' | 'off'>> = {
  up: 'up',
  degraded: 'up',
  down: 'down',
  unknown: 'blind',
  maintenance: 'off',
  paused: 'off',
}

/**
 * Adds up what something was within a stretch (IMP-13). Time before the first span is not counted, since nothing was declared then;
 * a hole between spans is blind.
 *
 * @param spans in the order of time
 */
export function tally(spans: readonly StoredSpan[], { fromMs, toMs, seenToMs }: Stretch): Tally {
  const sums = { up: 0, down: 0, blind: 0, off: 0 }
  const [first] = spans
  if (!first) return { upMs: 0, downMs: 0, blindMs: 0 }
  const endMs = Math.min(seenToMs, toMs)
  let cursor = Math.max(fromMs, first.fromAt.getTime())
  for (const { status, fromAt, toAt } of spans) {
    const start = Math.max(fromAt.getTime(), cursor)
    const end = Math.min(toAt?.getTime() ?? endMs, endMs)
    if (end <= cursor) continue
    sums.blind += Math.max(0, start - cursor)
    sums[COUNTS_AS[status]] += Math.max(0, end - start)
    cursor = end
  }
  sums.blind += Math.max(0, toMs - Math.max(cursor, fromMs))
  return { upMs: sums.up, downMs: sums.down, blindMs: sums.blind }
}

/**
 * The share of the time in which it was up, as a range.
 *
 * @returns 0..1 twice, `high - low` being the blind share; undefined when no time counts
 */
export function availabilityOf({ upMs, downMs, blindMs }: Tally): Availability | undefined {
  const allMs = upMs + downMs + blindMs
  return allMs > 0 ? { low: upMs / allMs, high: (upMs + blindMs) / allMs } : undefined
}
