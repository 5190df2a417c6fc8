import type { EntryKind } from '@/server/incidents/model'

export const TIMELINE_FILTERS = [
  { key: 'all', label: 'All' },
  { key: 'people', label: 'People' },
  { key: 'changes', label: 'Changes' },
  { key: 'checks', label: 'Checks' },
] as const
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number]['key']

/** What a kind of entry is about: what somebody did or was told, what changed around it, or what checks saw. */
const ABOUT: Readonly<Record<EntryKind, Exclude<TimelineFilter, 'all'>>> = {
  'first-failure': 'checks',
  confirmed: 'checks',
  'check-joined': 'checks',
  'check-recovered': 'checks',
  reported: 'checks',
  'report-ended': 'checks',
  unheard: 'checks',
  'reason-changed': 'checks',
  'held-back': 'checks',
  'cause-found': 'changes',
  'opportunity-at-risk': 'changes',
  acknowledged: 'people',
  assigned: 'people',
  escalated: 'people',
  'severity-changed': 'people',
  mitigated: 'people',
  note: 'people',
  'cause-declared': 'people',
  resolved: 'people',
  reopened: 'people',
  recovering: 'checks',
  'recovery-proven': 'checks',
  'configuration-changed': 'changes',
  merged: 'people',
  split: 'people',
  'opened-by-hand': 'people',
  told: 'people',
  'not-told': 'people',
  published: 'people',
}

export const isOf = (kind: EntryKind, filter: TimelineFilter): boolean => filter === 'all' || ABOUT[kind] === filter
