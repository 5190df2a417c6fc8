import type { NoticeKind } from '../alerts/model'
import { fits } from '../alerts/rules/matching'
import { decide } from '../alerts/rules/paging'
import { recipientName } from '../alerts/rules/reach'
import type { Severity } from '../checks/model'
import type { Opportunity } from '../impact/model'
import { rateOf } from '../impact/rules/currency'
import { factorAt } from '../impact/rules/profile'
import { DAY } from '../kernel/duration'
import { labelsOf } from './labels'
import type { World } from './model'
import { plannedNow } from './planned'
import { contextOf, toldOf } from './steps/notice'

/** So far is looked ahead: after a day of no answer it only goes on like that. */
const AHEAD_MS = DAY
/** However often something falls due in it. */
const MOST_MOMENTS = 500
const MOST_TOLD = 100

export type Rehearsed = {
  /** When it would fail. */
  readonly at: Date
  /** Whom it would tell, by which channel, when; the first hundred. */
  readonly told: readonly { readonly at: Date; readonly kind: NoticeKind; readonly to: string }[]
  readonly isCut: boolean
  /** Why whom, and why not. */
  readonly trail: readonly { readonly at: Date; readonly says: string }[]
  /** What hangs on which check fails, and is left out: definitions, and deals whose stakeholders would be briefed. */
  readonly leftOut: readonly string[]
}

/**
 * Who would be told if a service failed at that instant and nobody answered: the decision itself, asked at every moment at which something
 * falls due, with what is declared and silenced as it stands. Nothing is told, and the world stays as it is (ALR-15).
 */
export function rehearse(
  world: World,
  { serviceId, severity }: { readonly serviceId: string; readonly severity: Severity },
  at: Date,
): Rehearsed {
  const about = { id: 'rehearsal', serviceId, severity }
  const subject = {
    incidentId: about.id,
    state: 'triggered',
    severity,
    openedAt: at,
    acknowledgedAt: null,
    alerts: 1,
    escalations: [],
  } as const
  const told: { at: Date; kind: NoticeKind; to: string }[] = []
  const deals = dealsOn(world, new Set([serviceId]))
  let then = worldAt(world, at)
  let page: Parameters<typeof decide>[0]
  let now: Date | null = at
  for (let moment = 0; now !== null && moment < MOST_MOMENTS && now.getTime() - at.getTime() <= AHEAD_MS; moment++) {
    if (now.getTime() >= then.planned.nextMs) then = worldAt(world, now)
    const decision = decide(
      page,
      subject,
      contextOf(then, { ...about, labels: labelsOf(then, about), deals }, lossPerHourOf(then, serviceId, now), now),
      world.rules.pager,
      now,
    )
    for (const { kind, recipient, at: dueAt } of decision.notices) told.push({ at: dueAt, kind, to: recipientName(recipient) })
    page = decision.page
    now = decision.nextAt
  }
  return {
    at,
    told: told.slice(0, MOST_TOLD),
    isCut: told.length > MOST_TOLD,
    trail: page?.trail ?? [],
    leftOut: leftOutIn(world, serviceId),
  }
}

/** With planned work as it will hold then. */
const worldAt = (world: World, at: Date): World => ({ ...world, planned: plannedNow(world, at) })

/** The deals that hang on any of these services and checks. */
const dealsOn = ({ opportunities }: World, ids: ReadonlySet<string>): readonly Opportunity[] =>
  [...opportunities.values()].flatMap(({ opportunity }) => (opportunity.journeys.some(({ id }) => ids.has(id)) ? [opportunity] : []))

/** What is lost an hour while this service alone is down, in minor units of the base currency. */
function lossPerHourOf({ streams, currencies }: World, serviceId: string, now: Date): number {
  let perHour = 0
  for (const { baselinePerHourMinor, profile, dependence, currency } of streams.values())
    perHour += baselinePerHourMinor * factorAt(profile, now.getTime()) * (dependence[serviceId] ?? 0) * (rateOf(currency, currencies) ?? 0)
  return perHour
}

function leftOutIn(world: World, serviceId: string): readonly string[] {
  const checks = world.checksOf.get(serviceId) ?? []
  const isNamed = (written: string) => checks.some(({ check }) => fits(written, check.name))
  const onService = new Set(dealsOn(world, new Set([serviceId])))
  const onChecks = dealsOn(world, new Set(checks.map(({ check }) => check.id)))
  return [
    ...world.routing.definitions.filter(({ when }) => when.checks?.some(isNamed)).map(({ name }) => `the definition ${name}`),
    ...onChecks.filter((deal) => !onService.has(deal) && toldOf(deal).length > 0).map(({ title }) => `the stakeholders of ${title}`),
  ]
}
