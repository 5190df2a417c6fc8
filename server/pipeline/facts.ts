import type { Alert, Facts } from '../alerts/model'
import type { Journey, Opportunity } from '../impact/model'
import { lostBy, ratePerHour } from '../impact/rules/accrual'
import { rateOf } from '../impact/rules/currency'
import { customersAffected } from '../impact/rules/segments'
import type { Incident } from '../incidents/model'
import { some } from '../kernel/iterables'
import { formatWhole, toMinor } from '../kernel/money'
import type { World } from './model'

const CHECKS_NAMED = 10

/**
 * What a message about an incident says of it, from the world as it stands; complete in itself, since Postgres may be away (ALR-2).
 *
 * @param context what the matrix of definitions says of it
 */
export function factsOf(world: World, incident: Incident, context: string | null, now: Date): Facts {
  const { publicUrl } = world.rules
  const alerts = [...(world.alertsIn.get(incident.id)?.values() ?? [])]
  const open = alerts.filter(({ endedAt }) => endedAt === null)
  const whole = world.incidents.get(incident.mergedInto ?? '')
  const service = incident.serviceId ? world.services.get(incident.serviceId)?.service : undefined
  const told = open.length > 0 ? open : alerts
  return {
    incidentId: incident.id,
    number: incident.number || null,
    severity: incident.severity,
    title: incident.title,
    service: service?.title ?? null,
    sinceAt: incident.startedAt,
    resolvedAt: incident.resolvedAt,
    ...(whole && { mergedInto: `INC-${whole.number}` }),
    by: incident.state === 'resolved' ? incident.resolvedBy : incident.acknowledgedBy,
    says: (told.find(({ serviceId }) => serviceId === incident.serviceId) ?? told[0])?.says ?? '',
    money: moneyOf(world, incident, now),
    customers: world.segments.size === 0 ? null : customersOf(world, new Set(open.flatMap(({ serviceId }) => serviceId ?? []))),
    cause: incident.cause ?? causeOf(world, open),
    nextStep: service?.runbook ? `Follow the runbook of ${service.title}` : null,
    runbook: service?.runbook ?? null,
    link: publicUrl === null ? null : `${publicUrl}/incidents/${incident.id}`,
    context,
    checks: [...new Set(told.map((alert) => nameOf(world, alert)))].filter(Boolean).slice(0, CHECKS_NAMED),
  }
}

const nameOf = ({ checks }: World, alert: Alert): string =>
  alert.signal === null ? (checks.get(alert.checkId)?.check.title ?? '') : alert.signal.title

/** What an incident takes a minute now, in minor units of the report currency (ALR-10). Not rounded; what has no rate of exchange counts as nothing. */
export function lossPerMinuteOf(world: World, incidentId: string): number {
  let perHour = 0
  for (const streamId of world.streamsOf.get(incidentId) ?? []) {
    const rate = rateOf(world.streams.get(streamId)?.currency ?? '', world.currencies) ?? 0
    for (const segment of world.ledger.get(streamId) ?? [])
      if (segment.incidentId === incidentId && segment.toAt === null) perHour += ratePerHour(segment) * rate
  }
  return perHour / 60
}

/** `GBP 925,000 Zebra Associates at risk; losing GBP 1,240 an hour; GBP 310 lost so far`. Null when nothing of it hangs on this incident (IMP-14). */
function moneyOf(world: World, { id }: Incident, now: Date): string | null {
  const [losing, lost] = [new Map<string, number>(), new Map<string, number>()]
  const add = (sums: Map<string, number>, currency: string, minor: number) => void sums.set(currency, (sums.get(currency) ?? 0) + minor)
  for (const streamId of world.streamsOf.get(id) ?? []) {
    const currency = world.streams.get(streamId)?.currency
    if (!currency) continue
    for (const segment of world.ledger.get(streamId) ?? []) {
      if (segment.incidentId !== id) continue
      if (segment.toAt === null) add(losing, currency, ratePerHour(segment))
      if (segment.certainty === 'seen') add(lost, currency, lostBy(segment, now.getTime()))
    }
  }
  const amounts = (sums: ReadonlyMap<string, number>) =>
    [...sums]
      .filter(([currency, minor]) => minor >= toMinor(1, currency))
      .map(([currency, minor]) => formatWhole({ amountMinor: Math.round(minor), currency }))
  const phrases = [
    ...atRiskBy(world, id),
    ...amounts(losing).map((amount) => `losing ${amount} an hour`),
    ...amounts(lost).map((amount) => `${amount} lost so far`),
  ]
  return phrases.length > 0 ? phrases.join('; ') : null
}

/** The deals that the incident's open alerts put at risk. */
export function dealsAtRisk(world: World, incidentId: string): readonly Opportunity[] {
  const isIn = ({ incidentId: of, endedAt }: Alert) => of === incidentId && endedAt === null
  const isTouched = ({ kind, id }: Journey) => {
    const alert = kind === 'check' ? world.openAlertOf.get(id) : undefined
    return kind === 'check' ? alert !== undefined && isIn(alert) : some(world.alertsOf.get(id)?.values() ?? [], isIn)
  }
  return [...world.opportunities.values()].flatMap(({ stake, opportunity }) =>
    stake === 'risk' && opportunity.journeys.some(isTouched) ? [opportunity] : [],
  )
}

/** The same in words, the largest first. */
const atRiskBy = (world: World, incidentId: string): readonly string[] =>
  dealsAtRisk(world, incidentId)
    .toSorted((a, b) => b.valueMinor - a.valueMinor)
    .map(({ title, valueMinor, currency }) => `${formatWhole({ amountMinor: valueMinor, currency })} ${title} at risk`)

/** A union over the services that this incident has down (IMP-5). */
const customersOf = (world: World, services: ReadonlySet<string>): number =>
  customersAffected(
    [...world.segments.values()].map(({ customers, reach }) => ({
      customers,
      reaches: Object.entries(reach).flatMap(([serviceId, share]) =>
        services.has(serviceId) && world.services.get(serviceId)?.status === 'down' ? [share] : [],
      ),
    })),
  )

const causeOf = (world: World, open: readonly { readonly causeServiceId: string | null }[]): string | null => {
  const causes = [...new Set(open.flatMap(({ causeServiceId }) => world.services.get(causeServiceId ?? '')?.service.title ?? []))]
  return causes.length > 0 ? `${causes.join(', ')} fails, which they need` : null
}
