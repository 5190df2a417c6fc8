import clsx from 'clsx'
import { formatDuration } from '@/server/kernel/duration'

/** The share of the known time that was not down, 0..1, and how much time is known. */
export type Known = { readonly ratio: number; readonly knownMs: number }
export type Windows = { readonly day: Known | null; readonly week: Known | null; readonly month: Known | null }

/** The objective that is drawn attention to when it is missed: 99.9 %. */
const TARGET = 0.999
/** With less of the window known than this, the figure says of how much time it is. */
const ENOUGH = 0.9

/** An availability in per cent with three decimals, always rounded down: 99.9996 is not 100. Quiet while little of the window is known. */
export function AvailabilityFigure({
  known,
  windowMs,
  told = false,
}: {
  known: Known | null | undefined
  windowMs: number /** Writes of how much time it is; else that is on hover. */
  told?: boolean
}) {
  if (!known) return <span className="text-ink-3">–</span>
  const little = known.knownMs < windowMs * ENOUGH
  const says = `of the ${formatDuration(known.knownMs)} that are known`
  return (
    <span title={little ? says : undefined} className={clsx(known.ratio < TARGET ? 'text-status-down' : little && 'text-ink-3')}>
      {little && told && <span className="text-12 text-ink-3">{says} </span>}
      {percentOf(known.ratio)}
    </span>
  )
}

/** `99.583`; never more than is true. */
export const percentOf = (ratio: number): string => (Math.floor(ratio * 100_000 + 1e-6) / 1_000).toFixed(3)
