'use client'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { formatDuration } from '@/server/kernel/duration'
import type { Beat } from '@/server/live/model'
import { useBeat } from './use-beat'

/** What is gathered for less than a second is written in time. */
const MINUTE_SECONDS = 60

/** How well Plimsoll itself sees, for the foot of every view. `initial` is what it said when the page was made. */
export function Sight({ initial }: { initial: Beat }) {
  const { beat } = useBeat()
  const { expected, executed, blindSinceMs, waiting, latenessMs } = beat ?? initial
  return (
    <>
      {expected > 0 && (
        <span title={`In the last minute. 99 % of the starts were at most ${formatDuration(latenessMs)} late.`}>
          {Math.min(executed, expected)} of {expected} runs on time
        </span>
      )}
      {blindSinceMs !== null && (
        <span className="inline-flex items-center gap-1.5 text-ink">
          <StatusGlyph mark="unknown" size={13} />
          cannot see
        </span>
      )}
      {waiting > Math.max(1, executed / MINUTE_SECONDS) && (
        <span className="text-ink">
          {waiting === 1 ? 'one result waits' : `${waiting.toLocaleString('en-GB')} results wait`} to be stored
        </span>
      )}
    </>
  )
}
