import type { Status } from '../../checks/model'
import type { Journey, Opportunity } from '../../impact/model'
import { stakeOf } from '../../impact/rules/opportunity'
import type { Telling } from '../advance'
import type { CheckState, World } from '../model'

/** Deals that hang on this check or its service: at risk, under strain, or safe again since `fromAt` (IMP-4). */
export function stakeStep(telling: Telling, { check }: Pick<CheckState, 'check'>, fromAt: Date): void {
  for (const { opportunity } of telling.world.opportunities.values())
    if (opportunity.journeys.some(({ id }) => id === check.id || id === check.serviceId)) judge(telling, opportunity, fromAt)
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
  if (stake !== held.stake) tell({ kind: 'stake', opportunityId: opportunity.id, was: held.stake, stake, sinceAt: fromAt, because })
  else if (because.join() !== held.because.join())
    tell({ kind: 'stake', opportunityId: opportunity.id, was: held.stake, stake, sinceAt: held.sinceAt, because })
}

/** A check and its service may have one title: to a reader they are one. */
const titlesOnce = (journeys: readonly { readonly title: string }[]): readonly string[] => [...new Set(journeys.map(({ title }) => title))]

function stateOf(world: World, { kind, id }: Journey): { title: string; status: Status } {
  if (kind === 'check') {
    const state = world.checks.get(id)
    return { title: state?.check.title ?? 'a removed check', status: state?.status ?? 'unknown' }
  }
  const state = world.services.get(id)
  return { title: state?.service.title ?? 'a removed service', status: state?.status ?? 'unknown' }
}
