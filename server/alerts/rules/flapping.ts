/** The numbers of CHK-5: more than `changes` within `windowMs`, until `windowMs` of calm. */
export type FlappingNumbers = { readonly changes: number; readonly windowMs: number }

/** What has to be remembered of a check's changes of status: the newest `changes + 1`, the oldest first, and whether they were too many. */
export type Flapping = { readonly changesMs: readonly number[]; readonly flapping: boolean }

export const calm: Flapping = { changesMs: [], flapping: false }

/**
 * Counts one change of status. A check begins to flap with the change that is one too many within the window, and has stopped when it was
 * calm for a whole window: two different conditions, so that it does not flap in and out of flapping.
 * After the clock jumped back, what lies ahead of it is forgotten rather than counted as if it had just happened.
 */
export function changed(before: Flapping, atMs: number, { changes, windowMs }: FlappingNumbers): Flapping {
  const known = before.changesMs.filter((ms) => ms <= atMs)
  const changesMs = [...known, atMs].slice(-(changes + 1))
  const tooMany = changesMs.length > changes && atMs - (changesMs[0] ?? atMs) <= windowMs
  return { changesMs, flapping: tooMany || flapsUntil(before, atMs, windowMs) !== null }
}

/**
 * Until when a check counts as flapping if it does not change again, in milliseconds; null when it is calm. A last change that lies more than
 * a window ahead is from before the clock jumped back, and keeps nothing quiet.
 */
export function flapsUntil({ changesMs, flapping }: Flapping, nowMs: number, windowMs: number): number | null {
  const lastMs = changesMs.at(-1)
  if (!flapping || lastMs === undefined || lastMs - nowMs > windowMs) return null
  return lastMs + windowMs > nowMs ? lastMs + windowMs : null
}
