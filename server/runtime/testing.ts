import type { Clock } from './clock'

/** A clock that stands until it is moved. `advance` fires what falls due on the way, in order, and lets what that started settle. */
export type FakeClock = Clock & {
  advance(ms: number): Promise<void>
  /** Sets what the machine says the date is, as somebody would by hand; what elapses is not touched. */
  jump(ms: number): void
  /** How many wait for it to move: with none, whatever was started is still busy elsewhere. */
  readonly waiting: number
}

type Timer = { atMs: number; call: () => void; everyMs?: number }

export function fakeClock(start = new Date('2026-11-17T14:00:00.000Z')): FakeClock {
  let elapsed = 0
  let jumped = 0
  const timers = new Set<Timer>()
  const add = (timer: Timer) => {
    timers.add(timer)
    return { cancel: () => void timers.delete(timer) }
  }
  return {
    now: () => new Date(start.getTime() + elapsed + jumped),
    elapsedMs: () => elapsed,
    after: (ms, call) => add({ atMs: elapsed + Math.max(0, ms), call }),
    every: (ms, call) => add({ atMs: elapsed + ms, call, everyMs: ms }),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const timer = add({ atMs: elapsed + ms, call: resolve })
        signal?.addEventListener('abort', () => {
          timer.cancel()
          resolve()
        })
      }),
    jump: (ms) => {
      jumped += ms
    },
    get waiting() {
      return timers.size
    },
    async advance(ms) {
      const until = elapsed + ms
      await settle()
      for (let next = earliest(timers); next && next.atMs <= until; next = earliest(timers)) {
        elapsed = Math.max(elapsed, next.atMs)
        if (next.everyMs) next.atMs += next.everyMs
        else timers.delete(next)
        next.call()
        await settle()
      }
      elapsed = until
      await settle()
    },
  }
}

const earliest = (timers: ReadonlySet<Timer>): Timer | undefined =>
  [...timers].reduce<Timer | undefined>((first, timer) => (!first || timer.atMs < first.atMs ? timer : first), undefined)

/** Lets every promise that can go on do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
