import type { Journal } from '../journal'
import type { Notice } from '../model'
import { laneOf, readerOf, threadOf, urgencyOf } from '../rules/addressing'
import { type Blocked, type Due, type Lane, noticesOf, type Outcome, type Source, type Waiting } from './words'

/** Notices at most, about 1 KB each, that memory holds or has yet to tell Postgres of. Further ones wait where they were decided. */
const HELD_MAX = 10_000

/** Postgres is told of about so many at a time. */
const AT_ONCE = 500

type Held = { readonly notice: Notice; readonly attempt: number; readonly dueAt: Date; sending: boolean; stored: boolean }

/** What Postgres has yet to be told, or the first of it. */
export type Unstored = { readonly held: readonly Notice[]; readonly outcomes: readonly Outcome[]; readonly sending: readonly Notice[] }

/** The outbox while Postgres is away, and what became of messages that it does not know yet. */
export type Memory = Source & {
  /** Takes notices that cannot be stored, and says how many there was no room for. */
  hold(notices: readonly Notice[]): number
  /** Remembers what Postgres could not be told. What is to be tried again is tried from here. */
  keep(outcome: Outcome): void
  /** Whether it is sent from here, or was. */
  has(key: string): boolean
  readonly size: number
  /** Undefined when Postgres knows all. */
  unstored(): Unstored | undefined
  /** Postgres has been told: what still waits is sent from there. */
  stored(told: Unstored): void
}

