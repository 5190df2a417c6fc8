import type { Sql } from '@/db/client'
import { sentenceOf } from '../kernel/errors'
import { within } from '../runtime/deadline'
import type { Log } from '../runtime/log'
import type { Journal } from './journal'
import type { Notice } from './model'
import { ATTEMPT_MS, type AttemptParts, createAttempting, type Deliver, elsewhere, refusal } from './outbox/attempt'
import { createLatencies, type Latencies } from './outbox/latencies'
import { createMemory } from './outbox/memory'
import { createPump } from './outbox/pump'
import { createRecent } from './outbox/recent'
import { createTraffic, type TrafficLimits, type TrafficParts } from './outbox/traffic'
import { noticesOf, type Outcome, type Source } from './outbox/words'
import { claim, listOfLane, lookForDue, storeUnstored, writeOutcomes } from './queries/outbox'
import type { Breaker } from './rules/breaker'

/** Postgres answers within this, or is taken to be away. */
const STORE_WITHIN_MS = 2_000
/** What was sent without it may be much. */
const RECONCILE_WITHIN_MS = 10_000
/** Whoever took a notice has an answer by then, and has said so, or was killed. */
const LEASE_MS = ATTEMPT_MS + 2 * STORE_WITHIN_MS + 500

const LIMITS: TrafficLimits = { atOnce: 16, atOncePerChannel: 4, machinePerSecond: 20 }

export type DispatcherParts = Pick<AttemptParts, 'clock' | 'ids' | 'random' | 'giveUpAfterMs'> &
  Pick<TrafficParts, 'roads' | 'fallbackOf'> & {
    readonly sql: Sql
    readonly log: Log
    readonly journal: Journal
    readonly deliver: Deliver
    readonly limits?: TrafficLimits
    /** Whether it is known which channels there are. Until then nothing is looked for; whoever makes it known kicks. */
    isPlanned(): boolean
    /** An attempt has ended: delivered, to be tried again, or dead. What was told while Postgres is away is said at once, too. */
    onOutcome(outcome: Outcome): void
    /** What became of messages is in Postgres now: who reads the log again finds it there. */
    onRecorded(): void
  }

export type Dispatcher = {
  /** Notices were committed, or somebody changed what may be sent: looks at once. */
  kick(): void
  /**
   * Takes notices that cannot be stored now: they are sent from memory, at once, and never a second time when their rows appear. Answers for
   * how many there was no room: those are sent when they are stored.
   */
  hand(notices: readonly Notice[]): number
  /** Takes nothing new, and waits for what is on its way; what has no answer by then is taken up again by whoever comes next. */
  stop(withinMs: number): Promise<void>
  /** Messages on their way. */
  readonly working: number
  /** Nothing is on its way or being looked for: nothing happens before the next is due, or somebody kicks. */
  readonly idle: boolean
  /** Notices in memory that Postgres does not know of. */
  readonly unstored: number
  breakers(): ReadonlyMap<string, Breaker>
  /** How soon messages arrive. */
  readonly latencies: Latencies
}

/**
 * Sends what waits in the outbox, at least once (ALR-5). The key of a notice goes with it, so that whoever has it twice can tell. Twice happens
 * only when the channel had answered and the record of it was cut off.
 */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { sql, clock, log, journal, ids, onOutcome } = parts
  const traffic = createTraffic({ limits: parts.limits ?? LIMITS, roads: parts.roads, fallbackOf: parts.fallbackOf })
  const latencies = createLatencies()
  const memory = createMemory(journal)
  const delivered = createRecent()
  const sending = new Set<string>()
  const send = createAttempting({ ...parts, goesElsewhere: traffic.goesElsewhere })
  const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE_MS)
  const bounded = <T>(what: string, work: Promise<T>) => within(clock, STORE_WITHIN_MS, what, work)

  const tell = (outcome: Outcome) => {
    latencies.add(outcome)
    for (const { notice } of noticesOf(outcome.load)) {
      sending.delete(notice.key)
      if (outcome.state === 'delivered') delivered.add(notice.key)
    }
    onOutcome(outcome)
  }

  const stored: Source = {
    look: (now, blocked) => bounded('Looking for notices', lookForDue(sql, now, blocked)),
    list: (lane, now) => bounded('Listing notices', listOfLane(sql, lane, isThread(lane.recipient.channel), now)),
    async claim(ids, now) {
      const claimed = await bounded('Claiming notices', claim(sql, ids, now, leaseFrom(now)))
      // Handed over from memory after all, as its commit was late: it is sent there.
      const ours = claimed.filter(({ notice }) => !memory.has(notice.key) && !delivered.has(notice.key))
      for (const { notice } of ours) sending.add(notice.key)
      return ours
    },
    async settle(outcome) {
      tell(outcome)
      try {
        await bounded('Recording a delivery', writeOutcomes(sql, [outcome]))
        parts.onRecorded()
      } catch (cause) {
        log.warn('What became of a message waits in the journal', { because: sentenceOf(cause) })
        memory.keep(outcome)
      }
    },
  }
  const held: Source = {
    ...memory,
    async settle(outcome) {
      memory.keep(outcome)
      tell(outcome)
      pumps.stored.look()
    },
  }
  const isThread = (channel: string) => parts.roads().some(({ name, reaches }) => name === channel && reaches === 'machine')

  /** Before anything is claimed, Postgres learns what was sent without it. */
  async function reconcile(): Promise<void> {
    for (let news = memory.unstored(); news; news = memory.unstored()) {
      await within(clock, RECONCILE_WITHIN_MS, 'Storing what was sent', storeUnstored(sql, news, leaseFrom(clock.now())))
      memory.stored(news)
      parts.onRecorded()
    }
  }

  let troubledSince: Date | null = null
  const onTrouble = (cause: unknown) => {
    if (cause === null && troubledSince) log.info('The outbox answers again', { since: troubledSince })
    if (cause !== null && !troubledSince) log.warn('The outbox does not answer', { because: sentenceOf(cause) })
    troubledSince = cause === null ? null : (troubledSince ?? clock.now())
  }
  const onFree = () => {
    for (const pump of Object.values(pumps)) pump.go()
    if (working() === 0) onIdle()
  }
  let onIdle = () => {}
  const working = () => pumps.stored.working + pumps.memory.working
  const shared = { traffic, clock, send, refuse: refusal(ids), keepBack: elsewhere(ids), onFree }
  const pumps = {
    stored: createPump({ ...shared, source: stored, prepare: reconcile, onTrouble }),
    memory: createPump({ ...shared, source: held, prepare: async () => {}, onTrouble: () => {} }),
  }
  const look = () => {
    if (parts.isPlanned()) for (const pump of Object.values(pumps)) pump.look()
  }
  look()

  return {
    kick: look,
    hand(notices) {
      const left = memory.hold(notices.filter(({ key }) => !sending.has(key) && !delivered.has(key)))
      look()
      return left
    },
    async stop(withinMs) {
      for (const pump of Object.values(pumps)) pump.stop()
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve
      })
      if (working() > 0 && withinMs > 0) await Promise.race([idle, clock.sleep(withinMs)])
    },
    get working() {
      return working()
    },
    get idle() {
      return working() === 0 && !pumps.stored.looking && !pumps.memory.looking
    },
    get unstored() {
      return memory.size
    },
    breakers: traffic.breakers,
    latencies,
  }
}
