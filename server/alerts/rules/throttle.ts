import { HOUR, MINUTE, SECOND } from '../../kernel/duration'
import { type Item, isUrgent } from './bundle'
import { byUrgency } from './pace'

/** At most so many messages within so long. */
export type Budget = { readonly messages: number; readonly withinMs: number }

/**
 * What one person can read in a storm (ALR-12), after the limits of GoAlert: the first message at once, at most 5 a minute, 12 in a quarter of an
 * hour and 30 an hour. The two short ones keep the last messages of a minute for what gathers meanwhile, so that a storm of seconds is told
 * whole within its first minute.
 */
export const BUDGETS: readonly Budget[] = [
  { messages: 3, withinMs: 5 * SECOND },
  { messages: 4, withinMs: 20 * SECOND },
  { messages: 5, withinMs: MINUTE },
  { messages: 12, withinMs: 15 * MINUTE },
  { messages: 30, withinMs: HOUR },
]
/** So much of each budget is left for pages when there is only news to tell. */
const KEPT_FOR_PAGES = 1
/** So many incidents in one message at most: what a channel has no room for it counts, and four of these hold 10,000. */
export const BUNDLE_MAX = 2_500

/** One message: several items when there are more than messages to tell them by. */
export type Outgoing = readonly Item[]

export type Release = {
  /** Sent now, in this order. */
  readonly messages: readonly Outgoing[]
  /** When to ask again; null when nothing is left. */
  readonly nextAt: Date | null
}

/**
 * What may go to one recipient now, of all that waits for them. Pages come before news, each by expected loss; as long as there are messages
 * left for each it goes alone, as a message of its own can be answered; the last message that may go takes all that waits. Machines keep their
 * own account of each incident and are not asked here.
 *
 * @param sent the instants of the last messages to them, in any order; those older than an hour and, after the clock jumped back, those ahead
 * of now do not count
 * @param items from `gathered`
 */
export function release(sent: readonly Date[], items: readonly Item[], now: Date): Release {
  const nowMs = now.getTime()
  const sentMs = sent.map((at) => at.getTime()).filter((ms) => ms <= nowMs)
  const messages: Outgoing[] = []
  const waiting = [...items].sort((one, other) => Number(isUrgent(other)) - Number(isUrgent(one)) || byUrgency(one, other))
  for (let first = waiting[0]; first; first = waiting[0]) {
    const urgent = isUrgent(first)
    const kept = urgent ? 0 : KEPT_FOR_PAGES
    const left = leftAt(sentMs, nowMs, kept)
    if (left === 0) return { messages, nextAt: new Date(freeAtMs(sentMs, nowMs, kept)) }
    const alike = waiting.filter((item) => isUrgent(item) === urgent).length
    messages.push(waiting.splice(0, alike <= left && left > 1 ? 1 : BUNDLE_MAX))
    sentMs.push(nowMs)
  }
  return { messages, nextAt: null }
}

/** How many messages may still go at an instant. */
function leftAt(sentMs: readonly number[], nowMs: number, kept: number): number {
  const left = BUDGETS.map(({ messages, withinMs }) => messages - kept - sentMs.filter((ms) => nowMs - ms < withinMs).length)
  return Math.max(0, Math.min(...left))
}

/** The first instant from which one more may go. */
function freeAtMs(sentMs: readonly number[], nowMs: number, kept: number): number {
  const sorted = sentMs.toSorted((a, b) => b - a)
  const frees = BUDGETS.map(({ messages, withinMs }) => {
    const blocking = sorted[messages - kept - 1]
    return blocking === undefined ? nowMs : blocking + withinMs
  })
  return Math.max(nowMs, ...frees)
}
