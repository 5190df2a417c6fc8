import { Attempts, sourceOf } from '../../access/rules/attempts'
import { MINUTE } from '../../kernel/duration'
import { Refusal } from '../../kernel/errors'
import type { Clock } from '../../runtime/clock'

/** What does not prove that it may is looked at so often, from one address. */
const UNPROVEN = { failures: 30, windowMs: MINUTE }
/** What does, of one way in: far more than a storm of groups. */
const PROVEN = { failures: 1_200, windowMs: MINUTE }
/** At the same time, of all ways in: their bodies lie in memory. */
const AT_ONCE = 16
const AGAIN_SECONDS = 5

/** Bounds what is taken from outside, from whoever signs in nowhere. */
export type InboundLimits = {
  /**
   * Counts something that came, before its proof is looked at.
   *
   * @throws Refusal `too-many` with the seconds to wait, when too much that proved nothing came from that address
   */
  attempt(way: string, address: string): InboundAttempt
  /**
   * Does one at a time of what is bounded for all.
   *
   * @throws Refusal `unavailable` when too many are under way: whoever sends tries again, which not all do after 429
   */
  oneOf<Answer>(work: () => Promise<Answer>): Promise<Answer>
}

export type InboundAttempt = {
  /**
   * It has proved that it may: it counts against its way in alone.
   *
   * @throws Refusal `unavailable` with the seconds to wait, when even so it is too much
   */
  proven(): void
}

export function createInboundLimits(clock: Pick<Clock, 'elapsedMs'>): InboundLimits {
  const [unproven, proven] = [new Attempts(UNPROVEN), new Attempts(PROVEN)]
  let underWay = 0
  return {
    attempt(way, address) {
      const from = `${way} ${sourceOf(address)}`
      const nowMs = clock.elapsedMs()
      const waitSeconds = unproven.waitSeconds(from, nowMs)
      if (waitSeconds > 0)
        throw new Refusal('too-many', `Too much that proves nothing came from this address. Try again in ${waitSeconds} s.`, {
          retryAfterSeconds: waitSeconds,
        })
      unproven.attempt(from, nowMs)
      return {
        proven() {
          unproven.takeBack(from)
          const wait = proven.waitSeconds(way, nowMs)
          if (wait > 0)
            throw new Refusal('unavailable', `More than ${PROVEN.failures} a minute came this way. Try again in ${wait} s.`, {
              retryAfterSeconds: wait,
            })
          proven.attempt(way, nowMs)
        },
      }
    },
    async oneOf(work) {
      if (underWay >= AT_ONCE)
        throw new Refusal('unavailable', `More than ${AT_ONCE} are being taken at this moment. Try again in ${AGAIN_SECONDS} s.`, {
          retryAfterSeconds: AGAIN_SECONDS,
        })
      underWay++
      try {
        return await work()
      } finally {
        underWay--
      }
    },
  }
}
