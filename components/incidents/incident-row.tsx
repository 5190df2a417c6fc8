import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import { useNow } from '@/components/live/use-now'
import { MARK_WORDS } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Initials } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/input'
import type { IncidentRow as Row } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'
import { countdown } from './escalation'
import { markOf, standingOf } from './words'

export type IncidentRowProps = {
  row: Row
  selected: boolean
  /** Chosen together with others; undefined while nothing is chosen. */
  marked: boolean | undefined
  /** Money per hour while it is open, what was lost when it is over; nothing for those who may not see money. */
  money?: ReactNode
  /** What went by while nobody has acknowledged it; for those who may see money. */
  wentBy?: string | null | undefined
  onSelect: () => void
  onMark: () => void
  /** Pressed with shift: all from the selected one to it. */
  onMarkTo: () => void
}

/** One incident in the queue: what, how grave, whose, what happens, how long. */
export function IncidentRow({ row, selected, marked, money, wentBy, onSelect, onMark, onMarkTo }: IncidentRowProps) {
  const over = row.state === 'resolved'
  const mark = markOf(row)
  return (
    <li
      data-incident={row.id}
      className={clsx('relative flex min-h-[58px] border-line border-b max-md:min-h-16', selected ? 'row-selected' : 'hover:bg-panel')}
      style={selected ? { ['--glyph-ground' as string]: 'var(--color-sel)' } : undefined}
    >
      {marked !== undefined && (
        <span className="grid w-9 shrink-0 place-items-center max-md:w-11">
          <Checkbox aria-label={`Choose ${incName(row)}`} checked={marked} onChange={onMark} />
        </span>
      )}
      <button
        type="button"
        onClick={(event) => (event.shiftKey ? onMarkTo() : event.ctrlKey || event.metaKey ? onMark() : onSelect())}
        aria-current={selected ? 'true' : undefined}
        className={clsx(
          'grid min-w-0 flex-1 grid-cols-[24px_minmax(0,1fr)_auto] content-center gap-x-1 py-2 pr-3.5 text-left',
          marked === undefined ? 'pl-3.5' : 'pl-0',
        )}
      >
        <span className="pt-0.5">
          <StatusGlyph mark={mark} size={15} label={MARK_WORDS[mark]} />
        </span>
        <span className={clsx('truncate text-13', over ? 'text-ink-2' : 'font-medium')}>{row.title}</span>
        <span className="pl-3 text-right text-13">{money}</span>
        <span className="col-start-2 flex min-w-0 items-center gap-2 text-12 text-ink-2">
          <span className="shrink-0 font-mono text-11 text-ink-3">{incName(row)}</span>
          <span className="shrink-0 max-md:hidden">{row.severity}</span>
          {row.assignee ? (
            <Initials name={row.assignee} />
          ) : (
            !over &&
            row.escalatesAtMs === null &&
            row.mutedBy.length === 0 && <span className="shrink-0 font-medium text-ink">no owner</span>
          )}
          <span className="truncate">{row.escalatesAtMs === null ? standingOf(row) : <Escalates atMs={row.escalatesAtMs} />}</span>
        </span>
        <span className="pl-3 text-right text-12 text-ink-2">
          {over && row.resolvedAtMs !== null ? (
            <Time at={row.resolvedAtMs} form="clock" />
          ) : (
            <Waiting wentBy={wentBy}>
              <Age since={row.startedAtMs} />
            </Waiting>
          )}
        </span>
      </button>
    </li>
  )
}

/** How long it waits until the next step is taken. */
const Escalates = ({ atMs }: { atMs: number }) => `pages in ${countdown(atMs - useNow(1_000).getTime())}`

function Waiting({ wentBy, children }: { wentBy: string | null | undefined; children: ReactNode }) {
  if (!wentBy) return children
  return (
    <span title="Lost since it was opened, while nobody has acknowledged it">
      <span className="text-ink">{wentBy}</span> in {children}
    </span>
  )
}
