import type { Clock } from '../runtime/clock'

/** A wait is counted in steps of this length. */
const STEP_MS = 50

/**
 * A clock whose waits count only time in which this process could have heard an answer. While its event loop is blocked, by itself or
 * because the machine gives it no turn, answers lie unread, and whoever gave them is not late. A held-up step counts as one step.
 */
export function turningClock(clock: Pick<Clock, 'elapsedMs' | 'after'>): Pick<Clock, 'elapsedMs' | 'after'> {
  return {
    elapsedMs: () => clock.elapsedMs(),
    after(ms, call) {
      let leftMs = ms
      let wait: { cancel(): void }
      const step = () => {
        const stepMs = Math.min(STEP_MS, leftMs)
        wait = clock.after(stepMs, () => {
          leftMs -= stepMs
          if (leftMs > 0) step()
          else call()
        })
      }
      step()
      return { cancel: () => wait.cancel() }
    },
  }
}
