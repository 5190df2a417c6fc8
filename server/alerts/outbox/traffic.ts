import { HOUR, MINUTE, SECOND } from '../../kernel/duration'
import type { ChannelType } from '../channels/channel'
import type { Delivered, Recipient } from '../model'
import { type Breaker, closed, counted, isBroken, passage, probing } from '../rules/breaker'
import type { Blocked, Lane } from './words'

/** What sending needs to know of a channel. */
export type Road = { readonly name: string; readonly reaches: ChannelType['reaches']; readonly fallback: string | null }

export type TrafficLimits = {
  readonly atOnce: number
  readonly atOncePerChannel: number
  /** Messages a second to one machine, after as many at once. */
  readonly machinePerSecond: number
}

export type TrafficParts = {
  readonly limits: TrafficLimits
  roads(): readonly Road[]
  /** Where else a message for this recipient may go; null when nowhere. */
  fallbackOf(recipient: Recipient): Recipient | null
}

/** What a lane may do now: go this way, wait for others or for time, or be told that its channel is no more. */
export type Passing = Going | { readonly kind: 'later' } | { readonly kind: 'nowhere' }
export type Going = { readonly kind: 'go'; readonly recipient: Recipient; readonly probe: boolean; readonly isMachine: boolean }
export type Answer = Delivered & { readonly status?: number | undefined; readonly sentMs?: number | undefined }

/** Longer than this nobody is made to wait for a channel that named a time, when there is a fallback. */
const PATIENCE_MS = MINUTE
const LATELY_MS = HOUR

type State = { breaker: Breaker; sending: number; pausedUntilMs: number; tokens: number; filledMs: number }
export type Traffic = ReturnType<typeof createTraffic>

