'use client'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Time } from '@/components/live/time'
import { formatDuration, HOUR } from '@/server/kernel/duration'
import type { CheckRow } from '@/server/live/rows'
import type { CheckView } from '@/server/views/check'
import { RANGE_WORDS } from '@/server/views/rules/time-range'
import { percent, sayAvailability, seenMs } from './availability-cell'
import { toneOfLast } from './check-words'
import type { LiveHistory } from './live-history'
import { NextRun } from './next-run'

/** Milliseconds as a person reads them. */
export const sayMs = (ms: number): string =>
  ms >= 100 ? Math.round(ms).toLocaleString('en-GB') : ms.toLocaleString('en-GB', { maximumFractionDigits: 1 })

/** The figures of a check in one row. */
export function CheckFigures({ row, view, history }: { row: CheckRow; view: CheckView; history: LiveHistory }) {
  const { last } = row
  const summary = view.summary.kind === 'ready' ? view.summary.value : undefined
  const range = RANGE_WORDS[view.range].toLowerCase()
  return (
    <dl className="grid grid-cols-2 overflow-hidden border-line border-b md:grid-cols-4 xl:grid-cols-7">
      <Figure
        name="Last result"
        value={last ? last.says || last.outcome : 'not run yet'}
        className={toneOfLast(row)}
        note={
          last && (
            <>
              {sayMs(last.ms)} ms, <Time at={last.atMs} form="exact" />
            </>
          )
        }
      />
      <Figure name={`p50, ${view.range}`} value={summary?.p50 == null ? '–' : `${sayMs(summary.p50)} ms`} note={range} />
      <Figure
        name={`p95, ${view.range}`}
        value={summary?.p95 == null ? '–' : `${sayMs(summary.p95)} ms`}
        note={row.slowAfterMs === null ? 'no limit declared' : `slow above ${sayMs(row.slowAfterMs)} ms`}
      />
      <Figure
        name={`Failed, ${view.range}`}
        value={summary ? `${summary.failed} of ${summary.count}` : '–'}
        className={summary && summary.failed > 0 ? 'text-status-down' : undefined}
        note={
          summary && summary.count > 0
            ? `${percent(summary.failed / summary.count, 1)} %${history.fresh > 0 ? `, ${history.fresh} more since` : ''}`
            : undefined
        }
      />
      <Availability name="24 h" sums={view.day} alarming={row.status === 'down'} />
      <Availability name="30 d" sums={view.month} alarming={false} />
      <Figure
        name="Next run"
        value={<NextRun row={row} />}
        note={row.turning ? `${row.turning.have} of ${row.turning.need} to change its status` : `every ${formatDuration(row.everyMs)}`}
      />
    </dl>
  )
}

function Availability({ name, sums, alarming }: { name: string; sums: CheckView['day']; alarming: boolean }) {
  if (sums.kind === 'missing') return <Figure name={name} value="–" note="cannot be read" />
  const { range, downMs, blindMs } = sums.value
  const seen = seenMs(range?.low ?? null, downMs)
  const young = blindMs === 0 && seen < HOUR
  const note = [
    downMs > 0 && `${formatDuration(downMs)} down${young ? ` of ${formatDuration(seen)}` : ''}`,
    blindMs > 0 && `${formatDuration(blindMs)} not seen`,
  ]
    .filter(Boolean)
    .join(', ')
  return (
    <Figure
      name={name}
      value={range ? `${sayAvailability(range)} %` : '–'}
      className={young ? 'text-ink-3' : alarming && downMs > 0 ? 'text-status-down' : undefined}
      note={note || (range ? 'never down' : 'nothing known yet')}
    />
  )
}

function Figure({ name, value, note, className }: { name: string; value: ReactNode; note?: ReactNode; className?: string | undefined }) {
  return (
    <div className="-ml-px min-w-0 border-line border-l px-5 py-2 max-xl:-mb-px max-xl:border-b">
      <dt className="text-12 text-ink-2">{name}</dt>
      <dd className={clsx('truncate font-medium text-16', className)}>{value}</dd>
      {note && <dd className="truncate text-12 text-ink-2">{note}</dd>}
    </div>
  )
}
