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
  /** The open incidents of a service, in any order. */
  openOf(serviceId: string): Iterable<Incident>
  /** The incidents that open alerts of a service belong to, resolved ones too, and which of them say that it is down. */
  alertedIn(serviceId: string): Iterable<Incident>
  downIn(serviceId: string): Iterable<Incident>
  /** All services that a service needs, directly or through others; and all that need it so. */
  needsOf(serviceId: string): Iterable<string>
  dependantsOf(serviceId: string): Iterable<string>
}

/** Failures of services that need each other belong together when they begin within this time of each other. */
export const TOGETHER_MS = 5 * 60_000

/** Where a new alert belongs (INC-1): by service first, then by dependency and time; of several the oldest. Looks only at its neighbours, as thousands may fail at once. */
export function gather(
  { serviceId, condition, startedAt }: Pick<Alert, 'condition' | 'startedAt'> & { readonly serviceId: string },
  { openOf, alertedIn, downIn, needsOf, dependantsOf }: Open,
): Gathering {
  let own: Incident | undefined
  let explained: Incident | undefined
  for (const incident of openOf(serviceId)) own = older(own, incident)
  if (condition === 'down')
    for (const dependant of dependantsOf(serviceId))
      for (const incident of openOf(dependant))
        if (Math.abs(startedAt.getTime() - incident.startedAt.getTime()) <= TOGETHER_MS) explained = older(explained, incident)
  for (const incident of alertedIn(serviceId)) if (incident.state !== 'resolved') own = older(own, incident)
  if (own) return { kind: 'joins', incident: own }

  for (const causeServiceId of needsOf(serviceId))
    for (const incident of downIn(causeServiceId)) if (incident.state !== 'resolved') return { kind: 'explained', incident, causeServiceId }
  return explained ? { kind: 'explains', incident: explained } : { kind: 'new' }
}

const older = (one: Incident | undefined, other: Incident): Incident => (one && one.startedAt <= other.startedAt ? one : other)
