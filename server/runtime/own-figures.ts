import { monitorEventLoopDelay } from 'node:perf_hooks'
import { MINUTE } from '../kernel/duration'
import type { Clock } from './clock'

/** The loop is asked for a turn so often; what a turn takes beyond that is delay. Asked more often, the asking would be most of what an idle process does. */
const RESOLUTION_MS = 100

export type OwnFigures = {
  /** Memory of this process that is in RAM, in bytes. */
  readonly residentBytes: number
  /** 99th percentile of how late the event loop came to what was due, in milliseconds: of the last whole minute, in the first one so far. */
  readonly loopDelayMs: number
}

/** What this process needs and how well it gets its turns (PRF-7). */
export function watchOwnFigures(clock: Pick<Clock, 'every'>): { read(): OwnFigures; stop(): void } {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delays.enable()
  let lastMinuteMs: number | undefined
  const soFarMs = () => (delays.count === 0 ? 0 : Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS))
  const timer = clock.every(MINUTE, () => {
    lastMinuteMs = soFarMs()
    delays.reset()
  })
  return {
    read: () => ({ residentBytes: process.memoryUsage.rss(), loopDelayMs: lastMinuteMs ?? soFarMs() }),
    stop() {
      timer.cancel()
      delays.disable()
    },
  }
}
