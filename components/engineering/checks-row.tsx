'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { memo } from 'react'
import { HeartbeatBars } from '@/components/charts/heartbeat-bars'
import { Sparkline } from '@/components/charts/sparkline'
import { AvailabilityCell } from '@/components/checks/availability-cell'
import { everyOf, STATUS_TITLES, saysOfLast, toneOfLast } from '@/components/checks/check-words'
import { NextRun } from '@/components/checks/next-run'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { beatsOf, p95Of, resultsOf, saysOf } from '@/components/services/check-results'
import { Checkbox } from '@/components/ui/input'
import type { CheckRow } from '@/server/live/rows'
import { type AvailabilityTable, availabilityIn } from '@/server/views/rules/checks-table'

/** The columns by width of the screen, for the table to hold once; what is hidden stands on the check's own page. */
export const COLUMNS =
  '[--columns:26px_minmax(0,1fr)_minmax(0,1fr)] md:[--columns:26px_minmax(0,1.2fr)_minmax(0,0.8fr)_minmax(0,1fr)_60px_84px] lg:[--columns:26px_minmax(0,1fr)_minmax(0,0.7fr)_64px_52px_minmax(0,0.9fr)_239px_60px_84px] min-[82.5rem]:[--columns:26px_minmax(0,1fr)_minmax(0,0.7fr)_72px_52px_minmax(0,1fr)_299px_60px_84px_88px_76px_52px]'
export const IN_COLUMNS = 'grid grid-cols-(--columns) gap-x-3'
export const FROM_MD = 'hidden md:block'
export const FROM_LG = 'hidden lg:block'
export const FROM_WIDE = 'hidden min-[82.5rem]:block'

/** The others are named when one points at their number. */
const TAGS_SHOWN = 2

export type ChecksRowProps = {
  row: CheckRow
  availability: AvailabilityTable | null
  selected: boolean
  /** Among those that are chosen; undefined for whoever can do nothing to them. */
  marked: boolean | undefined
  /** Its place among all rows, for screen readers: only some are in the document. */
  place: number
  top: number
  height: number
  onSelect: (id: string) => void
  /** `reach` with shift: all from the selected one to it. */
  onMark: (id: string, reach: boolean) => void
  onTag: (tag: string) => void
}

/** One check on one line. */
export const ChecksRow = memo(function ChecksRow({
  row,
  availability,
  selected,
  marked,
  place,
  top,
  height,
  onSelect,
  onMark,
  onTag,
}: ChecksRowProps) {
  const results = resultsOf(row)
  const p95 = p95Of(results)
  const failing = row.status === 'down'
  return (
    <tr
      tabIndex={-1}
      aria-rowindex={place + 2}
      aria-selected={selected}
      onClick={(event) => (event.shiftKey || event.ctrlKey || event.metaKey ? onMark(row.id, event.shiftKey) : onSelect(row.id))}
      // A press with shift would choose the text in between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      className={clsx(
        IN_COLUMNS,
        'absolute inset-x-0 items-center border-line border-b px-5 text-13',
        selected ? 'row-selected' : 'hover:bg-panel',
      )}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <td className="grid h-full items-center">
        {marked !== undefined && (
          <Checkbox
            aria-label={`Choose ${row.name}`}
            checked={marked}
            onChange={() => {}}
            onClick={(event) => {
              event.stopPropagation()
              onMark(row.id, event.shiftKey)
            }}
          />
        )}
      </td>
      <td className="flex min-w-0 items-center gap-2">
        <StatusGlyph mark={row.status} size={15} label={STATUS_TITLES[row.status]} />
        <Link
          href={`/checks/${row.name}`}
          prefetch={false}
          title={row.title}
          className="truncate font-mono text-12 hover:underline max-md:flex max-md:min-h-11 max-md:min-w-11 max-md:items-center"
        >
          {row.name}
        </Link>
        {row.tags.slice(0, TAGS_SHOWN).map((tag) => (
          <button
            key={tag}
            type="button"
            tabIndex={-1}
            aria-label={`Only checks with the tag ${tag}`}
            onClick={(event) => {
              event.stopPropagation()
              onTag(tag)
            }}
            className="hidden h-[18px] max-w-24 shrink-0 truncate rounded-chip border border-line-2 px-1.5 text-11 text-ink-2 hover:border-line-3 hover:text-ink lg:block"
          >
            {tag}
          </button>
        ))}
        {row.tags.length > TAGS_SHOWN && (
          <span title={row.tags.join(', ')} className="hidden text-11 text-ink-3 lg:block">
            +{row.tags.length - TAGS_SHOWN}
          </span>
        )}
      </td>
      <td className={clsx(FROM_MD, 'truncate text-ink-2')}>{row.service}</td>
      <td className={clsx(FROM_LG, 'text-ink-2')}>{row.type}</td>
      <td className={clsx(FROM_LG, 'text-right text-ink-2')}>{everyOf(row)}</td>
      <td title={row.last?.says} className={clsx('truncate', toneOfLast(row))}>
        {saysOfLast(row)}
      </td>
      <td className={FROM_LG}>
        <HeartbeatBars beats={beatsOf(row, results)} label={saysOf(results)} />
      </td>
      <td className={clsx(FROM_MD, 'text-right font-mono text-12', failing && 'text-status-down', p95 === undefined && 'text-ink-3')}>
        {p95 === undefined ? '–' : Math.round(p95).toLocaleString('en-GB')}
      </td>
      <td className={FROM_WIDE}>
        {results.ms.length > 1 && (
          <Sparkline
            values={results.ms.map((ms, at) => (results.outcomes[at] === 'b' ? undefined : ms))}
            label="Response time of the last 60 results"
            tone={row.status === 'up' || row.status === 'paused' ? undefined : row.status}
            height={18}
          />
        )}
      </td>
      <td className={clsx(FROM_MD, 'text-right')}>
        {availability && <AvailabilityCell range={availabilityIn(availability, 'day', row.no)} alarming={failing} />}
      </td>
      <td className={clsx(FROM_WIDE, 'text-right')}>
        {availability && <AvailabilityCell range={availabilityIn(availability, 'month', row.no)} alarming={false} />}
      </td>
      <td className={clsx(FROM_WIDE, 'text-right font-mono text-12 text-ink-3')}>
        <NextRun row={row} />
      </td>
    </tr>
  )
})
