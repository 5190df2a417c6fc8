import type { Status } from '../../checks/model'
import { heldSince } from '../../checks/rules/spans'
import type { ServiceState, World } from '../../pipeline/model'
import type { ServiceRow } from '../rows'
import { REPORTS_SHOWN, reportOf, reportsOf } from './reports'
import { defineTopic } from './topic'

/** Every service with its status and how its checks stand. */
export const services = defineTopic<ServiceRow>({
  kind: 'services',
  keyed: false,
  right: 'read',
  all: (world) => [...world.services.values()].map((state) => serviceRow(world, state)),
  touched(world, cause) {
    switch (cause.kind) {
      case 'service-status':
        return [cause.serviceId]
      case 'check-status': {
        const id = world.checks.get(cause.checkId)?.check.serviceId
        return id ? [id] : []
      }
      case 'alert':
        return cause.alert.serviceId === null ? [] : [cause.alert.serviceId]
      case 'catalogue':
        return 'all'
      default:
        return []
    }
  },
  item(world, id) {
    const state = world.services.get(id)
    return state && serviceRow(world, state)
  },
})

export function serviceRow(world: World, { service, status, spans }: ServiceState): ServiceRow {
  const states = world.checksOf.get(service.id) ?? []
  const counts: Record<Status, number> = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, paused: 0 }
  for (const state of states) counts[state.status] += 1
  const open = reportsOf(world.alertsOf.get(service.id)?.values() ?? []).filter(({ endedAt }) => endedAt === null)
  return {
    id: service.id,
    name: service.name,
    title: service.title,
    tier: service.tier,
    owner: service.owner,
    runbook: service.runbook,
    status,
    sinceMs: heldSince(spans)?.getTime() ?? 0,
    checkIds: states.map(({ check }) => check.id),
    counts,
    dependsOn: service.dependsOn.map((id) => ({ id, title: world.services.get(id)?.service.title ?? id })),
    incidentId: states.flatMap(({ check }) => world.openAlertOf.get(check.id)?.incidentId ?? [])[0] ?? open[0]?.incidentId ?? null,
    openReports: open.length,
    reports: open.slice(0, REPORTS_SHOWN).map((alert) => reportOf(world, alert)),
  }
}
