import { Refusal } from '../../kernel/errors'
import type { Incident } from '../model'

const named = ({ number }: Pick<Incident, 'number'>) => `INC-${number}`

export const alreadyAcknowledged = ({ id, acknowledgedBy, acknowledgedAt }: Incident) =>
  new Refusal('conflict', `${acknowledgedBy} has already acknowledged this incident.`, { id, acknowledgedBy, acknowledgedAt })

export const alreadyMitigated = ({ id, mitigatedBy, mitigatedAt }: Incident) =>
  new Refusal('conflict', `${mitigatedBy} has already marked this incident as mitigated.`, { id, mitigatedBy, mitigatedAt })

export const alreadyResolved = ({ id, resolvedBy, resolvedAt }: Incident) =>
  new Refusal(
    'conflict',
    resolvedBy ? `${resolvedBy} has already resolved this incident.` : 'This incident has just resolved itself: recovery is proven.',
    {
      id,
      resolvedBy,
      resolvedAt,
    },
  )

export const alreadyReopened = ({ id, state }: Incident, by: string | null) =>
  new Refusal('conflict', `${by ?? 'Plimsoll'} has already reopened this incident.`, { id, reopenedBy: by, state })

export const isPart = (incident: Incident, whole: Incident, done: string) =>
  new Refusal(
    'illegal-move',
    `${named(incident)} was merged into ${named(whole)}, so it cannot be ${done} by itself. Do that with ${named(whole)}, or split ${named(incident)} from it first.`,
    { mergedInto: whole.id, number: whole.number },
  )

/** Somebody changed the same thing between the look and the press; it stands as `now` says. */
export const changedMeanwhile = (incident: Incident, by: string | null, now: string) =>
  new Refusal('conflict', `${by ?? 'Somebody'} was faster with ${named(incident)}: ${now}.`, { id: incident.id, by })

export const tooLateToReopen = (incident: Incident, windowInWords: string) =>
  new Refusal(
    'illegal-move',
    `${named(incident)} was resolved more than ${windowInWords} ago, so it stays closed. Open a new incident instead.`,
    {
      id: incident.id,
      resolvedAt: incident.resolvedAt,
    },
  )
