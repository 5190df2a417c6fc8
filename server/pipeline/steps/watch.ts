import type { Incident } from '../../incidents/model'
import type { Telling } from '../advance'
import type { OwnTrouble } from '../model'
import { note, patchOf } from './incident'

const TITLES = {
  behind: 'Plimsoll does not run every check in time',
  blind: 'Plimsoll cannot see: its own connectivity is gone',
} as const
const OVER = { behind: 'Every check runs in time again', blind: 'Plimsoll sees again' } as const
const SILENT = 'Messages do not arrive by '
const BY = 'Plimsoll'

const titleOf = (about: OwnTrouble): string => (typeof about === 'string' ? TITLES[about] : `${SILENT}${about.channel}`)
const overOf = (about: OwnTrouble): string => (typeof about === 'string' ? OVER[about] : `Messages arrive by ${about.channel} again`)

/** The channel by which messages do not arrive, if an incident is about that (ALR-13). */
export const silentChannelOf = ({ openedBy, title }: Pick<Incident, 'openedBy' | 'title'>): string | undefined =>
  openedBy === BY && title.startsWith(SILENT) ? title.slice(SILENT.length) : undefined

/** What Plimsoll finds wrong with its own sight is an incident like any other: monitors that stop silently are the failure to avoid (CHK-8). */
export function watchStep({ world, now, ids, tell }: Telling, about: OwnTrouble, holds: boolean, says: string): void {
  const open = [...world.incidents.values()].find(
    ({ state, openedBy, title }) => state !== 'resolved' && openedBy === BY && title === titleOf(about),
  )
  if (holds && !open) {
    const incident = ownIncident(ids.next(), titleOf(about), now)
    tell({ kind: 'incident-opened', incident })
    tell(note(ids, incident.id, now, 'confirmed', says))
  }
  if (holds || !open) return
  tell(patchOf(open, { state: 'resolved', resolvedAt: now, endedAt: now, proven: true }))
  tell(note(ids, open.id, now, 'recovery-proven', overOf(about), { detail: says }))
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
  mergedInto: null,
  splitAlerts: [],
  version: 0,
})
