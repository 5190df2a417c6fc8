import type { Alert } from '../../alerts/model'
import { invalid, Refusal } from '../../kernel/errors'
import type { Incident } from '../model'
import { graver } from './words'

/** What merging and splitting need to know of an incident. */
export type Placed = Pick<Incident, 'id' | 'mergedInto' | 'splitAlerts'>

/** More have never been merged one into the other; a ring cannot be made, and would end here. */
const DEEPEST = 50

/** The incident that one is part of in the end, itself when it is part of none. What is not known any more is nobody's whole. */
export function wholeOf(id: string, known: ReadonlyMap<string, Placed>): string {
  let at = id
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next = known.get(at)?.mergedInto
    if (!next || !known.has(next)) return at
    at = next
  }
  return at
}

/**
 * Where an alert belongs by what people said of incidents: the newest that took it out of another, and of that the whole it is part of.
 * Ids are in the order of time. Asked again it answers the same.
 */
export function homeOf(
  { id, incidentId, originId = incidentId }: Pick<Alert, 'id' | 'incidentId' | 'originId'>,
  known: ReadonlyMap<string, Placed>,
  claims: ReadonlyMap<string, string>,
): { readonly incidentId: string; readonly originId?: string } {
  const claimed = claims.get(id)
  const origin = claimed !== undefined && claimed > originId ? claimed : originId
  // Who remembers no more where it came from leaves it where it is.
  if (!known.has(origin)) return { incidentId, ...(originId !== incidentId && { originId }) }
  const whole = wholeOf(origin, known)
  return { incidentId: whole, ...(origin !== whole && { originId: origin }) }
}

/** Alert id → the newest incident that somebody made of it. */
export function claimsOf(incidents: Iterable<Placed>): ReadonlyMap<string, string> {
  const claims = new Map<string, string>()
  for (const { id, splitAlerts } of incidents) for (const alert of splitAlerts) if ((claims.get(alert) ?? '') < id) claims.set(alert, id)
  return claims
}

const named = ({ number }: Pick<Incident, 'number'>): string => `INC-${number}`

/** @throws Refusal in a sentence: `invalid` into itself, `conflict` when one of them is part of another already, `illegal-move` when one is resolved */
export function mustMerge(one: Incident, into: Incident, known: { readonly partOf: Incident | null; readonly by: string | null }): void {
  if (one.id === into.id)
    throw invalid(`${named(one)} cannot be merged into itself. Name the incident that it is a part of.`, [
      { path: 'into', message: 'is the incident itself' },
    ])
  if (one.mergedInto !== null) throw alreadyMerged(one, known.partOf, known.by)
  for (const { number, state } of [one, into])
    if (state === 'resolved')
      throw new Refusal('illegal-move', `INC-${number} is resolved, so it cannot be merged. Reopen it first.`, { state })
}

/** What is taken out of an incident must leave something in it. @throws Refusal in a sentence */
export function mustSplit(incident: Incident, taken: readonly Pick<Alert, 'id'>[], all: readonly Pick<Alert, 'id'>[]): void {
  if (incident.state === 'resolved')
    throw new Refusal('illegal-move', `${named(incident)} is resolved, so nothing is split from it. Reopen it first.`, {
      state: incident.state,
    })
  if (taken.length === 0)
    throw invalid(`None of these alerts belongs to ${named(incident)}. Somebody may have split them off already; look at it again.`, [
      { path: 'alerts', message: 'are not of this incident' },
    ])
  if (taken.length >= all.length)
    throw invalid(`Splitting off all that ${named(incident)} is about would leave nothing in it. Leave at least one alert.`, [
      { path: 'alerts', message: 'are all there are' },
    ])
}

/** @throws Refusal in a sentence when nothing of the one is in the other */
export function mustBePart(part: Incident, whole: Incident, by: string | null): void {
  if (part.mergedInto !== whole.id)
    throw new Refusal(
      'conflict',
      part.mergedInto === null && by !== null
        ? `${by} has already split ${named(part)} from ${named(whole)}.`
        : `${named(part)} is not part of ${named(whole)}. Look at it again: somebody may have been faster.`,
      { id: part.id, by },
    )
}

export const alreadyMerged = (one: Incident, into: Incident | null, by: string | null) =>
  new Refusal('conflict', `${by ?? 'Somebody'} has already merged ${named(one)}${into ? ` into ${named(into)}` : ''}.`, {
    id: one.id,
    mergedInto: one.mergedInto,
    by,
  })

/** What the surviving incident is after another became part of it: as grave as the graver, and as old as the older. */
export const survivorOf = (into: Incident, one: Incident): Pick<Incident, 'severity' | 'startedAt'> => ({
  severity: graver(into.severity, one.severity),
  startedAt: new Date(Math.min(into.startedAt.getTime(), one.startedAt.getTime())),
})
