import { Time } from '@/components/live/time'
import { useNow } from '@/components/live/use-now'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { SECOND } from '@/server/kernel/duration'
import type { PlannedLine } from '@/server/views/maintenance'

/** The maintenance that holds or comes: what, from when to when, in the reader's zone. */
export function PlannedLines({ lines }: { lines: readonly PlannedLine[] }) {
  const nowMs = useNow(SECOND).getTime()
  return lines
    .filter(({ toMs }) => toMs > nowMs)
    .map(({ id, title, fromMs, toMs, lossFree, partly }) => (
      <p key={id} className="flex items-start gap-1.5 text-13 text-status-maintenance">
        <StatusGlyph mark="maintenance" size={13} className="mt-1 shrink-0" />
        <span>
          Maintenance{partly && ' of some of its checks'} from <Time at={fromMs} form="date" /> <Time at={fromMs} form="clock" /> to{' '}
          <Time at={toMs} form="date" /> <Time at={toMs} form="clock" />: {title}
          {lossFree && ', free of loss'}
        </span>
      </p>
    ))
}
