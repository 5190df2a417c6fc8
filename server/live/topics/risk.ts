import { TIERS } from '../../catalogue/model'
import { SEVERITIES, type Status } from '../../checks/model'
import { felt } from '../../checks/rules/maintenance-overlay'
import { heldSince } from '../../checks/rules/spans'
import type { RiskContract } from '../../impact/rules/contract-risk'
import { rateOf } from '../../impact/rules/currency'
import type { Felt } from '../../impact/rules/further'
import {
  type RiskIncident,
  type RiskOpportunity,
  type RiskSegment,
  type RiskServices,
  type RiskState,
  type RiskStream,
  riskLoss,
  type Unacknowledged,
} from '../../impact/rules/risk-state'
import type { Incident } from '../../incidents/model'
import { first, some } from '../../kernel/iterables'
import type { ServiceState, World } from '../../pipeline/model'
import { contractsOf } from './contracts-of'
import { defineTopic } from './topic'

/** Open incidents that cost and threaten nothing are named up to this many. */
const OTHERS_SHOWN = 20
/** Services that are not up are named up to this many, beside those that a stream feels. */
const NOT_UP_SHOWN = 40
const BY_GRAVITY = ['down', 'degraded', 'unknown', 'maintenance', 'paused'] as const satisfies readonly Status[]
/** Incidents that are over and whose load is still drawn. */
const PAST_SHOWN = 20

/** What every money figure is worked out from; one item. */
export const risk = defineTopic<RiskState>({
  kind: 'risk',
  keyed: false,
  right: 'read-money',
  all: (world, _key, now) => [riskOf(world, now)],
  touched(_world, cause) {
    switch (cause.kind) {
      case 'catalogue':
      case 'service-status':
      case 'stake':
      case 'alert':
      case 'incident-opened':
      case 'incident-changed':
      case 'incident-stored':
      case 'loss':
      case 'loss-shared':
      case 'hour':
        return ['risk']
      default:
        return []
    }
  },
  item: (world, _id, _key, _causes, now) => riskOf(world, now),
})

/** The world as far as money is concerned, as plain JSON. */
export function riskOf(world: World, now: Date): RiskState {
  const services = [...world.services.values()]
  const open = [...world.incidents.values()].filter(({ state }) => state !== 'resolved')
  const streams = streamsOf(world)
  const opportunities = opportunitiesOf(world)
  const contracts = contractsOf(world, now)
  return {
    id: 'risk',
    base: world.currencies.base,
    unconverted: unconvertedOf(world),
    declared: {
      streams: world.streams.size,
      opportunities: world.opportunities.size,
      segments: world.segments.size,
      contracts: world.contracts.size,
    },
    checks: world.checks.size,
    services: servicesOf(services, streams),
    rules: { degradedSeverity: world.rules.degradedSeverity, repairPrior: world.rules.repairPrior, tierWeights: world.rules.tierWeights },
    waterlinePerHourMinor: world.rules.waterlinePerHourMinor,
    openIncidents: open.length,
    incidents: incidentsOf(world, streams, opportunities, contracts),
    streams,
    linked: linkedOf(world, streams),
    opportunities,
    segments: segmentsOf(world),
    contracts,
    unacknowledgedEmergencies: unacknowledgedIn(open),
    calmSinceMs: world.calmSince?.getTime() ?? null,
    blindSinceMs: world.sight.blindSince?.getTime() ?? null,
    unstoredSinceMs: world.sight.unstoredSince?.getTime() ?? null,
  }
}

function servicesOf(services: readonly ServiceState[], streams: readonly RiskStream[]): RiskServices {
  const isFelt = new Set(streams.flatMap(({ felt }) => felt.map(({ serviceId }) => serviceId)))
  const failing = services.filter(({ status }) => status !== 'up')
  const notUp = failing.filter(({ service }) => isFelt.has(service.id))
  const unfelt = Map.groupBy(
    failing.filter(({ service }) => !isFelt.has(service.id)),
    ({ status, service }) => `${status} ${service.tier}`,
  )
  const others = BY_GRAVITY.flatMap((status) =>
    TIERS.flatMap((tier) => {
      const found = unfelt.get(`${status} ${tier}`) ?? []
      const named = found.slice(0, Math.max(0, NOT_UP_SHOWN - notUp.length))
      notUp.push(...named)
      return found.length > named.length ? [{ tier, status, count: found.length - named.length }] : []
    }),
  )
  return {
    tiers: { 1: countOf(services, 1), 2: countOf(services, 2), 3: countOf(services, 3) },
    notUp: notUp.map(({ service: { id, title, tier }, status, spans }) => ({
      id,
      title,
      tier,
      status,
      sinceMs: heldSince(spans)?.getTime() ?? 0,
    })),
    others,
  }
}

function unacknowledgedIn(open: readonly Incident[]): Unacknowledged {
  const titles = open.flatMap(({ severity, state, title }) => (severity === 'emergency' && state === 'triggered' ? title : []))
  return { titles: titles.slice(0, OTHERS_SHOWN), others: Math.max(0, titles.length - OTHERS_SHOWN) }
}

const countOf = (services: readonly ServiceState[], tier: number): number => services.filter(({ service }) => service.tier === tier).length

function unconvertedOf(world: World): readonly string[] {
  const used = [
    ...[...world.streams.values()].map(({ currency }) => currency),
    ...[...world.opportunities.values()].map(({ opportunity }) => opportunity.currency),
    ...[...world.contracts.values()].map(({ currency }) => currency),
  ]
  return [...new Set(used)].filter((currency) => rateOf(currency, world.currencies) === undefined).sort()
}

