import { HOUR } from '../../kernel/duration'
import type { Certainty, LossSegment } from '../model'

/** What a segment takes an hour while it runs, in minor units of its stream's currency. Not rounded. */
export const ratePerHour = ({
  baselinePerHourMinor,
  factor,
  fraction,
}: Pick<LossSegment, 'baselinePerHourMinor' | 'factor' | 'fraction'>): number => baselinePerHourMinor * factor * fraction

/**
 * What a segment has taken by `now`, in minor units. Exact: rate × time, rounded only where it is shown (IMP-3).
 * A segment that still runs counts up to `now`; one that begins later has taken nothing.
 */
export function lostBy(segment: LossSegment, nowMs: number): number {
  const endMs = Math.min(segment.toAt?.getTime() ?? nowMs, nowMs)
  return ratePerHour(segment) * (Math.max(0, endMs - segment.fromAt.getTime()) / HOUR)
}

/** The sum over segments of one certainty, in minor units; they must be of one currency. */
export const lostOf = (segments: readonly LossSegment[], nowMs: number, certainty: Certainty = 'seen'): number =>
  segments.reduce((sum, segment) => (segment.certainty === certainty ? sum + lostBy(segment, nowMs) : sum), 0)
