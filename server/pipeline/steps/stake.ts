import type { Status } from '../../checks/model'
import { statusAt } from '../../checks/rules/spans'
import type { Journey, Opportunity, Stake } from '../../impact/model'
import { stakeOf } from '../../impact/rules/opportunity'
import type { Telling } from '../advance'
import type { CheckState, World } from '../model'

/** Deals that hang on this check or its service: at risk, under strain, or safe again since `fromAt` (IMP-4). */
export function stakeStep(telling: Telling, { check }: Pick<CheckState, 'check'>, fromAt: Date): void {
  for (const { opportunity } of telling.world.opportunities.values())
    if (opportunity.journeys.some(({ id }) => id === check.id || id === check.serviceId)) judge(telling, opportunity, fromAt)
}

/** The same for all that hangs on a service, or on any check of it. */
export function stakesStep(telling: Telling, serviceId: string, fromAt: Date): void {
  const { opportunities, checksOf } = telling.world
  if (opportunities.size === 0) return
  const touched = new Set([serviceId, ...(checksOf.get(serviceId) ?? []).map(({ check }) => check.id)])
  for (const { opportunity } of opportunities.values())
    if (opportunity.journeys.some(({ id }) => touched.has(id))) judge(telling, opportunity, fromAt)
}

/** Judges one deal anew. */
export function judge({ world, tell }: Telling, opportunity: Opportunity, fromAt: Date): void {
  const held = world.opportunities.get(opportunity.id)
  if (!held) return
  const journeys = opportunity.journeys.map((journey) => ({ ...stateOf(world, journey) }))
  const stake = stakeOf(journeys.map(({ status }) => status))
  const because = titlesOnce(
    journeys.filter(({ status }) => (stake === 'risk' ? status === 'down' : status === 'degraded' || status === 'unknown')),
  )
  if (stake !== held.stake)
    tell({
      kind: 'stake',
      opportunityId: opportunity.id,
      was: held.stake,
      stake,
      sinceAt: sinceOf(world, opportunity, stake, fromAt),
      because,
    })
  else if (because.join() !== held.because.join())
    tell({ kind: 'stake', opportunityId: opportunity.id, was: held.stake, stake, sinceAt: held.sinceAt, because })
}

/** A check and its service may have one title: to a reader they are one. */
const titlesOnce = (journeys: readonly { readonly title: string }[]): readonly string[] => [...new Set(journeys.map(({ title }) => title))]

/** From when on, at or after `fromAt`, the journeys together made it what it is: another journey may have recovered later than the one that was decided last. */
function sinceOf(world: World, { journeys }: Opportunity, stake: Stake, fromAt: Date): Date {
  const histories = journeys.map(({ kind, id }) => (kind === 'check' ? world.checks : world.services).get(id)?.spans ?? [])
  const fromMs = fromAt.getTime()
  const turns = new Set(histories.flatMap((spans) => spans.map(({ fromAt: at }) => at.getTime()).filter((ms) => ms > fromMs)))
  let sinceMs: number | undefined
  for (const ms of [fromMs, ...[...turns].sort((a, b) => a - b)])
    sinceMs = stakeOf(histories.map((spans) => statusAt(spans, ms))) === stake ? (sinceMs ?? ms) : undefined
  return sinceMs === undefined ? fromAt : new Date(sinceMs)
}

function stateOf(world: World, { kind, id }: Journey): { title: string; status: Status } {
  if (kind === 'check') {
    const state = world.checks.get(id)
    return { title: state?.check.title ?? 'a removed check', status: state?.status ?? 'unknown' }
  }
  const state = world.services.get(id)
  return { title: state?.service.title ?? 'a removed service', status: state?.status ?? 'unknown' }
}
