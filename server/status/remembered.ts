import type { Clock } from '../runtime/clock'

/** What was read once is kept so long beyond its time, for while it cannot be read again. */
const STALE_MS = 15 * 60_000

/**
 * Reads each thing at most once in so long, however many ask: those who ask meanwhile share one reading. While it cannot be read, what was
 * read last is answered.
 *
 * @param most so many things are remembered; the one that was read longest ago is forgotten first
 */
export function remembered<Value>(clock: Pick<Clock, 'elapsedMs'>, { freshMs, most }: { readonly freshMs: number; readonly most: number }) {
  const known = new Map<string, { readonly atMs: number; readonly value: Value }>()
  const underWay = new Map<string, Promise<Value>>()
  return (key: string, read: () => Promise<Value>): Promise<Value> => {
    const held = known.get(key)
    const atMs = clock.elapsedMs()
    if (held && atMs - held.atMs < freshMs) return Promise.resolve(held.value)
    const reading =
      underWay.get(key) ??
      read()
        .then((value) => {
          known.delete(key)
          known.set(key, { atMs, value })
          const [oldest] = known.keys()
          if (known.size > most && oldest !== undefined) known.delete(oldest)
          return value
        })
        .finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading.catch((cause) => {
      if (held && atMs - held.atMs < STALE_MS) return held.value
      throw cause
    })
  }
}
