import { MINUTE, SECOND } from '../../kernel/duration'

/** The first retry waits at most this long, each further one at most twice as long as the one before, up to the last. */
const FIRST_MS = 5 * SECOND
const LONGEST_MS = 5 * MINUTE
/** Even the luckiest draw leaves the other side this much air. */
const SHORTEST_MS = SECOND
/** A clock that jumps a day ahead must not bury what was tried once. */
const LEAST_ATTEMPTS = 5

export type Retry = { readonly kind: 'retry'; readonly at: Date } | { readonly kind: 'dead'; readonly says: string }

/** The most that attempt `attempt + 1` waits for, in milliseconds: 5 s, 10 s, 20 s … 5 min. `attempt` counts from 1. */
export const ceilingMs = (attempt: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (Math.max(1, attempt) - 1))

/**
 * When to try again after a failed attempt (ALR-5): full jitter under an exponential ceiling, so that what failed together does not come back
 * together. Where the other side named a time, not before it. What would come after the limit is a dead letter.
 *
 * @param failed how many attempts have failed, at least 1
 * @param random 0..1
 * @param retryAfterMs what the other side asked for, from now
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryAt(
  { failed, firstAt, retryAfterMs = 0 }: { readonly failed: number; readonly firstAt: Date; readonly retryAfterMs?: number | undefined },
  random: number,
  giveUpAfterMs: number,
  now: Date,
): Retry {
  const waitMs = Math.max(SHORTEST_MS, Math.ceil(random * ceilingMs(failed)), retryAfterMs)
  const lateMs = now.getTime() + waitMs - firstAt.getTime() - giveUpAfterMs
  if (retryAfterMs > giveUpAfterMs) return { kind: 'dead', says: 'the other side asked to wait for longer than it is tried' }
  if (lateMs > 0 && failed >= LEAST_ATTEMPTS) return { kind: 'dead', says: `${failed} attempts failed` }
  return { kind: 'retry', at: new Date(now.getTime() + waitMs) }
}
