import { SEVERITIES, type Severity } from '../../checks/model'
import type { Contact, NoticeKind, Recipient } from '../model'

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
  status: 2,
}

/** Smaller goes first: by class, and within it the gravest. */
export const urgencyOf = (kind: NoticeKind, severity: Severity): number => CLASSES[kind] * SEVERITIES.length + SEVERITIES.indexOf(severity)

/** What has to be known of the channel that stands in for another. */
export type StandIn = {
  readonly name: string
  readonly reaches: 'people' | 'room' | 'machine'
  /** Why an address is none of this channel; undefined when it is one. */
  addressIssue(address: string): string | undefined
}

/**
 * Where somebody who is not reached by one channel is reached by the one that stands in for it: at the address that they gave for that one,
 * or the one that failed, or the one by which they sign in, whichever fits it first; null when none does.
 */
export function insteadOf({ address, person }: Recipient, channel: StandIn, contacts: readonly Contact[]): Recipient | null {
  if (channel.reaches !== 'people') return { channel: channel.name, address: null, person: null }
  const given = contacts.find((one) => one.person === person && one.channel === channel.name && one.verifiedAt !== null)?.address
  const fits = [given, address, person].find((one) => typeof one === 'string' && channel.addressIssue(one) === undefined)
  return typeof fits === 'string' ? { channel: channel.name, address: fits, person } : null
}
