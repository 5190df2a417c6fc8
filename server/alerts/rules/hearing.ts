import { MINUTE } from '../../kernel/duration'
import type { Signal, SignalFacts } from '../model'

/** A beginning that is heard so soon after its end was told late, by a second sender or over a slow line. After that it is taken as news. */
export const LATE_MS = MINUTE

export type Hearing =
  /** `again`: an end of it was heard, and it holds after all. */
  | { readonly kind: 'opens'; readonly beganMs: number; readonly again: boolean }
  | { readonly kind: 'holds'; readonly beganMs: number }
  | { readonly kind: 'ends'; readonly endedMs: number }
  /** The end of what is not open: worth remembering, since its beginning may still come. */
  | { readonly kind: 'over'; readonly endedMs: number }
  /** Of a time that is over. */
  | { readonly kind: 'late' }

type Known = Pick<SignalFacts, 'beganMs'>
type End = {
  readonly endedMs: number
  readonly heardMs: number
  /** Its source said so; false when it only was not heard of again. */
  readonly said: boolean
}

/**
 * What a signal says beyond what is known. Signals come more than once and in any order, so they are compared by what their source says of
 * when it began and ended, and only then by when they were heard: of one condition the last end and the last beginning hold.
 *
 * @param open what is known of its open alert
 * @param end the last end that was heard of
 */
export function hearing(signal: Pick<Signal, 'state' | 'startedAt' | 'endedAt' | 'heardAt'>, open: Known | undefined, end?: End): Hearing {
  const heardMs = signal.heardAt.getTime()
  if (signal.state === 'resolved') {
    const endedMs = signal.endedAt?.getTime() ?? heardMs
    if (!open) return { kind: 'over', endedMs }
    return endedMs >= open.beganMs ? { kind: 'ends', endedMs } : { kind: 'late' }
  }
  const startedMs = signal.startedAt?.getTime()
  if (open) return { kind: 'holds', beganMs: Math.max(open.beganMs, startedMs ?? open.beganMs) }
  if (!end) return { kind: 'opens', beganMs: startedMs ?? 0, again: false }
  if (startedMs !== undefined && startedMs > end.endedMs) return { kind: 'opens', beganMs: startedMs, again: false }
  if (startedMs !== undefined && end.said && heardMs - end.heardMs < LATE_MS) return { kind: 'late' }
  // By the source's clock, which may go after ours, so that each end after the one that is known ends it.
  return { kind: 'opens', beganMs: end.endedMs + 1, again: startedMs !== undefined }
}