export function createMemory(journal: Journal): Memory {
  const held = new Map<string, Held>()
  const ended = new Map<string, Outcome>()
  let outcomes: Outcome[] = []

  const remember = (outcome: Outcome) => {
    outcomes.push(outcome)
    for (const { notice, attempt } of noticesOf(outcome.load)) {
      held.delete(notice.key)
      if (outcome.state === 'waiting') held.set(notice.key, { notice, attempt, dueAt: outcome.at, sending: false, stored: false })
      else ended.set(notice.key, outcome)
    }
  }
  for (const outcome of journal.read()) remember(outcome)

  const keyOf = ({ key, recipient, facts }: Notice, machines: readonly string[]) =>
    machines.includes(recipient.channel) ? threadOf(facts.incidentId, key, recipient) : laneOf(recipient)
  /** Whether something earlier of its thread is on its way, or waits for another attempt. */
  const behind = (blocking: readonly Held[]) => {
    const first = new Map<string, Held>()
    for (const one of blocking) {
      const thread = threadOfNotice(one.notice)
      const known = first.get(thread)
      if (!known || inTime(one, known) < 0) first.set(thread, one)
    }
    return (one: Held) => {
      const earlier = first.get(threadOfNotice(one.notice))
      return earlier !== undefined && inTime(earlier, one) < 0
    }
  }

  return {
    async look(now, { lanes, channels, machines }: Blocked): Promise<Due> {
      const all = [...held.values()]
      const isLater = ({ sending, dueAt }: Held) => sending || dueAt > now
      const blocking = all.filter(isLater)
      const isBehind = behind(blocking)
      const due = all.filter((one) => !isLater(one) && !channels.includes(one.notice.recipient.channel) && !isBehind(one))
      const later = blocking.filter(({ sending }) => !sending).map(({ dueAt }) => dueAt.getTime())
      const byLane = Map.groupBy(due.sort(inUrgency), ({ notice }) => keyOf(notice, machines))
      const shut = new Set(lanes)
      return {
        lanes: [...byLane].flatMap(([key, [first]]) => (first && !shut.has(key) ? [laneFrom(key, first)] : [])),
        cut: new Set(),
        nextAt: later.length === 0 ? null : new Date(Math.min(...later)),
      }
    },

    async list({ key, recipient }: Lane, now: Date): Promise<readonly Waiting[]> {
      const lane = [...held.values()].filter(({ notice }) => laneOf(notice.recipient) === laneOf(recipient)).sort(inTime)
      const isBehind = behind(lane.filter(({ dueAt, sending }) => sending || dueAt > now))
      const isThread = key !== laneOf(recipient)
      return lane
        .filter((one) => !one.sending && one.dueAt <= now && (!isThread || threadOfNotice(one.notice) === key) && !isBehind(one))
        .map(({ notice: { id, kind, at, facts, lossPerMinute = 0 } }) => ({
          id,
          kind,
          at,
          lossPerMinute,
          incidentId: facts.incidentId,
          severity: facts.severity,
        }))
    },

    async claim(ids: readonly string[]) {
      const wanted = new Set(ids)
      return [...held.values()].flatMap((one) => {
        if (one.sending || !wanted.has(one.notice.id)) return []
        one.sending = true
        return [{ notice: one.notice, attempt: one.attempt + 1, ref: refIn(outcomes, one.notice) }]
      })
    },

    async settle(outcome) {
      this.keep(outcome)
    },

    hold(notices) {
      const fresh = notices.filter(({ key }) => !this.has(key))
      const taken = fresh.slice(0, Math.max(0, HELD_MAX - held.size - ended.size))
      for (const notice of taken) held.set(notice.key, { notice, attempt: 0, dueAt: notice.dueAt, sending: false, stored: false })
      return fresh.length - taken.length
    },

    keep(outcome) {
      remember(outcome)
      journal.append(outcome)
    },

    has: (key) => held.has(key) || ended.has(key),

    get size() {
      return held.size + ended.size
    },

    unstored() {
      const news = [...held.values()].filter(({ stored }) => !stored)
      if (news.length + outcomes.length === 0) return undefined
      const part = (isSending: boolean) => news.filter(({ sending }) => sending === isSending).map(({ notice }) => notice)
      const room = outcomes.findIndex((_, i) => countOf(outcomes.slice(0, i + 1)) >= AT_ONCE)
      return {
        held: part(false).slice(0, AT_ONCE),
        outcomes: room < 0 ? [...outcomes] : outcomes.slice(0, room + 1),
        sending: part(true).slice(0, AT_ONCE),
      }
    },

    stored(told) {
      for (const { key } of [...told.held, ...told.sending]) {
        const one = held.get(key)
        if (one?.sending) one.stored = true
        else if (one && told.held.includes(one.notice)) held.delete(key)
      }
      outcomes = outcomes.slice(told.outcomes.length)
      for (const outcome of told.outcomes)
        for (const { notice } of noticesOf(outcome.load)) if (ended.get(notice.key) === outcome) ended.delete(notice.key)
      if (outcomes.length === 0) journal.forget()
    },
  }
}

const countOf = (outcomes: readonly Outcome[]) => outcomes.reduce((sum, { load }) => sum + 1 + load.others.length, 0)

const laneFrom = (key: string, { notice }: Held): Lane => ({
  key,
  recipient: notice.recipient,
  reader: readerOf(notice.recipient),
  urgency: urgencyOf(notice.kind, notice.facts.severity),
  sent: [],
})

const threadOfNotice = ({ key, recipient, facts }: Notice) => threadOf(facts.incidentId, key, recipient)

type Timed = Pick<Held, 'notice'>
const inTime = (a: Timed, b: Timed) => a.notice.at.getTime() - b.notice.at.getTime() || (a.notice.id < b.notice.id ? -1 : 1)
const rank = ({ notice: { kind, facts } }: Timed) => urgencyOf(kind, facts.severity)
const inUrgency = (a: Timed, b: Timed) => rank(a) - rank(b) || inTime(a, b)

/** What the other side called a message of the same thread that Postgres has not been told of. */
const refIn = (outcomes: readonly Outcome[], notice: Notice): string | null =>
  outcomes.find(({ load, ref }) => ref !== null && threadOfNotice(load.head.notice) === threadOfNotice(notice))?.ref ?? null
