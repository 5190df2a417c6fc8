import type { LossSegment, Stream } from '../model'
import type { Linked } from './loss'
import { type Cause, type Severities, sharesAt } from './tail'

/**
 * What some incidents were charged of one stream, divided anew among them by whose alerts hold when. At every instant the sum is what it
 * was; only who is charged changes (IMP-3). Where none of them has an alert, the first is charged.
 *
 * @param charged the segments of these incidents, and of no other
 * @param causes the services that the stream needs, with the stretches of these incidents alone
 */
export function sharedAnew(
  { id: streamId }: Pick<Stream, 'id'>,
  charged: readonly LossSegment[],
  incidentIds: readonly [string, ...string[]],
  causes: readonly Cause[],
  severities: Severities,
  linked: Linked,
): readonly LossSegment[] {
  const turns = new Set<number>()
  for (const { fromAt, toAt } of charged) {
    turns.add(fromAt.getTime())
    if (toAt) turns.add(toAt.getTime())
  }
  const firstMs = Math.min(...turns)
  const lastMs = charged.some(({ toAt }) => toAt === null) ? Number.POSITIVE_INFINITY : Math.max(...turns)
  for (const { spans, stretches } of causes)
    for (const ms of [...spans.map(({ fromAt }) => fromAt.getTime()), ...stretches.flatMap(({ fromMs, toMs }) => [fromMs, toMs])])
      if (ms > firstMs && ms < lastMs) turns.add(ms)
  const instants = [...turns].sort((a, b) => a - b)
  const segments: LossSegment[] = []
  const openOf = new Map<string, number>()
  instants.forEach((fromMs, place) => {
    const toMs = instants[place + 1]
    const here = charged.filter(({ fromAt, toAt }) => fromAt.getTime() <= fromMs && (toAt === null || toAt.getTime() > fromMs))
    const [one] = here
    if (!one) return
    const whole = here.reduce((sum, segment) => sum + fractionIn(segment, one), 0)
    const certainty = here.some((segment) => segment.certainty === 'seen') ? 'seen' : 'blind'
    for (const [incidentId, part] of parted(whole, sharesAt(causes, severities, linked, fromMs), incidentIds)) {
      const next = {
        incidentId,
        streamId,
        fromAt: new Date(fromMs),
        toAt: toMs === undefined ? null : new Date(toMs),
        fraction: part,
        baselinePerHourMinor: one.baselinePerHourMinor,
        factor: one.factor,
        certainty,
      } as const
      const index = openOf.get(incidentId)
      const before = index === undefined ? undefined : segments[index]
      if (before && index !== undefined && goesOn(before, next)) segments[index] = { ...before, toAt: next.toAt }
      else openOf.set(incidentId, segments.push(next) - 1)
    }
  })
  return segments
}

/** The same money as a fraction of another segment's rate, for a baseline that was changed meanwhile. */
const fractionIn = ({ baselinePerHourMinor, factor, fraction }: LossSegment, one: LossSegment): number =>
  baselinePerHourMinor === one.baselinePerHourMinor && factor === one.factor
    ? fraction
    : one.baselinePerHourMinor * one.factor === 0
      ? 0
      : (baselinePerHourMinor * factor * fraction) / (one.baselinePerHourMinor * one.factor)

/** By the shares, and what is left over by rounding to the last of them. */
function parted(
  whole: number,
  shares: readonly { readonly incidentId: string; readonly fraction: number }[],
  [first]: readonly [string, ...string[]],
): readonly (readonly [string, number])[] {
  const sum = shares.reduce((all, { fraction }) => all + fraction, 0)
  if (sum <= 0) return [[first, whole]]
  let left = whole
  return shares.map(({ incidentId, fraction }, place) => {
    const part = place === shares.length - 1 ? left : (whole * fraction) / sum
    left -= part
    return [incidentId, part] as const
  })
}

const goesOn = (before: LossSegment, next: LossSegment): boolean =>
  before.toAt?.getTime() === next.fromAt.getTime() &&
  before.fraction === next.fraction &&
  before.factor === next.factor &&
  before.baselinePerHourMinor === next.baselinePerHourMinor &&
  before.certainty === next.certainty
