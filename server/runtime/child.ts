import type { Clock } from './clock'
import { within } from './deadline'

/** What a child tells the supervisor. */
export type ChildMessage =
  | { readonly kind: 'alive' }
  | ({ readonly kind: 'ready' } & ReadyFacts)
  /** It will not start, for a reason that a restart does not mend. */
  | { readonly kind: 'refused'; readonly sentence: string }

/** What the supervisor tells a child. */
export type SupervisorMessage = { readonly kind: 'stop' }

export type ReadyFacts = {
  /** Where it can be reached. */
  readonly url?: string
  /** Shown to whoever started Plimsoll, below the address. */
  readonly lines?: readonly string[]
}

/** A configuration that cannot be used (EX_CONFIG of sysexits.h). */
export const EXIT_REFUSED = 78

export const HEARTBEAT_MS = 1_000
/** A child that has not finished by then leaves what it did not write to the spool. */
export const STOP_WITHIN_MS = 10_000

export type Supervisor = {
  /** Says that work has begun; the supervisor starts what waits for it. */
  ready(facts?: ReadyFacts): void
  /** Ends this process because of its configuration, with a sentence that names the way out. */
  refuse(sentence: string): Promise<never>
}

/**
 * Ties this process to its supervisor: tells it each second that the event loop turns, and ends when it asks to, when it goes away, or on SIGTERM.
 * Without one (a container that runs the role directly) only the signals count.
 *
 * @param onStop what has to happen before the end; it has `STOP_WITHIN_MS`
 */
export function connectToSupervisor({ clock, onStop }: { clock: Clock; onStop: (reason: string) => Promise<void> }): Supervisor {
  let stopping = false
  const stop = async (reason: string) => {
    if (stopping) return
    stopping = true
    try {
      await within(clock, STOP_WITHIN_MS, 'Stopping', onStop(reason))
      process.exit(0)
    } catch (cause) {
      console.error(cause)
      process.exit(1)
    }
  }

  process.on('message', (message: SupervisorMessage) => {
    if (message.kind === 'stop') void stop('the supervisor asked for it')
  })
  process.on('disconnect', () => void stop('the supervisor has gone'))
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))

  // A supervisor that does not read must not make us keep heartbeats: the next waits until the last was taken.
  let inFlight = false
  const beat = () => {
    if (inFlight || !process.connected) return
    inFlight = true
    tell({ kind: 'alive' }, () => (inFlight = false))
  }
  beat()
  clock.every(HEARTBEAT_MS, beat)

  return {
    ready: (facts = {}) => tell({ kind: 'ready', ...facts }),
    async refuse(sentence) {
      console.error(sentence)
      await new Promise<void>((resolve) => (process.connected ? tell({ kind: 'refused', sentence }, resolve) : resolve()))
      process.exit(EXIT_REFUSED)
    },
  }
}

function tell(message: ChildMessage, sent: () => void = () => {}): void {
  // A channel that closes meanwhile is told by `disconnect`.
  process.send?.(message, undefined, undefined, () => sent())
}
