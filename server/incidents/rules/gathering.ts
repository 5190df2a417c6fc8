import type { Alert } from '../../alerts/model'
import type { Incident } from '../model'

export type Gathering =
  | { readonly kind: 'new' }
  /** The service is already being worked on. */
  | { readonly kind: 'joins'; readonly incident: Incident }
  /** A service that this one needs is failing: the alert is held back and linked to the cause (CHK-5). */
  | { readonly kind: 'explained'; readonly incident: Incident; readonly causeServiceId: string }
  /** What needs this service failed shortly before: here is why. */
  | { readonly kind: 'explains'; readonly incident: Incident }

export type Open = {
  /** Not resolved, oldest first. */
  readonly incidents: readonly Incident[]
  /** The open alerts of a service. */
  alertsOf(serviceId: string): readonly Alert[]
  /** All services that a service needs, directly or through others. */
  needsOf(serviceId: string): ReadonlySet<string>
}

/** Failures of services that need each other belong together when they begin within this time of each other. */
export const TOGETHER_MS = 5 * 60_000

/** Where a new alert belongs (INC-1): by service first, then by dependency and time. */
export function gather(alert: Pick<Alert, 'serviceId' | 'condition' | 'startedAt'>, { incidents, alertsOf, needsOf }: Open): Gathering {
  const own = incidents.find(
    ({ id, serviceId }) => serviceId === alert.serviceId || alertsOf(alert.serviceId).some(({ incidentId }) => incidentId === id),
  )
  if (own) return { kind: 'joins', incident: own }

  for (const causeServiceId of needsOf(alert.serviceId)) {
    const cause = alertsOf(causeServiceId).find(({ condition }) => condition === 'down')
    const incident = cause && incidents.find(({ id }) => id === cause.incidentId)
    if (incident) return { kind: 'explained', incident, causeServiceId }
  }

  if (alert.condition === 'down') {
    const explained = incidents.find(
      ({ serviceId, startedAt }) =>
        serviceId && needsOf(serviceId).has(alert.serviceId) && Math.abs(alert.startedAt.getTime() - startedAt.getTime()) <= TOGETHER_MS,
    )
    if (explained) return { kind: 'explains', incident: explained }
  }
  return { kind: 'new' }
}
