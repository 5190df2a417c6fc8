import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import type { Mirror } from './mirror'
import { isNews } from './rules/is-news'

/** An engine that starts again is back sooner; only one that stays away makes Postgres the better source. */
const AWAY_MS = 10 * SECOND
const EVERY_MS = 3 * SECOND

export type RereadParts = {
  readonly clock: Pick<Clock, 'every' | 'elapsedMs'>
  readonly log: Pick<Log, 'warn'>
  readonly mirror: Pick<Mirror, 'world' | 'replace'>
  /** Whether the engine answers. */
  readonly connected: () => boolean
  /** The world from Postgres. */
  readonly read: () => Promise<World>
}

/**
 * While the engine is away what is shown comes from Postgres. Screens are sent everything anew only when something is different:
 * a whole snapshot for each of them is too much to say that nothing happened.
 */
export function rereadWhileAway({ clock, log, mirror, connected, read }: RereadParts): { cancel(): void } {
  let awaySinceMs: number | null = null
  let reading = false
  return clock.every(EVERY_MS, () => {
    if (connected()) awaySinceMs = null
    else awaySinceMs ??= clock.elapsedMs()
    if (awaySinceMs === null || clock.elapsedMs() - awaySinceMs < AWAY_MS || reading) return
    reading = true
    read()
      .then(
        (world) => {
          if (!connected() && isNews(mirror.world, world)) mirror.replace(world, false)
        },
        (cause) => log.warn('Neither the engine nor Postgres says what is; what is shown grows old', { because: sentenceOf(cause) }),
      )
      .finally(() => (reading = false))
  })
}
