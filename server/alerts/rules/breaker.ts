import { MINUTE, SECOND } from '../../kernel/duration'
import type { Delivered } from '../model'

/** So many failures in a row open it. */
export const OPENS_AFTER = 5
/** The first probe comes after this; each that fails doubles the wait, up to the longest. */
const FIRST_PROBE_MS = 30 * SECOND
const LONGEST_PROBE_MS = 5 * MINUTE

/**
 * Whether a channel is worth asking. Closed while `openAt` is null; open from then on; half-open while a probe is on its way. Everything
 * in it is plain, so that it can be shown and kept.
 */
export type Breaker = {
  readonly failures: number
  /** Since when nothing but probes is sent. */
  readonly openAt: Date | null
  /** From the last failure to the next probe. */
  readonly waitMs: number
  /** When the wait began. */
  readonly waitAt: Date | null
  /** A probe left then and has not come back. */
  readonly probingAt: Date | null
}

export const closed: Breaker = { failures: 0, openAt: null, waitMs: FIRST_PROBE_MS, waitAt: null, probingAt: null }

/** What a message may do now: go, go as the one probe, or wait until. */
export type Passage = { readonly kind: 'go' } | { readonly kind: 'probe' } | { readonly kind: 'wait'; readonly until: Date }

/**
 * Asks the breaker. A probe that never came back stops counting after the longest wait. What began ahead of now, because the clock jumped back,
 * is not waited for: one probe costs less than an hour of silence.
 */
export function passage({ openAt, waitMs, waitAt, probingAt }: Breaker, now: Date): Passage {
  if (openAt === null) return { kind: 'go' }
  const sinceMs = (probingAt ?? waitAt ?? openAt).getTime()
  const untilMs = sinceMs + (probingAt === null ? waitMs : LONGEST_PROBE_MS)
  return sinceMs <= now.getTime() && now.getTime() < untilMs ? { kind: 'wait', until: new Date(untilMs) } : { kind: 'probe' }
}

/** A probe has left. */
export const probing = (breaker: Breaker, now: Date): Breaker => ({ ...breaker, probingAt: now })

/**
 * Counts an outcome. Whoever refuses has answered: the channel is alive, and only that message was wrong.
 * What was sent before it opened and fails late changes nothing any more, so that a storm does not lengthen the wait.
 */
export function counted(breaker: Breaker, outcome: Delivered['kind'], now: Date): Breaker {
  if (outcome !== 'retry') return closed
  if (breaker.openAt !== null) {
    if (breaker.probingAt === null) return breaker
    return { ...breaker, waitMs: Math.min(LONGEST_PROBE_MS, breaker.waitMs * 2), waitAt: now, probingAt: null }
  }
  const failures = breaker.failures + 1
  return failures < OPENS_AFTER ? { ...closed, failures } : { ...closed, failures, openAt: now, waitAt: now }
}

/** Whether it stays down: what may use a fallback does. */
export const isBroken = ({ openAt }: Breaker): boolean => openAt !== null
