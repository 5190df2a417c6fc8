import type { NoticeKind } from '../../alerts/model'
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
