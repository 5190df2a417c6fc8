import { HOUR } from '../../kernel/duration'
import { ratePerHour } from './accrual'
import { type Credits, creditsOf } from './contract-risk'
import { type Ahead, furtherLoss } from './further'
import { type Outlook, outlook } from './outlook'
import { type RiskIncident, type RiskLoss, type RiskOpportunity, type RiskState, type RiskStream, riskLoss } from './risk-state'

/** What one incident takes from one stream at one rate, for so long. */
export type Taken = {
  readonly incidentId: string
  readonly stream: RiskStream
  readonly baselinePerHourMinor: number
  readonly factor: number
  readonly fraction: number
  readonly ms: number
  /** In minor units of the base, not rounded. */
  readonly baseMinor: number
}

/** A rate that holds from one instant to another, in minor units of the base an hour. */
export type Load = { readonly incidentId: string; readonly fromMs: number; readonly toMs: number; readonly perHourMinor: number }

/** What every figure of the page is worked out from, at one instant. Amounts in minor units of the base, not rounded. */
export type Workings = {
  readonly nowMs: number
  /** Incidents that are not over. */
  readonly running: readonly RiskIncident[]
  readonly outlooks: ReadonlyMap<string, Outlook>
  /** Lost so far, as seen. */
  readonly lost: readonly Taken[]
  /** Ran while Plimsoll could not see: expected to have been lost, never counted as seen (IMP-13). */
  readonly unseen: readonly Taken[]
  /** Between the last success and the first failure nobody can say: at most this. */
  readonly beforeMinor: number
  /** Expected from now to the likely end. */
  readonly ahead: readonly Taken[]
  readonly aheadLoads: readonly Load[]
  readonly aheadEarliestMinor: number
  readonly aheadLatestMinor: number
  /** What is lost an hour, now, by incident. */
  readonly rates: ReadonlyMap<string, number>
  readonly atRisk: readonly RiskOpportunity[]
  /** Every contract, and what it costs; amounts in its own currency. */
  readonly credits: readonly Credits[]
}

/** Works everything out once, for the figures and for their arithmetic. */
export function workingsOf(risk: RiskState, nowMs: number): Workings {
  const running = risk.incidents.filter(({ over }) => !over)
  const open = new Set(running.map(({ id }) => id))
  const outlooks = new Map(
    running.map(({ id, startedAtMs, repairsMs }) => [id, outlook(startedAtMs, nowMs, repairsMs, risk.rules.repairPrior)]),
  )
  const losses = risk.streams.flatMap((stream) =>
    stream.losses.filter(({ incidentId }) => open.has(incidentId)).map((loss) => ({ stream, loss })),
  )
  const takenBy = (certainty: RiskLoss['certainty']) =>
    grouped(
      losses
        .filter(({ loss }) => loss.certainty === certainty)
        .map(({ stream, loss }) => taken(stream, loss, Math.min(loss.toMs ?? nowMs, nowMs) - loss.fromMs)),
    )
  const rates = new Map<string, number>()
  for (const { stream, loss } of losses)
    if (loss.toMs === null || loss.toMs > nowMs) rates.set(loss.incidentId, (rates.get(loss.incidentId) ?? 0) + perHour(stream, loss))
  const ahead = look(risk, running, nowMs, (id) => outlooks.get(id)?.endsAtMs ?? nowMs)
  return {
    nowMs,
    running,
    outlooks,
    lost: takenBy('seen'),
    unseen: takenBy('blind'),
    beforeMinor: beforeOf(running, losses),
    ahead: grouped(ahead.map(({ stream, loss }) => taken(stream, loss, (loss.toMs ?? nowMs) - loss.fromMs))),
    aheadLoads: ahead.map(({ stream, loss }) => ({
      incidentId: loss.incidentId,
      fromMs: loss.fromMs,
      toMs: loss.toMs ?? nowMs,
      perHourMinor: perHour(stream, loss),
    })),
    aheadEarliestMinor: total(look(risk, running, nowMs, (id) => outlooks.get(id)?.earliestAtMs ?? nowMs)),
    aheadLatestMinor: total(look(risk, running, nowMs, (id) => outlooks.get(id)?.latestAtMs ?? nowMs)),
    rates,
    atRisk: risk.opportunities.filter(({ stake }) => stake === 'risk'),
    credits: risk.contracts.flatMap((contract) => creditsOf(contract, outlooks, nowMs) ?? []),
  }
}

export const sumOf = (taken: readonly Pick<Taken, 'baseMinor'>[]): number => taken.reduce((sum, { baseMinor }) => sum + baseMinor, 0)

type Loss = { readonly stream: RiskStream; readonly loss: RiskLoss }

const perHour = ({ basePerMinor }: RiskStream, loss: RiskLoss): number => ratePerHour(loss) * basePerMinor
const total = (losses: readonly Loss[]): number =>
  losses.reduce((sum, { stream, loss }) => sum + perHour(stream, loss) * (((loss.toMs ?? loss.fromMs) - loss.fromMs) / HOUR), 0)

const taken = (stream: RiskStream, loss: RiskLoss, lasted: number): Taken => {
  const ms = Math.max(0, lasted)
  const { incidentId, baselinePerHourMinor, factor, fraction } = loss
  return { incidentId, stream, baselinePerHourMinor, factor, fraction, ms, baseMinor: perHour(stream, loss) * (ms / HOUR) }
}

/** Stretches of one incident, stream and rate as one line. */
function grouped(all: readonly Taken[]): readonly Taken[] {
  const lines = new Map<string, Taken>()
  for (const one of all) {
    const key = [one.incidentId, one.stream.id, one.baselinePerHourMinor, one.factor, one.fraction].join()
    const known = lines.get(key)
    lines.set(key, known ? { ...known, ms: known.ms + one.ms, baseMinor: known.baseMinor + one.baseMinor } : one)
  }
  return [...lines.values()].filter(({ ms }) => ms > 0)
}

function look(risk: RiskState, running: readonly RiskIncident[], nowMs: number, endOf: (incidentId: string) => number): readonly Loss[] {
  const pairs = new Set(risk.linked.map(([a, b]) => `${a} ${b}`))
  const ahead: Ahead = {
    nowMs,
    incidents: new Map(running.map(({ id, startedAtMs }) => [id, { startedAtMs, endsAtMs: endOf(id) }])),
    degradedSeverity: risk.rules.degradedSeverity,
    linked: (a, b) => pairs.has(`${a} ${b}`) || pairs.has(`${b} ${a}`),
  }
  return risk.streams.flatMap((stream) => furtherLoss(stream, ahead).map((segment) => ({ stream, loss: riskLoss(segment) })))
}

/** What the time between the last success and the first failure would have cost at the rate the outage began with. */
const beforeOf = (running: readonly RiskIncident[], losses: readonly Loss[]): number =>
  running.reduce((sum, { id, startedAtMs, blindFromAtMs }) => {
    if (blindFromAtMs === null) return sum
    const first = losses.filter(({ loss }) => loss.incidentId === id && loss.fromMs <= startedAtMs)
    return sum + first.reduce((all, { stream, loss }) => all + perHour(stream, loss), 0) * (Math.max(0, startedAtMs - blindFromAtMs) / HOUR)
  }, 0)