function streamsOf(world: World): readonly RiskStream[] {
  return [...world.streams.values()].flatMap(({ id, title, currency, baselinePerHourMinor, profile, dependence }) => {
    const basePerMinor = rateOf(currency, world.currencies)
    const felt = Object.entries(dependence).flatMap(([serviceId, share]) => feltOf(world, serviceId, share) ?? [])
    const losses = (world.ledger.get(id) ?? []).map(riskLoss)
    if (basePerMinor === undefined || (felt.length === 0 && losses.length === 0)) return []
    return [{ id, title, currency, basePerMinor, baselinePerHourMinor, profile, felt, losses }]
  })
}

/** How a stream feels a service: while it fails, and an incident is about it. */
function feltOf(world: World, serviceId: string, dependence: number): Felt | undefined {
  const state = world.services.get(serviceId)
  const incidentIds = [...(world.openAlertsOf.get(serviceId) ?? [])].flatMap(([incidentId, alerts]) =>
    some(alerts.values(), ({ condition }) => condition !== 'reported') ? incidentId : [],
  )
  if (!state || dependence === 0 || incidentIds.length === 0) return undefined
  const spans = felt(state.spans)
  const blind = spans.at(-1)?.status === 'unknown'
  const status = spans.findLast(({ status: was }) => was !== 'unknown')?.status
  return status === 'down' || status === 'degraded' ? { serviceId, dependence, status, blind, incidentIds } : undefined
}

function opportunitiesOf(world: World): readonly RiskOpportunity[] {
  return [...world.opportunities.values()].flatMap(
    ({ opportunity: { id, title, currency, valueMinor, probability, journeys }, stake, sinceAt, because }) => {
      const basePerMinor = rateOf(currency, world.currencies)
      if (basePerMinor === undefined) return []
      const incidentIds = journeys.flatMap((journey) =>
        journey.kind === 'check'
          ? (world.openAlertOf.get(journey.id)?.incidentId ?? [])
          : [...(world.openAlertsOf.get(journey.id)?.keys() ?? [])],
      )
      return [
        {
          id,
          title,
          currency,
          basePerMinor,
          valueMinor,
          probability,
          stake,
          sinceMs: sinceAt.getTime(),
          because,
          incidentIds: [...new Set(incidentIds)],
        },
      ]
    },
  )
}

/** All that cost or threaten something, the gravest of the others, and the last ones whose load is still drawn. */
function incidentsOf(
  world: World,
  streams: readonly RiskStream[],
  opportunities: readonly RiskOpportunity[],
  contracts: readonly RiskContract[],
): readonly RiskIncident[] {
  const running = new Set(streams.flatMap(({ losses }) => losses.flatMap(({ incidentId, toMs }) => (toMs === null ? incidentId : []))))
  const costing = new Set([
    ...streams.flatMap(({ losses }) => losses.map(({ incidentId }) => incidentId)),
    ...opportunities.flatMap(({ incidentIds }) => incidentIds),
    ...contracts.flatMap(({ incidentIds }) => incidentIds),
  ])
  const isOver = ({ id, state }: Incident) => state === 'resolved' && !running.has(id)
  const all = [...world.incidents.values()]
  const open = all.filter((incident) => !isOver(incident))
  const others = open
    .filter(({ id }) => !costing.has(id))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.startedAt.getTime() - b.startedAt.getTime())
  const past = all
    .filter((incident) => isOver(incident) && costing.has(incident.id))
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
  return [...open.filter(({ id }) => costing.has(id)), ...others.slice(0, OTHERS_SHOWN), ...past.slice(0, PAST_SHOWN)].map((incident) =>
    incidentOf(world, incident, isOver(incident)),
  )
}

function incidentOf(
  world: World,
  { id, number, title, severity, state, startedAt, assignee, acknowledgedBy, serviceId }: Incident,
  over: boolean,
): RiskIncident {
  const begun = over
    ? undefined
    : first(
        world.alertsIn.get(id)?.values() ?? [],
        (alert) => serviceId !== null && alert.serviceId === serviceId && alert.startedAt.getTime() === startedAt.getTime(),
      )
  return {
    id,
    number,
    title,
    severity,
    state,
    startedAtMs: startedAt.getTime(),
    over,
    owner: assignee ?? acknowledgedBy,
    service: serviceId ? (world.services.get(serviceId)?.service.title ?? null) : null,
    repairsMs: serviceId && !over ? (world.repairs.get(serviceId) ?? []) : [],
    blindFromAtMs: begun?.blindFromAt?.getTime() ?? null,
  }
}

function linkedOf(world: World, streams: readonly RiskStream[]): readonly (readonly [string, string])[] {
  const failing = [...new Set(streams.flatMap(({ felt }) => felt.map(({ serviceId }) => serviceId)))]
  return failing.flatMap((id) => failing.filter((other) => world.needs.get(id)?.has(other)).map((other) => [id, other] as const))
}

function segmentsOf(world: World): readonly RiskSegment[] {
  return [...world.segments.values()].flatMap(({ id, title, customers, reach }) => {
    const hits = Object.entries(reach).flatMap(([serviceId, share]) => {
      const state = world.services.get(serviceId)
      return state?.status === 'down' && share > 0 ? [{ service: serviceId, title: state.service.title, reach: share }] : []
    })
    return hits.length > 0 ? [{ id, title, customers, hits }] : []
  })
}
