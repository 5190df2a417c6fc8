import type { NoticeKind } from '../model'
import type { Urgency } from './pace'

/** A notice that waits for one recipient. Tests, canaries and what subscribers are told do not wait. */
export type Waiting = Urgency & {
  /** Of the notice. */
  readonly id: string
  readonly kind: Exclude<NoticeKind, 'test' | 'canary' | 'status'>
  /** Null: it is of no incident and is told by itself. */
  readonly incidentId: string | null
}

/** What one recipient has to hear of one incident: all notices of it that wait, told at once by what holds now. */
export type Item = Urgency & {
  /** The oldest of its notices. */
  readonly id: string
  readonly kind: Waiting['kind']
  /** Its notices, the oldest first; the facts are those of the last. */
  readonly covers: readonly string[]
}

/**
 * Puts together what waits of the same incident. An end or an answer that waits behind its page stands for both: nobody is woken for what is
 * over. News behind a page makes it a page with the newest facts.
 *
 * @param waiting in the order in which they were made
 * @returns one item for each incident, in the order of their oldest notices
 */
export function gathered(waiting: readonly Waiting[]): readonly Item[] {
  const byIncident = new Map<string, Item>()
  for (const notice of waiting) {
    const key = notice.incidentId === null ? `notice/${notice.id}` : `incident/${notice.incidentId}`
    const known = byIncident.get(key)
    const { lossPerMinute, severity, kind, id } = notice
    byIncident.set(
      key,
      known
        ? { ...known, lossPerMinute, severity, kind: kindOfBoth(known.kind, kind), covers: [...known.covers, id] }
        : { id, lossPerMinute, severity, at: notice.at, kind, covers: [id] },
    )
  }
  return [...byIncident.values()]
}

const DECIDES: ReadonlySet<NoticeKind> = new Set(['page', 'reminder', 'acknowledged', 'resolved'])

const kindOfBoth = (earlier: Waiting['kind'], later: Waiting['kind']): Waiting['kind'] =>
  DECIDES.has(later) || !DECIDES.has(earlier) ? later : earlier

/** Needs somebody now. */
export const isUrgent = ({ kind }: Pick<Item, 'kind'>): boolean => kind === 'page' || kind === 'reminder'
