import type { Notice, NoticeKind, Sending } from '../../alerts/model'
import { noticesOf, type Outcome } from '../../alerts/outbox/words'
import { recipientName } from '../../alerts/rules/reach'
import type { Ids } from '../../runtime/ids'
import type { Change, World } from '../model'
import { note } from './incident'

const SAYS: Readonly<Record<NoticeKind, (name: string) => string>> = {
  page: (name) => `Paged ${name}`,
  news: (name) => `Told ${name} what has joined`,
  reminder: (name) => `Reminded ${name}`,
  acknowledged: (name) => `Told ${name} that somebody is on it`,
  resolved: (name) => `Told ${name} that it is resolved`,
  briefing: (name) => `Briefed ${name}`,
  test: (name) => `Sent a test to ${name}`,
  canary: (name) => `Sent a canary to ${name}`,
  status: (name) => `Told ${name} what the status page says`,
}

/** What became of a message, in the timelines of the incidents that it told of (INC-3). One that is tried again is not told of yet. */
export function toldStep(world: World, { load, state, attempt, at }: Outcome, ids: Pick<Ids, 'next'>): readonly Change[] {
  if (state === 'waiting') return []
  return noticesOf(load).flatMap(({ notice: { kind, facts, recipient } }) => {
    if (facts.incidentId === null || !world.incidents.has(facts.incidentId)) return []
    const name = recipientName(recipient)
    return state === 'delivered'
      ? [note(ids, facts.incidentId, at, 'told', SAYS[kind](name), { detail: attempt.says })]
      : [note(ids, facts.incidentId, at, 'not-told', `${name} could not be told`, { detail: attempt.says })]
  })
}

/** What waits to be sent, as the screens show it. */
export const sendingsOf = (notices: readonly Notice[]): readonly Sending[] =>
  notices.flatMap((notice) => sendingOf(notice, { state: 'waiting', says: null, deliveredAt: null }))

/** Where the messages of an attempt stand after it. */
export const sendingsAfter = ({ load, state, attempt: { says }, at }: Outcome): readonly Sending[] =>
  noticesOf(load).flatMap(({ notice }, index) =>
    sendingOf(notice, {
      state: state === 'delivered' && index > 0 ? 'bundled' : state,
      says,
      deliveredAt: state === 'delivered' ? at : null,
    }),
  )

const sendingOf = (
  { id, kind, at, recipient: { channel, person }, facts: { incidentId } }: Notice,
  stands: Pick<Sending, 'state' | 'says' | 'deliveredAt'>,
): readonly Sending[] => (incidentId === null ? [] : [{ id, incidentId, kind, channel, person, at, ...stands }])
