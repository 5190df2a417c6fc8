import { performance } from 'node:perf_hooks'

/** Time as the application sees it. The only way to learn or wait for it; a test hands in one that it moves itself. */
export type Clock = {
  /** For dating. May jump when somebody sets the machine's clock. */
  now(): Date
  /** For measuring, in milliseconds. Never goes back. */
  elapsedMs(): number
  /** Resolves after `ms`, or at once when the signal aborts (it does not reject). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls back once after `ms` unless cancelled. The wait alone does not keep the process alive. */
  after(ms: number, call: () => void): { cancel(): void }
  /** Calls back every `ms` until cancelled. The wait alone does not keep the process alive. */
  every(ms: number, call: () => void): { cancel(): void }
}

/** The longest wait that Node's timers take; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(ms, LONGEST_MS))
      signal?.addEventListener('abort', done, { once: true })
    }),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), LONGEST_MS))
    timer.unref()
    return { cancel: () => clearTimeout(timer) }
  },
  every: (ms, call) => {
    const timer = setInterval(call, ms)
    timer.unref()
    return { cancel: () => clearInterval(timer) }
  },
}

/**
 * A clock that never goes back. Somebody who sets the machine's clock back would otherwise make what happens now older than what is
 * known, and history that is newer would be overwritten; so it goes on from where it was until the machine's has caught up. One that is
 * set forward is followed.
 *
 * @param onHeld called once each time that it parts from the machine's clock, with by how many milliseconds that was set back
 */
export function steadyClock(clock: Clock, onHeld: (ms: number) => void): Clock {
  let lastMs = Number.NEGATIVE_INFINITY
  let lastElapsedMs = 0
  let held = false
  return {
    ...clock,
    now() {
      const wallMs = clock.now().getTime()
      const elapsedMs = clock.elapsedMs()
      const goesBack = wallMs < lastMs
      const nowMs = goesBack ? lastMs + Math.floor(elapsedMs - lastElapsedMs) : wallMs
      if (goesBack && !held && nowMs - wallMs >= NOTEWORTHY_MS) {
        held = true
        onHeld(nowMs - wallMs)
      }
      if (!goesBack) held = false
      // Only whole milliseconds are counted as gone by, so that none of a part is lost at each call.
      if (!goesBack) lastElapsedMs = elapsedMs
      else lastElapsedMs += nowMs - lastMs
      lastMs = nowMs
      return new Date(nowMs)
    },
  }
}
/** Less is what keeping clocks in time does every day. */
const NOTEWORTHY_MS = 2_000
