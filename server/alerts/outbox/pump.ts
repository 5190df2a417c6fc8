import { MINUTE, SECOND } from '../../kernel/duration'
import type { Clock } from '../../runtime/clock'
import type { Facts, Notice, NoticeKind, Recipient } from '../model'
import { choose, chooseOne, isThrottled } from './choose'
import type { Answer, Going, Traffic } from './traffic'
import type { Lane, Load, Outcome, Source } from './words'

/** Should a hint have been lost, it is looked by ourselves so often. */
const LOOK_EVERY_MS = MINUTE
const RETRY_MS = 500
/** What was there, and somebody else has taken, is looked for again after this: they may have been killed. */
const TAKEN_MS = SECOND

/** One message as it is sent. */
export type Parcel = {
  readonly lead: Notice
  readonly kind: NoticeKind
  readonly bundle: readonly Facts[]
  readonly recipient: Recipient
  /** It takes the place of the lead's own recipient. */
  readonly isInstead: boolean
  readonly ref: string | null
  readonly attempt: number
}

export type PumpParts = {
  readonly source: Source
  readonly traffic: Traffic
  readonly clock: Clock
  /** Before anything is looked for. Rejects while nothing may be. */
  readonly prepare: () => Promise<void>
  readonly send: (parcel: Parcel) => Promise<{ readonly answer: Answer; conclude(load: Load, now: Date): Outcome }>
  readonly refuse: (load: Load, now: Date) => Outcome
  /** A canary that could only go by another channel. */
  readonly keepBack: (load: Load, now: Date) => Outcome
  /** A message has an answer and is settled: others may go now. */
  readonly onFree: () => void
  /** The source does not answer; null when it does again. */
  readonly onTrouble: (cause: unknown) => void
}

export type Pump = {
  /** Looks for what is due, at once. */
  look(): void
  /** Sends what was found and can go by now. */
  go(): void
  /** Messages between being taken and being settled. */
  readonly working: number
  readonly looking: boolean
  stop(): void
}

