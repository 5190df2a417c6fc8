import type { Span, Status } from '../../checks/model'
import { statusAt } from '../../checks/rules/spans'
import type { Certainty, LossSegment, Stream } from '../model'
import { countingFailures, type Failure, type Linked, together } from './loss'
import { factorAt, factorsOver } from './profile'

/** A service that a stream needs, as the loss sees it: what it was and when, and which incident its failures belong to. */
export type Cause = {
  readonly serviceId: string
  readonly dependence: number
  readonly spans: readonly Span[]
  readonly stretches: readonly Stretch[]
}
/** While this lasts, the service's failure belongs to the incident. */
export type Stretch = {
  readonly incidentId: string
  readonly fromMs: number
  readonly toMs: number /** Earlier incidents are charged first. */
  readonly order: number
}

/** What a status takes of what needs it, 0..1. A service that went blind while failing is taken to fail on, and marked. */
export type Severities = { readonly degraded: number }

type Hit = Failure & { readonly incidentId: string; readonly order: number; readonly certainty: Certainty }

/**
 * The loss of one stream from `fromMs` on, in segments of a constant rate; the last ones run on (`toAt` null).
 * Each incident is charged with what it takes beyond the incidents before it, so that the sum is the loss of all together (IMP-2, IMP-3).
 */
export function lossFrom(
  stream: Pick<Stream, 'id' | 'baselinePerHourMinor' | 'profile'>,
  causes: readonly Cause[],
  severities: Severities,
  linked: Linked,
  fromMs: number,
  nowMs: number,
): readonly LossSegment[] {
  const turns = new Set([fromMs])
  for (const { spans, stretches } of causes) {
    for (const { fromAt } of spans) turns.add(fromAt.getTime())
    for (const stretch of stretches) turns.add(stretch.fromMs).add(stretch.toMs)
  }
  const instants = [...turns].filter((ms) => ms >= fromMs && ms <= nowMs).sort((a, b) => a - b)
  const segments: LossSegment[] = []
  const isTangled = causes.some((a, i) => causes.some((b, j) => i !== j && linked(a.serviceId, b.serviceId)))
  instants.forEach((startMs, index) => {
    const endMs = instants[index + 1]
    const shares = sharesOf(hitsAt(causes, severities, startMs), isTangled ? linked : null)
    if (shares.length === 0) return
    const pieces =
      endMs === undefined && nowMs <= startMs
        ? [{ fromMs: startMs, factor: factorAt(stream.profile, startMs) }]
        : factorsOver(stream.profile, startMs, endMs ?? nowMs)
    pieces.forEach((piece, i) => {
      const toMs = pieces[i + 1]?.fromMs ?? endMs
      for (const { incidentId, fraction, certainty } of shares)
        segments.push({
          incidentId,
          streamId: stream.id,
          fromAt: new Date(piece.fromMs),
          toAt: toMs === undefined ? null : new Date(toMs),
          fraction,
          baselinePerHourMinor: stream.baselinePerHourMinor,
          factor: piece.factor,
          certainty,
        })
    })
  })
  return joined(segments)
}

/** What each incident takes of a stream at one instant. */
export function sharesAt(
  causes: readonly Cause[],
  severities: Severities,
  linked: Linked,
  atMs: number,
): readonly { readonly incidentId: string; readonly fraction: number }[] {
  return sharesOf(hitsAt(causes, severities, atMs), linked)
}

function hitsAt(causes: readonly Cause[], severities: Severities, atMs: number): readonly Hit[] {
  return causes.flatMap(({ serviceId, dependence, spans, stretches }) => {
    const stretch = stretches.reduce<Stretch | undefined>(
      (first, s) => (s.fromMs <= atMs && atMs < s.toMs && (!first || s.order < first.order) ? s : first),
      undefined,
    )
    const status = statusAt(spans, atMs)
    const certainty: Certainty = status === 'unknown' ? 'blind' : 'seen'
    const severity = severityOf(status === 'unknown' ? lastKnown(spans, atMs) : status, severities)
    return stretch && severity > 0
      ? [{ serviceId, dependence, severity, certainty, incidentId: stretch.incidentId, order: stretch.order }]
      : []
  })
}

const severityOf = (status: Status, { degraded }: Severities): number => (status === 'down' ? 1 : status === 'degraded' ? degraded : 0)

const lastKnown = (spans: readonly Span[], atMs: number): Status =>
  spans.findLast(({ status, fromAt }) => fromAt.getTime() <= atMs && status !== 'unknown')?.status ?? 'unknown'

/** What each incident takes beyond those before it. `linked` is null where no cause needs another: each then adds its own to what is taken. */
function sharesOf(hits: readonly Hit[], linked: Linked | null): readonly { incidentId: string; fraction: number; certainty: Certainty }[] {
  const byIncident = [...Map.groupBy(hits, ({ incidentId }) => incidentId)].sort(([, [a]], [, [b]]) => (a?.order ?? 0) - (b?.order ?? 0))
  const upTo = new Set<string>()
  let taken = 0
  return byIncident.flatMap(([incidentId, own]) => {
    upTo.add(incidentId)
    const all = linked
      ? together(
          countingFailures(
            hits.filter((hit) => upTo.has(hit.incidentId)),
            linked,
          ),
        )
      : together(own, taken)
    const fraction = all - taken
    taken = all
    return fraction > 1e-12
      ? [{ incidentId, fraction, certainty: own.some(({ certainty }) => certainty === 'seen') ? ('seen' as const) : ('blind' as const) }]
      : []
  })
}

/** Neighbours that take the same of the same become one. */
function joined(segments: readonly LossSegment[]): readonly LossSegment[] {
  const kept: LossSegment[] = []
  const lastOf = new Map<string, number>()
  for (const segment of segments) {
    const index = lastOf.get(segment.incidentId)
    const before = index === undefined ? undefined : kept[index]
    const goesOn =
      before?.toAt?.getTime() === segment.fromAt.getTime() &&
      before.fraction === segment.fraction &&
      before.factor === segment.factor &&
      before.certainty === segment.certainty
    if (before && index !== undefined && goesOn) kept[index] = { ...before, toAt: segment.toAt }
    else lastOf.set(segment.incidentId, kept.push(segment) - 1)
  }
  return kept
}
