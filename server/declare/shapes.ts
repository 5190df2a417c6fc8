import type { ServiceInput } from '../catalogue/model'
import type { CheckInput } from '../checks/input'
import { checkTypeOf, parseOptions } from '../checks/types/registry'
import type {
  Contract,
  ContractInput,
  CreditTier,
  OpportunityInput,
  Profile,
  ProfileInput,
  SegmentInput,
  StreamInput,
} from '../impact/model'
import { WEEKDAYS } from '../kernel/local-time'
import { toMinor } from '../kernel/money'

/** Whom to tell, by what, in which order, and when nobody: what is declared for the pager, kept as it was declared. */
export const ROUTING_LISTS = ['channels', 'teams', 'contacts', 'schedules', 'policies', 'definitions', 'sources', 'maintenance'] as const
export type RoutingList = (typeof ROUTING_LISTS)[number]
/** As a row of `routing_items` is told what it is. */
export const ROUTING_NOUNS = {
  channels: 'channel',
  teams: 'team',
  contacts: 'contact',
  schedules: 'schedule',
  policies: 'policy',
  definitions: 'definition',
  sources: 'source',
  maintenance: 'window',
} as const satisfies Record<RoutingList, string>
/** Something for each of them. */
export const byRoutingList = <Value>(make: (list: RoutingList) => Value): Record<RoutingList, Value> => ({
  channels: make('channels'),
  teams: make('teams'),
  contacts: make('contacts'),
  schedules: make('schedules'),
  policies: make('policies'),
  definitions: make('definitions'),
  sources: make('sources'),
  maintenance: make('maintenance'),
})

/** What was declared, with names instead of ids and every default written out: two of one shape are the same. */
export type ServiceShape = {
  name: string
  title: string
  tier: 1 | 2 | 3
  owner: string | null
  dependsOn: readonly string[]
  runbook: string | null
}
export type CheckShape = {
  name: string
  title: string
  service: string
  type: string
  target: string
  options: Readonly<Record<string, unknown>>
  intervalMs: number
  confirmIntervalMs: number
  timeoutMs: number
  slowAfterMs: number | null
  openAfter: number
  closeAfter: number
  critical: boolean
  severity: string | null
  consequence: string | null
  tags: readonly string[]
  paused: boolean
}
export type StreamShape = {
  name: string
  title: string
  currency: string
  baselinePerHourMinor: number
  profile: Profile | null
  dependence: Readonly<Record<string, number>>
}
export type JourneyShape = { kind: 'service' | 'check'; name: string }
export type OpportunityShape = {
  name: string
  title: string
  currency: string
  valueMinor: number
  probability: number
  closesOn: string | null
  nextStep: string | null
  stakeholders: readonly string[]
  journeys: readonly JourneyShape[]
  target: number | null
}
export type SegmentShape = { name: string; title: string; customers: number; reach: Readonly<Record<string, number>> }
export type ContractShape = {
  name: string
  title: string
  customer: string
  currency: string
  monthlyFeeMinor: number
  sla: number
  services: readonly string[]
  timeZone: string
  maintenance: Contract['maintenance']
  tiers: readonly CreditTier[]
}

/** `admin-area` → `Admin area`: the title of what has none. */
export const titleFrom = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')

export const serviceShape = ({ name, title, tier, owner, dependsOn, runbook }: ServiceInput): ServiceShape => ({
  name,
  title: title ?? titleFrom(name),
  tier,
  owner: owner ?? null,
  dependsOn: [...new Set(dependsOn)].sort(),
  runbook: runbook ?? null,
})

/** @throws Refusal `invalid` when the options are not those of the type */
export const checkShape = (input: CheckInput): CheckShape => ({
  name: input.name,
  title: input.title ?? titleFrom(input.name),
  service: input.service,
  type: input.type,
  target: checkTypeOf(input.type).target(parseOptions(input.type, input.options)).says,
  options: input.options,
  intervalMs: input.interval,
  confirmIntervalMs: Math.min(input.confirmInterval, input.interval),
  timeoutMs: input.timeout,
  slowAfterMs: input.slowAfter ?? null,
  openAfter: input.openAfter,
  closeAfter: input.closeAfter,
  critical: input.critical,
  severity: input.severity ?? null,
  consequence: input.consequence ?? null,
  tags: [...new Set(input.tags)].sort(),
  paused: input.paused,
})

export const streamShape = ({ name, title, currency, perHour, profile, dependsOn }: StreamInput): StreamShape => ({
  name,
  title: title ?? titleFrom(name),
  currency,
  baselinePerHourMinor: toMinor(perHour, currency),
  profile: profile ? profileOf(profile) : null,
  dependence: sorted(dependsOn),
})

const profileOf = ({ timeZone, week }: ProfileInputOf): Profile => ({
  timeZone,
  hours: WEEKDAYS.flatMap((day) => week[day] ?? Array.from({ length: 24 }, () => 1)),
})
type ProfileInputOf = ReturnType<(typeof ProfileInput)['parse']>

export const opportunityShape = (input: OpportunityInput): OpportunityShape => ({
  name: input.name,
  title: input.title ?? titleFrom(input.name),
  currency: input.currency,
  valueMinor: toMinor(input.value, input.currency),
  probability: input.probability,
  closesOn: input.closesOn ?? null,
  nextStep: input.nextStep ?? null,
  stakeholders: input.stakeholders,
  journeys: input.journeys.map((journey) =>
    'service' in journey ? { kind: 'service', name: journey.service } : { kind: 'check', name: journey.check },
  ),
  target: input.target ?? null,
})

export const segmentShape = ({ name, title, customers, reach }: SegmentInput): SegmentShape => ({
  name,
  title: title ?? titleFrom(name),
  customers,
  reach: sorted(reach),
})

export const contractShape = (input: ContractInput): ContractShape => ({
  name: input.name,
  title: input.title ?? titleFrom(input.name),
  customer: input.customer,
  currency: input.currency,
  monthlyFeeMinor: toMinor(input.monthlyFee, input.currency),
  sla: input.sla,
  services: [...new Set(input.services)].sort(),
  timeZone: input.timeZone,
  maintenance: input.maintenance,
  tiers: input.credits.map(({ below, credit }) => ({ below, credit })).sort((a, b) => b.below - a.below),
})

export const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
