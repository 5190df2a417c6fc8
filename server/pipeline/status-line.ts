import { ratePerHour } from '../impact/rules/accrual'
import { customersAffected } from '../impact/rules/segments'
import { formatDuration } from '../kernel/duration'
import type { Change, World } from './model'

/** One structured line for each change of a service's status (IMP-15). Amounts in minor units, by currency. */
export type StatusLine = { readonly says: string; readonly facts: object }

export function statusLines(world: World, changes: readonly Change[], now: Date): readonly StatusLine[] {
  return changes.flatMap((change): StatusLine[] => {
    if (change.kind !== 'service-status' || change.was === change.status) return []
    const state = world.services.get(change.serviceId)
    if (!state) return []
    const since = state.spans.at(-1)?.fromAt ?? now
    const incidentId = [...(world.alertsOf.get(change.serviceId)?.values() ?? [])].find(({ endedAt }) => endedAt === null)?.incidentId
    const incident = incidentId ? world.incidents.get(incidentId) : undefined
    const atRisk = [...world.opportunities.values()].filter(({ stake }) => stake === 'risk').map(({ opportunity }) => opportunity.name)
    return [
      {
        says: `${state.service.title} is ${change.status}, ${formatDuration(now.getTime() - since.getTime())} after it began`,
        facts: {
          service: state.service.name,
          was: change.was,
          status: change.status,
          since,
          lossPerHourMinor: lossPerHour(world),
          opportunitiesAtRisk: atRisk,
          customersAffected: Math.round(customersAffected(touched(world))),
          incident: incident ? { id: incident.id, number: incident.number || null, title: incident.title } : null,
        },
      },
    ]
  })
}

const touched = (world: World) =>
  [...world.segments.values()].map(({ customers, reach }) => ({
    customers,
    reaches: Object.entries(reach).flatMap(([serviceId, share]) => (world.services.get(serviceId)?.status === 'down' ? [share] : [])),
  }))

function lossPerHour(world: World): Readonly<Record<string, number>> {
  const byCurrency: Record<string, number> = {}
  for (const [streamId, segments] of world.ledger) {
    const currency = world.streams.get(streamId)?.currency
    if (!currency) continue
    for (const segment of segments)
      if (segment.toAt === null) byCurrency[currency] = Math.round(((byCurrency[currency] ?? 0) + ratePerHour(segment)) * 100) / 100
  }
  return byCurrency
}
