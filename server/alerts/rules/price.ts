import type { LossSegment } from '../../impact/model'
import { lostBy, ratePerHour } from '../../impact/rules/accrual'
import type { RiskLoss } from '../../impact/rules/risk-state'

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

/** What one stream loses to incidents that are kept quiet, as it travels to a screen. */
export type CostingStream = {
  /** What one minor unit of the stream is worth in minor units of the base. */
  readonly basePerMinor: number
  readonly losses: readonly RiskLoss[]
}

/** The same over several streams, in minor units of the base currency. */
export function priceTogether(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number | null },
  streams: readonly CostingStream[],
  now: Date,
): Price {
  const mute = { fromAt: new Date(fromMs), toAt: toMs === null ? null : new Date(toMs) }
  return streams.reduce<Price>(
    (sum, { basePerMinor, losses }) => {
      const incidentIds = new Set(losses.map(({ incidentId }) => incidentId))
      const { perHourMinor, soFarMinor } = priceOf({ ...mute, incidentIds }, losses.map(segmentOf), now)
      return {
        perHourMinor: sum.perHourMinor + perHourMinor * basePerMinor,
        soFarMinor: sum.soFarMinor + soFarMinor * basePerMinor,
      }
    },
    { perHourMinor: 0, soFarMinor: 0 },
  )
}

const segmentOf = ({ fromMs, toMs, ...loss }: RiskLoss): LossSegment => ({
  ...loss,
  streamId: '',
  fromAt: new Date(fromMs),
  toAt: toMs === null ? null : new Date(toMs),
})
