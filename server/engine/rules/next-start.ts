/** What the next start of a check depends on. Instants are in the scheduler's own time, in milliseconds, which never jumps. */
export type Pace = {
  readonly intervalMs: number
  readonly confirmIntervalMs: number
  /** 0 .. intervalMs: where in its interval the check has its place, the same after every restart. */
  readonly phaseMs: number
  /** How long a failing check is repeated at its confirm interval. */
  readonly confirmForMs: number
}

export type Ran = {
  /** When the last start was due, and when it was. */
  readonly startedMs: number
  readonly finishedMs: number
  /** Since when the check is being confirmed; null when nothing is undecided. */
  readonly confirmingSinceMs: number | null
  /** The target asked to be left alone until then. */
  readonly notBeforeMs: number
}

/** A target that asks to be left alone for longer would go unwatched, and a failure unconfirmed. */
const LEFT_ALONE_MOST_MS = 5 * 60_000

/** The check's own place in the first interval that begins after `afterMs`. */
export const nextPlace = ({ intervalMs, phaseMs }: Pick<Pace, 'intervalMs' | 'phaseMs'>, afterMs: number): number =>
  Math.floor((afterMs - phaseMs) / intervalMs + 1) * intervalMs + phaseMs

/**
 * When a check starts next (CHK-3, CHK-4): at its place in the interval; while something is undecided or down, a confirm interval after
 * the last start, for at most `confirmForMs`. Never while it runs. A target's `Retry-After` is honoured up to the interval, or five minutes.
 */
export function nextStart(pace: Pace, { startedMs, finishedMs, confirmingSinceMs, notBeforeMs }: Ran): number {
  const place = nextPlace(pace, Math.max(startedMs, finishedMs))
  const confirms = confirmingSinceMs !== null && startedMs - confirmingSinceMs < pace.confirmForMs
  const wanted = confirms ? Math.min(place, Math.max(finishedMs, startedMs + pace.confirmIntervalMs)) : place
  return Math.max(wanted, Math.min(notBeforeMs, finishedMs + Math.max(pace.intervalMs, LEFT_ALONE_MOST_MS)))
}

/**
 * Places lie on a grid, so that the engine wakes for several checks at once: waking up costs more than a check.
 * Intervals are multiples of it but for odd ones, whose checks then merely start alone.
 */
const GRID_MS = 100

/** A place in the interval for each check, spread evenly by its id (FNV-1a). */
export function phaseOf(id: string, intervalMs: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0
  // The low bits of FNV-1a mix poorly for short differences; fold the high ones in.
  const place = ((hash ^ (hash >>> 15)) >>> 0) % intervalMs
  return place - (place % GRID_MS)
}
