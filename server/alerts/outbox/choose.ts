import type { NoticeKind } from '../model'
import { type Waiting as Gathering, gathered } from '../rules/bundle'
import { release } from '../rules/throttle'
import type { Waiting } from './words'

/** What goes in the next message, by the ids of notices. */
export type Choice = {
  readonly lead: string
  /** What the lead stands for may be another kind than its own: news behind a page makes it a page with the newest facts. */
  readonly kind: NoticeKind
  /** Told in the same message, one for each further incident. */
  readonly told: readonly string[]
  /** All that are done with when it has arrived, the lead and the told among them. */
  readonly covers: readonly string[]
}

/** The next message for people, or when there may be one (ALR-12). Tests are told one by one, and when nothing else can go. */
export function choose(waiting: readonly Waiting[], sent: readonly Date[], now: Date): Choice | { readonly until: Date } | undefined {
  const { messages, nextAt } = release(sent, gathered(waiting.filter(isGathering)), now)
  const [lead, ...others] = messages[0] ?? []
  if (lead)
    return {
      lead: newest(lead.covers),
      kind: lead.kind,
      told: others.map(({ covers }) => newest(covers)),
      covers: [lead, ...others].flatMap(({ covers }) => covers),
    }
  return chooseOne(waiting.filter((notice) => !isGathering(notice))) ?? (nextAt ? { until: nextAt } : undefined)
}

/** A machine keeps its own account of each incident: it is told all, in order. */
export function chooseOne([first]: readonly Waiting[]): Choice | undefined {
  return first && { lead: first.id, kind: first.kind, told: [], covers: [first.id] }
}

/** Tests, canaries and what subscribers are told do not wait, and do not make anything else wait. */
export const isThrottled = ({ kind }: { readonly kind: NoticeKind }): boolean => kind !== 'test' && kind !== 'canary' && kind !== 'status'
const isGathering = (notice: Waiting): notice is Waiting & Gathering => isThrottled(notice)
const newest = (covers: readonly string[]): string => covers.at(-1) ?? ''
