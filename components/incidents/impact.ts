import { ratePerHour } from '@/server/impact/rules/accrual'
import type { Credits } from '@/server/impact/rules/contract-risk'
import { lostTo, runs } from '@/server/impact/rules/costs'
import { type Level, levelsOf, loadsOf } from '@/server/impact/rules/load'
import type { Outlook } from '@/server/impact/rules/outlook'
import type { RiskOpportunity, RiskState } from '@/server/impact/rules/risk-state'
import { affectedOf } from '@/server/impact/rules/segments'
import { sumOf, workingsOf } from '@/server/impact/rules/workings'
import type { IncidentRow } from '@/server/live/rows'

/** What a stream loses an hour to one incident, with the numbers that make it. */
export type StreamLine = {
  readonly id: string
  readonly title: string
  readonly currency: string
  /** In the stream's currency, an hour: baseline by the profile's factor. */
  readonly usualPerHourMinor: number
  /** 0..1 */
  readonly fraction: number
  /** In the base currency. */
  readonly perHourMinor: number
}

/** What one incident costs, at an instant. Amounts in minor units of `base`, not rounded. */
export type IncidentImpact = {
  readonly base: string
  readonly lostMinor: number
  readonly perHourMinor: number
  /** Lost while nobody had acknowledged it. */
  readonly wentByMinor: number
  /** Expected from now to the likely end. */
  readonly furtherMinor: number
  readonly outlook: Outlook | null
  readonly streams: readonly StreamLine[]
  readonly opportunities: readonly RiskOpportunity[]
  /** What it makes due to customers; in the currency of each contract. */
  readonly credits: readonly Credits[]
  /** Null where no segment is declared, or nothing that customers use is down. */
  readonly customers: number | null
  /** The rate over time, from the first loss; empty when it lost nothing. */
  readonly levels: readonly Level[]
  readonly waterlinePerHourMinor: number | null
}

/** The share of the risk that belongs to one incident, by the rules that write the ledger. */
export function impactOf(
  risk: RiskState,
  row: Pick<IncidentRow, 'id' | 'serviceIds' | 'state' | keyof Waited>,
  nowMs: number,
): IncidentImpact {
  const { id, serviceIds, state } = row
  const workings = workingsOf(risk, nowMs)
  const own = risk.streams.map((stream) => ({ stream, losses: stream.losses.filter(({ incidentId }) => incidentId === id) }))
  const streams = own.flatMap(({ stream, losses }) =>
    losses
      .filter((loss) => runs(loss, nowMs))
      .map(
        (loss): StreamLine => ({
          id: stream.id,
          title: stream.title,
          currency: stream.currency,
          usualPerHourMinor: loss.baselinePerHourMinor * loss.factor,
          fraction: loss.fraction,
          perHourMinor: ratePerHour(loss) * stream.basePerMinor,
        }),
      ),
  )
  const losses = own.flatMap(({ losses }) => losses)
  const fromMs = Math.min(...losses.map((loss) => loss.fromMs))
  const touched = risk.segments
    .map((segment) => ({ ...segment, hits: segment.hits.filter(({ service }) => serviceIds.includes(service)) }))
    .filter(({ hits }) => hits.length > 0 && state !== 'resolved')
  return {
    base: risk.base,
    lostMinor: own.reduce(
      (sum, { stream, losses }) => sum + losses.reduce((all, loss) => all + lostTo(loss, nowMs) * stream.basePerMinor, 0),
      0,
    ),
    perHourMinor: streams.reduce((sum, { perHourMinor }) => sum + perHourMinor, 0),
    wentByMinor: wentByOf(risk, new Map([[id, waitOf(row)]]), nowMs).get(id) ?? 0,
    furtherMinor: sumOf(workings.ahead.filter(({ incidentId }) => incidentId === id)),
    outlook: workings.outlooks.get(id) ?? null,
    streams: streams.toSorted((a, b) => b.perHourMinor - a.perHourMinor),
    opportunities: risk.opportunities
      .filter(({ incidentIds, stake }) => stake !== 'safe' && incidentIds.includes(id))
      .toSorted((a, b) => b.valueMinor * b.basePerMinor - a.valueMinor * a.basePerMinor),
    credits: workings.credits.filter(({ contract }) => contract.incidentIds.includes(id)),
    customers:
      touched.length > 0
        ? touched.reduce((sum, { customers, hits }) => sum + affectedOf({ customers, reaches: hits.map(({ reach }) => reach) }), 0)
        : null,
    levels:
      losses.length > 0
        ? levelsOf(loadsOf({ ...risk, streams: own.map(({ stream, losses }) => ({ ...stream, losses })) }, fromMs, nowMs), fromMs)
        : [],
    waterlinePerHourMinor: risk.waterlinePerHourMinor,
  }
}

type Waited = Pick<IncidentRow, 'openedAtMs' | 'acknowledgedAtMs' | 'mitigatedAtMs' | 'resolvedAtMs'>
/** From when to when nobody had acknowledged an incident. */
export type Wait = { readonly fromMs: number /** Null while it still waits. */; readonly toMs: number | null }

/** How long an incident waited, or waits, for somebody to say that they are on it. */
export const waitOf = ({ openedAtMs, acknowledgedAtMs, mitigatedAtMs, resolvedAtMs }: Waited): Wait => ({
  fromMs: openedAtMs,
  toMs: acknowledgedAtMs ?? mitigatedAtMs ?? resolvedAtMs,
})

/** What went by while incidents waited for an answer, by their ids, in minor units of the base (IMP-12). What was lost before they were opened is not in it. */
export function wentByOf(risk: RiskState, waits: ReadonlyMap<string, Wait>, nowMs: number): ReadonlyMap<string, number> {
  const wentBy = new Map<string, number>()
  for (const { losses, basePerMinor } of risk.streams)
    for (const loss of losses) {
      const wait = waits.get(loss.incidentId)
      if (!wait) continue
      const lost = lostTo(loss, Math.min(wait.toMs ?? nowMs, nowMs)) - lostTo(loss, wait.fromMs)
      wentBy.set(loss.incidentId, (wentBy.get(loss.incidentId) ?? 0) + Math.max(0, lost) * basePerMinor)
    }
  return wentBy
}
