import clsx from 'clsx'
import { sayAvailability } from '@/components/checks/availability-cell'
import { formatDuration } from '@/server/kernel/duration'
import type { Known } from '@/server/views/model'

/** The objective that is drawn attention to when it is missed: 99.9 %. */
const TARGET = 0.999
/** With less of the window counting than this, the figure says of how much time it is. */
const ENOUGH = 0.9

/** An availability in per cent, a range where Plimsoll could not see; quiet while little of the window counts. */
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
  const little = known.countsMs < windowMs * ENOUGH
  const says = `of the ${formatDuration(known.countsMs)} that count`
  return (
    <span
      title={little ? says : undefined}
      // Missed for certain only when it is missed also if all that was not seen was up, and not by the first few minutes.
      className={clsx('whitespace-nowrap', little ? 'text-ink-3' : known.high < TARGET && 'text-status-down')}
    >
      {little && told && <span className="text-12 text-ink-3">{says} </span>}
      {sayAvailability(known)}
    </span>
  )
}
