import type { LossSegment, Profile } from '../model'
import type { Linked } from './loss'
import { type Cause, lossFrom } from './tail'

/** A service that fails now, as a stream feels it. */
export type Felt = {
  readonly serviceId: string
  /** 0..1 */
  readonly dependence: number
  readonly status: 'down' | 'degraded'
  /** It cannot be seen at the moment; it is taken to fail on. */
  readonly blind: boolean
  /** The incidents its failure belongs to. */
  readonly incidentIds: readonly string[]
}

export type FeltStream = {
  readonly id: string
  readonly baselinePerHourMinor: number
  readonly profile: Profile | null
  readonly felt: readonly Felt[]
}

export type Ahead = {
  readonly nowMs: number
  /** When each incident began and ends, by id; those that are not named are over. */
  readonly incidents: ReadonlyMap<string, { readonly startedAtMs: number; readonly endsAtMs: number }>
  readonly degradedSeverity: number
  readonly linked: Linked
}

/**
 * What a stream is expected to lose from now until its incidents end, as segments of the ledger's own kind along the profile (IMP-7).
 * The same rule that writes the ledger looks ahead, so what is expected becomes what is lost, to the penny, if the ends hold.
 */
export function furtherLoss(stream: FeltStream, { nowMs, incidents, degradedSeverity, linked }: Ahead): readonly LossSegment[] {
  const endOf = (incidentId: string) => incidents.get(incidentId)?.endsAtMs ?? nowMs
  const horizonMs = Math.max(nowMs, ...stream.felt.flatMap(({ incidentIds }) => incidentIds.map(endOf)))
  if (horizonMs <= nowMs) return []
  const causes = stream.felt.map(
    ({ serviceId, dependence, status, blind, incidentIds }): Cause => ({
      serviceId,
      dependence,
      spans: [{ status, fromAt: new Date(nowMs - 1) }, ...(blind ? [{ status: 'unknown' as const, fromAt: new Date(nowMs) }] : [])],
      stretches: incidentIds.map((incidentId) => ({
        incidentId,
        fromMs: nowMs,
        toMs: endOf(incidentId),
        order: incidents.get(incidentId)?.startedAtMs ?? nowMs,
      })),
    }),
  )
  return lossFrom(stream, causes, { degraded: degradedSeverity }, linked, nowMs, horizonMs)
    .filter(({ fromAt }) => fromAt.getTime() < horizonMs)
    .map((segment) => ({ ...segment, toAt: segment.toAt ?? new Date(horizonMs) }))
}