/** What is on its way, and who may follow: bounds, one message at a time to a reader, breakers, pauses and throttles. Holds no notice. */
export function createTraffic({ limits, roads, fallbackOf }: TrafficParts) {
  const states = new Map<string, State>()
  const busy = new Set<string>()
  const resting = new Map<string, number>()
  const readers = new Map<string, number>()
  const told = new Map<string, number[]>()
  let sending = 0

  const roadOf = (name: string) => roads().find((road) => road.name === name)
  const stateOf = (name: string): State => {
    const known = states.get(name)
    if (known) return known
    const fresh = { breaker: closed, sending: 0, pausedUntilMs: 0, tokens: limits.machinePerSecond, filledMs: 0 }
    states.set(name, fresh)
    return fresh
  }

  /** When the channel takes the next message; undefined when now. */
  const shutUntil = (name: string, now: Date): Date | undefined => {
    const { breaker, pausedUntilMs } = stateOf(name)
    const pass = passage(breaker, now)
    const untilMs = Math.max(pausedUntilMs, pass.kind === 'wait' ? pass.until.getTime() : 0)
    return untilMs > now.getTime() ? new Date(untilMs) : undefined
  }
  const isGivenUp = (name: string, now: Date) => {
    const { breaker, pausedUntilMs } = stateOf(name)
    return isBroken(breaker) || pausedUntilMs > now.getTime() + PATIENCE_MS
  }

  /** The recipient itself, or the first fallback that is open while the channels before it stay down; undefined when none is. */
  const wayTo = (recipient: Recipient, now: Date): Recipient | undefined => {
    if (!shutUntil(recipient.channel, now)) return recipient
    const tried = new Set([recipient.channel])
    for (let from: Recipient = recipient; isGivenUp(from.channel, now); ) {
      const next = fallbackOf(from)
      if (!next || tried.has(next.channel) || !roadOf(next.channel)) return undefined
      if (!shutUntil(next.channel, now)) return next
      tried.add(next.channel)
      from = next
    }
    return undefined
  }

  /** When a machine may be sent the next message; undefined when now. */
  const tokenAt = (state: State, now: Date): Date | undefined => {
    const gained = (Math.max(0, now.getTime() - state.filledMs) / SECOND) * limits.machinePerSecond
    state.tokens = Math.min(limits.machinePerSecond, state.tokens + gained)
    state.filledMs = now.getTime()
    return state.tokens >= 1 ? undefined : new Date(now.getTime() + Math.ceil(((1 - state.tokens) / limits.machinePerSecond) * SECOND))
  }

  return {
    get sending() {
      return sending
    },

    admit(lane: Lane, now: Date): Passing {
      if (sending >= limits.atOnce || busy.has(lane.key) || (resting.get(lane.key) ?? 0) > now.getTime()) return { kind: 'later' }
      const road = roadOf(lane.recipient.channel)
      if (!road) return { kind: 'nowhere' }
      const recipient = wayTo(lane.recipient, now)
      if (!recipient) return { kind: 'later' }
      const state = stateOf(recipient.channel)
      if (state.sending >= limits.atOncePerChannel) return { kind: 'later' }
      const isMachine = road.reaches === 'machine'
      if (isMachine && tokenAt(state, now)) return { kind: 'later' }
      return { kind: 'go', recipient, probe: passage(state.breaker, now).kind === 'probe', isMachine }
    },

    /** @param going undefined when there is no way for it at all, and only the lane is taken */
    enter(lane: Lane, going: Going | undefined, now: Date): void {
      busy.add(lane.key)
      readers.set(lane.reader, (readers.get(lane.reader) ?? 0) + 1)
      if (!going) return
      const state = stateOf(going.recipient.channel)
      if (going.probe) state.breaker = probing(state.breaker, now)
      state.tokens -= 1
      state.sending += 1
      sending += 1
    },

    /** The message has an answer, or was not sent after all (null). Its lane stays taken until `free`. */
    leave(lane: Lane, going: Going | undefined, answer: Answer | null, now: Date): void {
      const left = (readers.get(lane.reader) ?? 1) - 1
      if (left > 0) readers.set(lane.reader, left)
      else readers.delete(lane.reader)
      if (!going) return
      const state = stateOf(going.recipient.channel)
      state.sending -= 1
      sending -= 1
      if (!answer) state.tokens += 1
      if (answer?.kind === 'retry') state.pausedUntilMs = Math.max(state.pausedUntilMs, now.getTime() + (answer.afterMs ?? 0))
      // Whoever asks for patience is there; whoever is broken may ask for it too.
      const isPatience = answer?.kind === 'retry' && answer.status === 429
      if (answer && !isPatience) state.breaker = counted(state.breaker, answer.kind, now)
      else if (going.probe) state.breaker = { ...state.breaker, probingAt: null, waitAt: isPatience ? now : state.breaker.waitAt }
    },

    /** When the reader of a lane whose message is being made up was sent something, and how much else is on its way to them. */
    sentTo({ reader, sent }: Lane, now: Date): readonly Date[] {
      const all = new Set([...sent.map((at) => at.getTime()), ...(told.get(reader) ?? [])])
      const onTheWay = Array.from({ length: (readers.get(reader) ?? 1) - 1 }, () => now)
      return [...[...all].map((ms) => new Date(ms)), ...onTheWay]
    },

    /** The reader was sent something that counts. */
    tell(reader: string, at: Date): void {
      const since = at.getTime() - LATELY_MS
      told.set(reader, [...(told.get(reader) ?? []).filter((ms) => ms > since), at.getTime()])
      for (const [other, instants] of told) if ((instants.at(-1) ?? 0) <= since) told.delete(other)
    },

    free: (lane: Lane): void => void busy.delete(lane.key),

    rest: (lane: Lane, until: Date): void => void resting.set(lane.key, Math.max(resting.get(lane.key) ?? 0, until.getTime())),

    /** Whether a message for this recipient would go by another way than its own. */
    goesElsewhere: (recipient: Recipient, now: Date): boolean => (wayTo(recipient, now) ?? recipient) !== recipient,

    /** What cannot go now whatever is due in it, so that it is not read. */
    blocked(now: Date): Blocked {
      for (const [lane, untilMs] of resting) if (untilMs <= now.getTime()) resting.delete(lane)
      const all = roads()
      const isShut = ({ name, fallback }: Road) => shutUntil(name, now) !== undefined && (fallback === null || !isGivenUp(name, now))
      return {
        lanes: [...resting.keys()],
        channels: all.filter(isShut).map(({ name }) => name),
        machines: all.filter(({ reaches }) => reaches === 'machine').map(({ name }) => name),
      }
    },

    /** When what was blocked is to be looked for again; null when nothing is. */
    opensAt(now: Date): Date | null {
      const shut = [...states.keys()].flatMap((name) => shutUntil(name, now)?.getTime() ?? [])
      const rests = [...resting.values()].filter((ms) => ms > now.getTime())
      return shut.length + rests.length === 0 ? null : new Date(Math.min(...shut, ...rests))
    },

    /** When a machine that was sent enough takes more; null when none was. */
    paceAt(now: Date): Date | null {
      const machines = roads().filter(({ reaches }) => reaches === 'machine')
      const waits = machines.flatMap(({ name }) => tokenAt(stateOf(name), now)?.getTime() ?? [])
      return waits.length === 0 ? null : new Date(Math.min(...waits))
    },

    breakers: (): ReadonlyMap<string, Breaker> => new Map([...states].map(([name, { breaker }]) => [name, breaker])),
  }
}
