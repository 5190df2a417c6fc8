import type { LossSegment } from '../../impact/model'
import { lostBy, ratePerHour } from '../../impact/rules/accrual'

/** What keeps incidents quiet, from when to when; null while nobody knows. */
export type Mute = { readonly fromAt: Date; readonly toAt: Date | null; readonly incidentIds: ReadonlySet<string> }

/** Minor units of the one currency of the segments, not rounded. */
export type Price = {
  /** What the incidents that are kept quiet lose at this moment. */
  readonly perHourMinor: number
  /** What they have lost since it keeps them quiet. */
  readonly soFarMinor: number
}

/**
 * The price of silence (IMP-12): what a silence, a window or an unacknowledged alert hides an hour, and has hidden so far. It is what the ledger
 * has for these incidents within the time of the mute, so that the figures agree; hours in which Plimsoll could not see are counted as they stand.
 *
 * @param segments of the ledger, in one currency; those of other incidents are left out
 */
export function priceOf({ fromAt, toAt, incidentIds }: Mute, segments: Iterable<LossSegment>, now: Date): Price {
  const fromMs = fromAt.getTime()
  const nowMs = now.getTime()
  const upToMs = Math.min(toAt?.getTime() ?? nowMs, nowMs)
  const lasts = fromMs <= nowMs && (toAt === null || nowMs < toAt.getTime())
  let perHourMinor = 0
  let soFarMinor = 0
  for (const segment of segments) {
    if (!incidentIds.has(segment.incidentId)) continue
    const runs = segment.fromAt.getTime() <= nowMs && (segment.toAt === null || segment.toAt.getTime() > nowMs)
    if (lasts && runs) perHourMinor += ratePerHour(segment)
    if (upToMs > fromMs) soFarMinor += lostBy(segment, upToMs) - lostBy(segment, fromMs)
  }
  return { perHourMinor, soFarMinor }
}
