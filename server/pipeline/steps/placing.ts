import type { Alert } from '../../alerts/model'
import { recipientKey } from '../../alerts/rules/reach'
import { claimsOf, homeOf } from '../../incidents/rules/placing'
import type { Telling } from '../advance'
import type { Change, World } from '../model'
import { patched, settled } from './incident'
import { shareLoss } from './loss'

/**
 * Brings alerts to where people said they belong: with an incident that was merged to the one it is part of, what was split off to its own.
 * Compares what should be with what is, so it may be asked at any time, and what was said while no engine listened is made up for.
 * What an incident took goes with its alerts; the sum stays.
 */
export function placingStep(telling: Telling, moved: readonly Change[] | 'all'): void {
  const { world, tell } = telling
  const alerts = moved === 'all' ? [...world.alerts.values()] : concerned(world, moved)
  if (alerts.length === 0) return
  const claims = claimsOf(world.incidents.values())
  const pairs = new Map<string, Set<string>>()
  for (const alert of alerts) {
    const { originId: _before, ...rest } = alert
    const home = homeOf(alert, world.incidents, claims)
    if (home.incidentId === alert.incidentId && home.originId === alert.originId) continue
    tell({ kind: 'alert', alert: { ...rest, ...home } as Alert })
    if (home.incidentId === alert.incidentId) continue
    const to = pairs.get(alert.incidentId)
    if (to) to.add(home.incidentId)
    else pairs.set(alert.incidentId, new Set([home.incidentId]))
  }
  for (const [from, to] of pairs) {
    const ids = [...to, from] as const
    for (const id of ids) beginsWith(telling, id)
    const [first = from, ...others] = world.alertsIn.get(from)?.size ? [from, ...to] : ids
    shareLoss(telling, [first, ...others])
    for (const id of ids) {
      const incident = world.incidents.get(id)
      if (incident) settled(telling, incident)
    }
    if (world.incidents.get(from)?.mergedInto) for (const id of to) followersGoAlong(telling, from, id)
  }
}

/** The alerts that what people did may concern. */
function concerned(world: World, moved: readonly Change[]): readonly Alert[] {
  const found = new Map<string, Alert>()
  for (const change of moved) {
    if (change.kind !== 'incident-stored') continue
    const { id, mergedInto, splitAlerts } = change.incident
    if (mergedInto !== null) for (const alert of world.alertsIn.get(id)?.values() ?? []) found.set(alert.id, alert)
    else for (const alert of world.alerts.values()) if (alert.originId !== undefined) found.set(alert.id, alert)
    for (const alertId of splitAlerts) {
      const alert = world.alerts.get(alertId)
      if (alert) found.set(alertId, alert)
    }
  }
  return [...found.values()]
}

/**
 * Who was told of what became part of another hears of the other's end as well. That it is a part of it they hear by the message that closes
 * the one, so what joined is no news to them.
 */
function followersGoAlong({ world, tell }: Telling, from: string, to: string): void {
  const [before, page, incident] = [world.pages.get(from), world.pages.get(to), world.incidents.get(to)]
  if (!before || before.closedAt || !page || page.closedAt || !incident) return
  const alerts = world.alertsIn.get(to)?.size ?? 0
  const known = new Map(page.told.map((told) => [recipientKey(told.recipient), told]))
  for (const told of before.told) {
    const key = recipientKey(told.recipient)
    const held = known.get(key) ?? told
    known.set(key, { ...held, as: held.as === 'page' ? 'page' : told.as, alerts, severity: incident.severity })
  }
  tell({ kind: 'page', page: { ...page, told: [...known.values()] } })
}

/** An incident is as old as what it is about; one that a person opened for something else besides is as old as it was. */
function beginsWith({ world, tell }: Telling, id: string): void {
  const incident = world.incidents.get(id)
  const alerts = [...(world.alertsIn.get(id)?.values() ?? [])]
  if (!incident || alerts.length === 0 || (incident.openedBy !== null && incident.splitAlerts.length === 0)) return
  const startedAt = new Date(Math.min(...alerts.map((alert) => alert.startedAt.getTime())))
  for (const change of patched(incident, { startedAt })) tell(change)
}
