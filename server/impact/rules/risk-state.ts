import type { Tier } from '../../catalogue/model'
import type { Severity, Status } from '../../checks/model'
import type { Certainty, LossSegment, Profile, Stake } from '../model'
import type { RiskContract } from './contract-risk'
import type { Felt } from './further'
import type { RepairPrior } from './outlook'

/**
 * Everything that the money on a screen needs, as plain JSON: what topic `risk` carries. Server and browser work the figures out of it with
 * the same rules, so that what ticks on the screen is what the ledger will say. Instants are epoch milliseconds.
 */
export type RiskState = {
  readonly id: 'risk'
  /** The currency everything is shown in. */
  readonly base: string
  /** Currencies for which no rate is declared: what is in them is left out, and said. */
  readonly unconverted: readonly string[]
  /** How much of the business is declared; with nothing declared the page works without money (IMP-14). */
  readonly declared: {
    readonly streams: number
    readonly opportunities: number
    readonly segments: number
    readonly contracts: number
  }
  readonly checks: number
  readonly services: RiskServices
  readonly rules: {
    readonly degradedSeverity: number
    readonly repairPrior: RepairPrior
    readonly tierWeights: Readonly<Record<Tier, number>>
  }
  /** Minor units of `base` an hour: more than the business said it can bear. */
  readonly waterlinePerHourMinor: number | null
  /** How many are open; `incidents` holds all that cost or threaten something, and the gravest of the others. */
  readonly openIncidents: number
  readonly incidents: readonly RiskIncident[]
  /** Streams that lose, or lost in the last day. */
  readonly streams: readonly RiskStream[]
  /** Pairs of failing services of which one needs the other. */
  readonly linked: readonly (readonly [string, string])[]
  readonly opportunities: readonly RiskOpportunity[]
  readonly segments: readonly RiskSegment[]
  /** Those that fail or for which something is owed this month, and so many of the others. */
  readonly contracts: readonly RiskContract[]
  /** Incidents of severity emergency that nobody has acknowledged. */
  readonly unacknowledgedEmergencies: Unacknowledged
  readonly calmSinceMs: number | null
  /** Since when Plimsoll itself cannot see, or cannot store. */
  readonly blindSinceMs: number | null
  readonly unstoredSinceMs: number | null
}

/** With thousands that fail at once, those that explain the figures are named; of the others it is enough how many there are. */
export type RiskServices = {
  readonly tiers: Readonly<Record<Tier, number>>
  /** Those that are not up: all that a stream feels, and the gravest of the others. */
  readonly notUp: readonly RiskService[]
  /** How many more there are of each kind. */
  readonly others: readonly { readonly tier: Tier; readonly status: Status; readonly count: number }[]
}

/** The titles of the first ones, and how many there are beside them. */
export type Unacknowledged = { readonly titles: readonly string[]; readonly others: number }

export type RiskService = {
  readonly id: string
  readonly title: string
  readonly tier: Tier
  readonly status: Status
  readonly sinceMs: number
}

export type RiskIncident = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly severity: Severity
  readonly state: 'triggered' | 'acknowledged' | 'mitigated' | 'resolved'
  readonly startedAtMs: number
  /** Nothing of it runs any more; only its past load is drawn. */
  readonly over: boolean
  /** Who is on it. */
  readonly owner: string | null
  /** The service whose repairs the outlook learns from. */
  readonly service: string | null
  readonly repairsMs: readonly number[]
  /** The last success before it began: between the two nobody can say (IMP-3). */
  readonly blindFromAtMs: number | null
}

export type RiskStream = {
  readonly id: string
  readonly title: string
  readonly currency: string
  /** What one minor unit of it is worth in minor units of the base. */
  readonly basePerMinor: number
  readonly baselinePerHourMinor: number
  readonly profile: Profile | null
  readonly felt: readonly Felt[]
  readonly losses: readonly RiskLoss[]
}

/** A segment of the ledger. */
export type RiskLoss = {
  readonly incidentId: string
  readonly fromMs: number
  readonly toMs: number | null
  readonly fraction: number
  readonly baselinePerHourMinor: number
  readonly factor: number
  readonly certainty: Certainty
}

/** The same as plain JSON. */
export const riskLoss = ({ incidentId, fromAt, toAt, fraction, baselinePerHourMinor, factor, certainty }: LossSegment): RiskLoss => ({
  incidentId,
  fromMs: fromAt.getTime(),
  toMs: toAt?.getTime() ?? null,
  fraction,
  baselinePerHourMinor,
  factor,
  certainty,
})

export type RiskOpportunity = {
  readonly id: string
  readonly title: string
  readonly currency: string
  readonly basePerMinor: number
  readonly valueMinor: number
  readonly probability: number
  readonly stake: Stake
  readonly sinceMs: number
  /** Which of its journeys fail or strain, by title. */
  readonly because: readonly string[]
  /** The open incidents that touch its journeys. */
  readonly incidentIds: readonly string[]
}

/** Customers of whom some use a service that is down. */
export type RiskSegment = { readonly id: string; readonly title: string; readonly customers: number; readonly hits: readonly SegmentHit[] }
export type SegmentHit = {
  /** The id of the service. */
  readonly service: string
  readonly title: string
  /** 0..1 */
  readonly reach: number
}

/** A deal as topic `opportunities` carries it: what it is worth, and how the journeys stand that it depends on. */
export type OpportunityRow = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly currency: string
  readonly valueMinor: number
  /** What one minor unit of it is worth in the base currency; null when no rate is declared. */
  readonly basePerMinor: number | null
  readonly base: string
  readonly probability: number
  readonly closesOn: string | null
  readonly nextStep: string | null
  readonly stakeholders: readonly string[]
  /** 0..1; 1 for every minute. */
  readonly target: number | null
  readonly stake: Stake
  readonly sinceMs: number
  readonly because: readonly string[]
  readonly journeys: readonly JourneyRow[]
}
export type JourneyRow = {
  readonly kind: 'service' | 'check'
  readonly id: string
  readonly title: string
  readonly status: Status
  readonly sinceMs: number
}
