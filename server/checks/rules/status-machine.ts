import type { Outcome, Span, Status, Thresholds } from '../model'

/**
 * A condition with hysteresis: opens after `openAfter` results in a row that hold, closes after `closeAfter` in a row that do not.
 * `fromMs` is the start of the first result of the row that runs against it, and, once that row has decided, of the row that decided.
 */
export type Latch = { readonly open: boolean; readonly inARow: number; readonly fromMs: number }

export function latch(before: Latch, holds: boolean, atMs: number, { openAfter, closeAfter }: Thresholds): Latch {
  if (holds === before.open) return before.inARow === 0 ? before : { open: before.open, inARow: 0, fromMs: before.fromMs }
  const inARow = before.inARow + 1
  const fromMs = inARow === 1 ? atMs : before.fromMs
  const decided = inARow >= (before.open ? closeAfter : openAfter)
  return decided ? { open: !before.open, inARow: 0, fromMs } : { open: before.open, inARow, fromMs }
}

/** Where a check stands: whether it fails, whether it is slow, and whether it was ever seen to work. */
export type Standing = { readonly failing: Latch; readonly slow: Latch; readonly seenWorking: boolean }

const closed: Latch = { open: false, inARow: 0, fromMs: 0 }
export const fresh: Standing = { failing: closed, slow: closed, seenWorking: false }

/** Moves a check by one result that started at `atMs` (CHK-3). A result that could not see (CHK-8) moves nothing. */
export function step(standing: Standing, outcome: Outcome, atMs: number, thresholds: Thresholds): Standing {
  if (outcome === 'blind') return standing
  const failing = latch(standing.failing, outcome === 'fail', atMs, thresholds)
  const slow = latch(standing.slow, outcome !== 'pass', atMs, thresholds)
  const seenWorking = standing.seenWorking || outcome !== 'fail'
  if (failing === standing.failing && slow === standing.slow && seenWorking === standing.seenWorking) return standing
  return { failing, slow, seenWorking }
}

export function statusOf({ failing, slow, seenWorking }: Standing): Status {
  if (failing.open) return 'down'
  if (!seenWorking) return 'unknown'
  return slow.open ? 'degraded' : 'up'
}

/**
 * What the check was, and from when, by a step that changed its status: an outage begins with the first failed result of the
 * streak that opened it and ends with the first success of the streak that closed it (IMP-3). Empty when nothing changed.
 */
export function spansOfStep(before: Standing, after: Standing, atMs: number): readonly Span[] {
  const was = statusOf(before)
  const is = statusOf(after)
  if (was === is) return []
  const failingMoved = before.failing.open !== after.failing.open
  const slowMoved = before.slow.open !== after.slow.open
  if (!failingMoved && !slowMoved) return [{ status: is, fromAt: new Date(atMs) }]
  if (!failingMoved) return [{ status: is, fromAt: new Date(after.slow.fromMs) }]
  const turned = { status: is, fromAt: new Date(after.failing.fromMs) }
  const stayedSlow = is === 'up' && slowMoved && after.slow.fromMs > after.failing.fromMs
  return stayedSlow
    ? [
        { status: 'degraded', fromAt: turned.fromAt },
        { status: 'up', fromAt: new Date(after.slow.fromMs) },
      ]
    : [turned]
}

/** Whether the check is being repeated at its confirm interval: something has happened that is not yet decided, or it is down. */
export const wantsConfirmation = ({ failing, slow }: Standing): boolean => failing.open || failing.inARow > 0 || slow.inARow > 0
