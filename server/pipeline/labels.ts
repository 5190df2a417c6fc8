import type { Alert, SignalAlert, SignalFacts, Silence } from '../alerts/model'
import type { Labels, Place } from '../alerts/rules/matching'
import type { Incident } from '../incidents/model'
import type { CheckState, Holding, World } from './model'

/** What of an incident, real or imagined, decides who is told of it. */
export type About = Pick<Incident, 'id' | 'serviceId' | 'severity'>

/** What may keep an incident quiet. */
export type Mute = Silence | Holding

/** The silences, whenever they hold, and the maintenance that holds. */
export const mutesOf = ({ silences, planned }: World): readonly Mute[] => [...silences.values(), ...planned.holding]

/** Where a check is, as matchers see it. */
export function placeOf({ services }: World, { check }: Pick<CheckState, 'check'>): Place {
  const service = services.get(check.serviceId)?.service
  return { service: service?.name ?? null, check: check.name, team: service?.owner ?? null, tags: check.tags }
}

/** Where a signal is, as matchers see it. */
export function placeOfSignal({ services }: World, { serviceId, signal }: SignalAlert): Place {
  const service = services.get(serviceId ?? '')?.service
  return { service: service?.name ?? null, check: null, team: service?.owner ?? null, tags: tagsOf(signal) }
}

/** As matchers see it: each open alert that is in it, or all that were, or the incident itself when it has none. */
export const labelsOf = (world: World, incident: About): readonly Labels[] => labelled(world, incident, toldOf(world, incident))

/** The same, but for what another service's failure explains: it is not told separately, and so does not break the silence about that one. */
export function causesOf(world: World, incident: About): readonly Labels[] {
  const told = toldOf(world, incident)
  const unexplained = told.filter(({ causeServiceId }) => causeServiceId === null)
  return labelled(world, incident, unexplained.length > 0 ? unexplained : told)
}

function toldOf({ alertsIn }: World, { id }: About): readonly Alert[] {
  const alerts = [...(alertsIn.get(id)?.values() ?? [])]
  const open = alerts.filter(({ endedAt }) => endedAt === null)
  return open.length > 0 ? open : alerts
}

function labelled(world: World, { serviceId, severity }: About, alerts: readonly Alert[]): readonly Labels[] {
  const serviceOf = (of: string | null) => world.services.get(of ?? '')?.service
  if (alerts.length === 0) {
    const service = serviceOf(serviceId)
    return [{ service: service?.name ?? null, check: null, team: service?.owner ?? null, tags: [], severity, condition: 'down' }]
  }
  return alerts.map((alert) => {
    const service = serviceOf(alert.serviceId)
    const check = world.checks.get(alert.checkId ?? '')?.check
    return {
      service: service?.name ?? null,
      check: check?.name ?? null,
      team: service?.owner ?? null,
      tags: alert.signal === null ? (check?.tags ?? []) : tagsOf(alert.signal),
      severity: alert.severity,
      condition: alert.condition,
    }
  })
}

/** The labels of a signal are matched as tags are: `alertname=DiskFull`. */
const tagsOf = ({ source, labels }: SignalFacts): readonly string[] => [
  `source=${source}`,
  ...Object.entries(labels).map(([name, value]) => `${name}=${value}`),
]
