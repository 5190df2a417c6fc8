import type { Status } from '../../checks/model'
import { heldSince } from '../../checks/rules/spans'
import type { Journey } from '../../impact/model'
import { rateOf } from '../../impact/rules/currency'
import type { JourneyRow, OpportunityRow } from '../../impact/rules/risk-state'
import type { OpportunityState, World } from '../../pipeline/model'
import { defineTopic } from './topic'

/** Every deal with its stake and the journeys it depends on. */
export const opportunities = defineTopic<OpportunityRow>({
  kind: 'opportunities',
  keyed: false,
  right: 'read-money',
  all: (world) => [...world.opportunities.values()].map((state) => opportunityRow(world, state)),
  touched(world, cause) {
    switch (cause.kind) {
      case 'stake':
        return [cause.opportunityId]
      case 'service-status':
        return dependingOn(world, cause.serviceId)
      case 'check-status':
        return dependingOn(world, cause.checkId)
      case 'catalogue':
        return 'all'
      default:
        return []
    }
  },
  item(world, id) {
    const state = world.opportunities.get(id)
    return state && opportunityRow(world, state)
  },
})

const dependingOn = (world: World, journeyId: string): readonly string[] =>
  [...world.opportunities.values()].flatMap(({ opportunity: { id, journeys } }) =>
    journeys.some((journey) => journey.id === journeyId) ? id : [],
  )

export function opportunityRow(world: World, { opportunity, stake, sinceAt, because }: OpportunityState): OpportunityRow {
  const { id, name, title, currency, valueMinor, probability, closesOn, nextStep, stakeholders, target, journeys } = opportunity
  return {
    id,
    name,
    title,
    currency,
    valueMinor,
    basePerMinor: rateOf(currency, world.currencies) ?? null,
    base: world.currencies.base,
    probability,
    closesOn,
    nextStep,
    stakeholders,
    target,
    stake,
    sinceMs: sinceAt.getTime(),
    because,
    journeys: oncePerTitle(journeys.map((journey) => journeyRow(world, journey))),
  }
}

const WORST_FIRST: readonly Status[] = ['down', 'degraded', 'unknown', 'maintenance', 'paused', 'up']

/** A check and its service may have one title: to a reader they are one, and the worse of the two is what counts. */
function oncePerTitle(rows: readonly JourneyRow[]): readonly JourneyRow[] {
  const byTitle = new Map<string, JourneyRow>()
  for (const row of rows) {
    const known = byTitle.get(row.title)
    if (!known || WORST_FIRST.indexOf(row.status) < WORST_FIRST.indexOf(known.status)) byTitle.set(row.title, row)
  }
  return [...byTitle.values()]
}

function journeyRow(world: World, { kind, id }: Journey): JourneyRow {
  const state = kind === 'check' ? world.checks.get(id) : world.services.get(id)
  const title = kind === 'check' ? world.checks.get(id)?.check.title : world.services.get(id)?.service.title
  return {
    kind,
    id,
    title: title ?? `A ${kind} that was removed`,
    status: state?.status ?? 'unknown',
    sinceMs: heldSince(state?.spans ?? [])?.getTime() ?? 0,
  }
}