/** Moves notices from where they wait to where they go: looks for what is due, lets each lane go as soon as traffic allows, and sleeps until the next is due. */
export function createPump({ source, traffic, clock, prepare, send, refuse, keepBack, onFree, onTrouble }: PumpParts): Pump {
  let ready: readonly Lane[] = []
  let cut: ReadonlySet<string> = new Set()
  const state = { looking: false, again: false, stopped: false }
  let working = 0
  const alarms = { look: createAlarm(clock, () => look()), go: createAlarm(clock, () => go()) }

  const fail = (cause: unknown) => {
    ready = []
    cut = new Set()
    onTrouble(cause)
    alarms.look.at(new Date(clock.now().getTime() + RETRY_MS))
  }

  function look(): void {
    state.again = true
    if (!state.looking) void lookAround()
  }

  async function lookAround(): Promise<void> {
    state.looking = true
    while (state.again && !state.stopped) {
      state.again = false
      alarms.look.cancel()
      try {
        await prepare()
        const now = clock.now()
        const due = await source.look(now, traffic.blocked(now))
        onTrouble(null)
        ready = due.lanes
        cut = due.cut
        if (due.nextAt) alarms.look.at(due.nextAt)
        alarms.look.at(new Date(now.getTime() + LOOK_EVERY_MS))
      } catch (cause) {
        fail(cause)
      }
      go()
    }
    state.looking = false
  }

  function go(): void {
    if (state.stopped) return
    const now = clock.now()
    const left: Lane[] = []
    for (const lane of ready) {
      const pass = traffic.admit(lane, now)
      if (pass.kind === 'later') left.push(lane)
      else void work(lane, pass.kind === 'go' ? pass : undefined)
    }
    ready = left
    const paceAt = left.length > 0 ? traffic.paceAt(now) : null
    if (paceAt) alarms.go.at(paceAt)
    const opensAt = traffic.opensAt(now)
    if (opensAt) alarms.look.at(opensAt)
    if ([...cut].some((channel) => !left.some(({ recipient }) => recipient.channel === channel))) {
      cut = new Set()
      look()
    }
  }

  async function work(lane: Lane, pass: Going | undefined): Promise<void> {
    working += 1
    traffic.enter(lane, pass, clock.now())
    let answer: Answer | null = null
    let leave = (now: Date) => {
      leave = () => {}
      traffic.leave(lane, pass, answer, now)
    }
    try {
      const taken = await take(lane, pass)
      if (taken) {
        const isStray = pass !== undefined && mustNotGoElsewhere(taken.load, pass)
        const sent = pass && !isStray ? await send(taken.parcel(pass)) : undefined
        const now = clock.now()
        answer = sent?.answer ?? null
        leave(now)
        const outcome = sent ? sent.conclude(taken.load, now) : isStray ? keepBack(taken.load, now) : refuse(taken.load, now)
        if (outcome.state === 'delivered' && countsFor(pass, taken.load)) traffic.tell(lane.reader, outcome.at)
        await source.settle(outcome)
        if (outcome.state === 'waiting') alarms.look.at(outcome.at)
        // More of it may have been held back by this message.
        ready = [...ready, lane]
        if (state.looking) state.again = true
      }
    } catch (cause) {
      fail(cause)
    }
    leave(clock.now())
    traffic.free(lane)
    working -= 1
    onFree()
  }

  /** Chooses what goes in one message, and takes it; undefined when nothing may go, or somebody else has it. */
  async function take(lane: Lane, pass: Going | undefined) {
    const now = clock.now()
    const waiting = await source.list(lane, now)
    const choice = pass?.isMachine === false ? choose(waiting, traffic.sentTo(lane, now), now) : chooseOne(waiting)
    if (choice && 'until' in choice) traffic.rest(lane, choice.until)
    if (!choice || 'until' in choice) return undefined
    const claimed = new Map((await source.claim(choice.covers, now)).map((one) => [one.notice.id, one]))
    const lead = claimed.get(choice.lead)
    const head = lead ?? [...claimed.values()][0]
    if (!head) {
      alarms.look.at(new Date(now.getTime() + TAKEN_MS))
      return undefined
    }
    const load: Load = { head, others: [...claimed.values()].filter((one) => one !== head) }
    const parcel = ({ recipient }: Going): Parcel => ({
      lead: head.notice,
      kind: lead ? choice.kind : head.notice.kind,
      bundle: choice.told.flatMap((id) => (id === head.notice.id ? [] : (claimed.get(id)?.notice.facts ?? []))),
      recipient,
      isInstead: recipient.channel !== lane.recipient.channel,
      ref: head.ref,
      attempt: head.attempt,
    })
    return { load, parcel }
  }

  return {
    look,
    go,
    get working() {
      return working
    },
    get looking() {
      return state.looking
    },
    stop() {
      state.stopped = true
      for (const alarm of Object.values(alarms)) alarm.cancel()
    },
  }
}

/** A canary proves its own channel, and what subscribers are told is for them alone: neither goes by another. */
const mustNotGoElsewhere = ({ head: { notice } }: Load, { recipient }: Going): boolean =>
  (notice.kind === 'canary' || notice.kind === 'status') && recipient.channel !== notice.recipient.channel

/** Machines and tests are not throttled, so nothing is counted for them. */
const countsFor = (pass: Going | undefined, { head }: Load): boolean => pass?.isMachine === false && isThrottled(head.notice)

/** One timer, for the earliest of the instants that were asked for. */
function createAlarm(clock: Clock, ring: () => void) {
  let set: { readonly atMs: number; cancel(): void } | undefined
  const cancel = () => {
    set?.cancel()
    set = undefined
  }
  return {
    cancel,
    at(when: Date): void {
      const atMs = when.getTime()
      if (set && set.atMs <= atMs) return
      cancel()
      const { cancel: stop } = clock.after(Math.max(0, atMs - clock.now().getTime()), () => {
        set = undefined
        ring()
      })
      set = { atMs, cancel: stop }
    },
  }
}
