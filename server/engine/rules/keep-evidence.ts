import { DAY } from '../../kernel/duration'

/** What is remembered of a check's evidence, to decide on the next. */
export type Kept = {
  readonly reason: string
  readonly keptMs: number
  readonly day: number
  readonly bytesToday: number
  readonly failing: boolean
}
export const nothingKept: Kept = { reason: '', keptMs: 0, day: 0, bytesToday: 0, failing: false }

export type Why = 'first-failure' | 'confirmation' | 'reason-changed' | 'still-failing'
export type Limits = { readonly bytesPerDay: number; readonly everyMs: number }

const RESERVED = 1 / 4

/**
 * Whether a failed result's evidence is kept, and why (CHK-9): the first failure, the confirmation, each change of reason, and now and
 * then while it goes on. The last quarter of the day's room is for the first two, which are what people ask for; when that is
 * used up, too, the check has shown thousands of times what is wrong.
 */
export function whyKeep(
  kept: Kept,
  { reason, atMs, bytes, confirms }: { reason: string; atMs: number; bytes: number; confirms: boolean },
  limits: Limits,
): Why | undefined {
  const used = (kept.day === Math.floor(atMs / DAY) ? kept.bytesToday : 0) + bytes
  if (used > limits.bytesPerDay) return undefined
  if (!kept.failing) return 'first-failure'
  if (confirms) return 'confirmation'
  if (used > limits.bytesPerDay * (1 - RESERVED)) return undefined
  if (reason !== kept.reason) return 'reason-changed'
  return atMs - kept.keptMs >= limits.everyMs ? 'still-failing' : undefined
}

/** What to remember after evidence was kept. */
export function afterKeeping(kept: Kept, { reason, atMs, bytes }: { reason: string; atMs: number; bytes: number }): Kept {
  const day = Math.floor(atMs / DAY)
  return { reason, keptMs: atMs, day, bytesToday: (kept.day === day ? kept.bytesToday : 0) + bytes, failing: true }
}
