import { Attempts, sourceOf } from '../../access/rules/attempts'
import { MINUTE } from '../../kernel/duration'
import { Refusal } from '../../kernel/errors'
import type { Clock } from '../../runtime/clock'

/** What does not prove that it may is answered so often, from one address. */
const UNPROVEN = { failures: 30, windowMs: MINUTE }
/** What does, of one way in: far more than a storm of groups. */
const PROVEN = { failures: 1_200, windowMs: MINUTE }
/** At the same time, of all ways in: their bodies lie in memory. */
const AT_ONCE = 16
const AGAIN_SECONDS = 5

/** Bounds what is taken from outside, from whoever signs in nowhere. */
export type InboundLimits = {
  /**
   * Something has proved that it may come: it counts against its way in alone, whatever others send from the same address.
   *
   * @throws Refusal `unavailable` with the seconds to wait, when even so it is too much: whoever sends tries again, which not all do after 429
   */
  proven(way: string): void
  /**
   * Something came that proves nothing.
   *
   * @throws Refusal `too-many` with the seconds to wait, when too much of that came from this address
   */
  unproven(way: string, address: string): void
  /**
   * Does one at a time of what is bounded for all.
   *
   * @throws Refusal `unavailable` when too many are under way
   */
  oneOf<Answer>(work: () => Promise<Answer>): Promise<Answer>
}

export function createInboundLimits(clock: Pick<Clock, 'elapsedMs'>): InboundLimits {
  const [unproven, proven] = [new Attempts(UNPROVEN), new Attempts(PROVEN)]
  let underWay = 0
  return {
    proven(way) {
      const nowMs = clock.elapsedMs()
      const wait = proven.waitSeconds(way, nowMs)
      if (wait > 0)
        throw new Refusal('unavailable', `More than ${PROVEN.failures} a minute came this way. Try again in ${wait} s.`, {
          retryAfterSeconds: wait,
        })
      proven.attempt(way, nowMs)
    },
    unproven(way, address) {
      const from = `${way} ${sourceOf(address)}`
      const nowMs = clock.elapsedMs()
      const wait = unproven.waitSeconds(from, nowMs)
      if (wait > 0)
        throw new Refusal('too-many', `Too much that proves nothing came from this address. Try again in ${wait} s.`, {
          retryAfterSeconds: wait,
        })
      unproven.attempt(from, nowMs)
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
