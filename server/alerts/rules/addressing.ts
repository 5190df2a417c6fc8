import { SEVERITIES, type Severity } from '../../checks/model'
import type { NoticeKind, Recipient } from '../model'

/** One mailbox, phone or room: what it gets is sent one after the other. */
export const laneOf = ({ channel, address }: Pick<Recipient, 'channel' | 'address'>): string =>
  address === null ? channel : `${channel} ${address}`

/** Whom messages must not become too many for: a person over all of their channels, or whoever reads a room. */
export const readerOf = (recipient: Recipient): string => recipient.person ?? laneOf(recipient)

/** What belongs together at the other side: all of one incident in one lane. A notice of no incident stands alone. */
export const threadOf = (incidentId: string | null, key: string, recipient: Recipient): string =>
  incidentId === null ? key : `${incidentId} ${laneOf(recipient)}`

/** What calls for somebody goes before what only tells, and tests go last. */
const CLASSES: Readonly<Record<NoticeKind, number>> = {
  page: 0,
  reminder: 1,
  briefing: 1,
  news: 1,
  acknowledged: 1,
  resolved: 1,
  test: 2,
  canary: 2,
}

/** Smaller goes first: by class, and within it the gravest. */
export const urgencyOf = (kind: NoticeKind, severity: Severity): number => CLASSES[kind] * SEVERITIES.length + SEVERITIES.indexOf(severity)
