/** What a target bears (CHK-11). */
export type Limits = { readonly concurrent: number; readonly perSecond: number }

/** Our load on one host. `nextMs` is when the next start keeps the rate: each start moves it by one share of a second. */
export type Load = { running: number; nextMs: number }

/**
 * Whether another check may start on the host now, and if not because of the rate, when. A burst of at most a second's worth is
 * allowed after calm, so that checks which share a place in the interval need not queue (generic cell rate algorithm, ITU-T I.371).
 */
export function mayStart(load: Load, { concurrent, perSecond }: Limits, nowMs: number): 'now' | 'when-one-ends' | number {
  if (load.running >= concurrent) return 'when-one-ends'
  const earliest = load.nextMs - 1_000 + 1_000 / perSecond
  return nowMs >= earliest ? 'now' : earliest
}

/** Counts a start. */
export function started(load: Load, { perSecond }: Limits, nowMs: number): void {
  load.running += 1
  load.nextMs = Math.max(load.nextMs, nowMs) + 1_000 / perSecond
}
