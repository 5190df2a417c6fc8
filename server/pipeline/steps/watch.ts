import type { Incident } from '../../incidents/model'
import type { Telling } from '../advance'
import type { OwnTrouble } from '../model'
import { note, patchOf } from './incident'

const TITLES: Readonly<Record<OwnTrouble, string>> = {
  behind: 'Plimsoll does not run every check in time',
  blind: 'Plimsoll cannot see: its own connectivity is gone',
}
const OVER: Readonly<Record<OwnTrouble, string>> = { behind: 'Every check runs in time again', blind: 'Plimsoll sees again' }
const BY = 'Plimsoll'

/** What Plimsoll finds wrong with its own sight is an incident like any other: monitors that stop silently are the failure to avoid (CHK-8). */
export function watchStep({ world, now, ids, tell }: Telling, about: OwnTrouble, holds: boolean, says: string): void {
  const open = [...world.incidents.values()].find(
    ({ state, openedBy, title }) => state !== 'resolved' && openedBy === BY && title === TITLES[about],
  )
  if (holds && !open) {
    const incident = ownIncident(ids.next(), TITLES[about], now)
    tell({ kind: 'incident-opened', incident })
    tell(note(ids, incident.id, now, 'confirmed', says))
  }
  if (holds || !open) return
  tell(patchOf(open, { state: 'resolved', resolvedAt: now, endedAt: now, proven: true }))
  tell(note(ids, open.id, now, 'recovery-proven', OVER[about], { detail: says }))
}

const ownIncident = (id: string, title: string, now: Date): Incident => ({
  id,
  number: 0,
  title,
  severity: 'high',
  state: 'triggered',
  serviceId: null,
  startedAt: now,
  openedAt: now,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedById: null,
  mitigatedAt: null,
  mitigatedBy: null,
  assignee: null,
  assigneeId: null,
  resolvedAt: null,
  endedAt: null,
  resolvedBy: null,
  resolvedById: null,
  proven: true,
  reason: null,
  cause: null,
  openedBy: BY,
  escalations: [],
  version: 0,
})
