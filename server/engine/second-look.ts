import { SECOND } from '../kernel/duration'
import type { Clock } from '../runtime/clock'

/** However many ask, what is declared is not read more often than this. */
const EVERY_MS = SECOND
/** More do not wait: a flood of guesses must not hold back those who are known. */
const WAITING_MAX = 100

export type SecondLookParts = {
  readonly clock: Pick<Clock, 'elapsedMs' | 'sleep'>
  /** Reads anew; has its own deadline. */
  readonly look: () => Promise<unknown>
}

/**
 * For who asks for something that is not known: it may have been made a moment ago. Answers whether somebody has looked since the question;
 * not when too many wait, or when nothing could be read. All who ask meanwhile share one look.
 */
export function createSecondLook({ clock, look }: SecondLookParts): () => Promise<boolean> {
  let coming: Promise<unknown> | undefined
  let last: Promise<unknown> = Promise.resolve()
  let lastAtMs = Number.NEGATIVE_INFINITY
  let waiting = 0

  async function begin(): Promise<void> {
    await last.catch(() => {})
    await clock.sleep(Math.max(0, lastAtMs + EVERY_MS - clock.elapsedMs()))
    // Who asks from now on may ask for what this look does not see.
    coming = undefined
    lastAtMs = clock.elapsedMs()
    last = look()
    await last
  }
  return async () => {
    if (waiting >= WAITING_MAX) return false
    waiting += 1
    coming ??= begin()
    return await coming
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        waiting -= 1
      })
  }
}
