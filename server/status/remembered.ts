import { MINUTE, SECOND } from '../kernel/duration'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'

/** What was read once is kept so long beyond its time, for while it cannot be read again. */
const STALE_MS = 15 * MINUTE
/** A reading that takes longer is not waited for: where something is remembered, and where nothing is. */
const WAIT_MS = 2 * SECOND
const FIRST_WAIT_MS = 10 * SECOND

/**
 * Reads each thing at most once in so long, however many ask: those who ask meanwhile share one reading. While it cannot be read, or does not come
 * to an end, what was read last is answered.
 *
 * @param most so many things are remembered; the one that was read longest ago is forgotten first
 */
export function remembered<Value>(
  clock: Pick<Clock, 'elapsedMs' | 'after'>,
  { freshMs, most }: { readonly freshMs: number; readonly most: number },
) {
  const known = new Map<string, { readonly atMs: number; readonly value: Value }>()
  /** One at a time of each: a Postgres that is frozen is not asked again until it has answered. */
  const underWay = new Map<string, { readonly atMs: number; readonly reading: Promise<Value> }>()

  function begin(key: string, read: () => Promise<Value>, atMs: number) {
    const reading = read()
      .then((value) => {
        known.delete(key)
        known.set(key, { atMs, value })
        const [oldest] = known.keys()
        if (known.size > most && oldest !== undefined) known.delete(oldest)
        return value
      })
      .finally(() => underWay.delete(key))
    const begun = { atMs, reading }
    underWay.set(key, begun)
    return begun
  }

  return async (key: string, read: () => Promise<Value>): Promise<Value> => {
    const nowMs = clock.elapsedMs()
    const held = known.get(key)
    if (held && nowMs - held.atMs < freshMs) return held.value
    const { atMs, reading } = underWay.get(key) ?? begin(key, read, nowMs)
    try {
      return await within(clock, Math.max(0, atMs + (held ? WAIT_MS : FIRST_WAIT_MS) - nowMs), 'Reading what a status page tells', reading)
    } catch (cause) {
      if (held && nowMs - held.atMs < STALE_MS) return held.value
      throw cause
    }
  }
}
