import type { Clock } from '../runtime/clock'

/** A clock that stands still until the test moves it. */
export function handClock(): Pick<Clock, 'elapsedMs' | 'after'> & {
  advance(ms: number): Promise<void>
  /** Time goes by in which nothing runs; what fell due meanwhile runs afterwards. */
  block(ms: number): Promise<void>
  waiting(): number
} {
  let nowMs = 0
  let waits: { dueMs: number; call: () => void }[] = []
  return {
    elapsedMs: () => nowMs,
    after: (ms, call) => {
      const wait = { dueMs: nowMs + ms, call }
      waits.push(wait)
      return { cancel: () => (waits = waits.filter((other) => other !== wait)) }
    },
    waiting: () => waits.length,
    async block(ms) {
      nowMs += ms
      const due = waits.filter(({ dueMs }) => dueMs <= nowMs).sort((one, other) => one.dueMs - other.dueMs)
      waits = waits.filter((wait) => !due.includes(wait))
      for (const { call } of due) call()
      await settle()
    },
    async advance(ms) {
      const untilMs = nowMs + ms
      for (;;) {
        const due = waits.filter(({ dueMs }) => dueMs <= untilMs).sort((one, other) => one.dueMs - other.dueMs)[0]
        if (!due) break
        nowMs = due.dueMs
        waits = waits.filter((other) => other !== due)
        due.call()
        await settle()
      }
      nowMs = untilMs
      await settle()
    },
  }
}

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
