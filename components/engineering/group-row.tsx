import { STATUS_TITLES } from '@/components/checks/check-words'
import { StatusGlyph } from '@/components/marks/status-glyph'
import type { Status } from '@/server/checks/model'
import type { Line } from '@/server/views/rules/checks-table'

/** The worst first; what is well is not counted out. */
const TOLD: readonly Status[] = ['down', 'degraded', 'unknown', 'maintenance', 'paused']

type GroupRowProps = {
  line: Extract<Line<never>, { kind: 'group' }>
  /** All of its rows are here, so that they can be counted. */
  counted: boolean
  place: number
  top: number
  height: number
}

/** What the rows below it stand under, and how those do. */
export function GroupRow({ line: { title, counts }, counted, place, top, height }: GroupRowProps) {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const worst = TOLD.find((status) => counts[status] > 0) ?? 'up'
  return (
    <tr
      aria-rowindex={place + 2}
      className="absolute inset-x-0 flex items-center border-line border-b bg-panel px-5 text-13"
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <th scope="rowgroup" className="flex min-w-0 items-center gap-2 text-left font-medium">
        <StatusGlyph mark={worst} size={15} label={STATUS_TITLES[worst]} />
        <span className="truncate">{title}</span>
        {counted && (
          <span className="shrink-0 font-normal text-12 text-ink-3">
            {all}
            {TOLD.filter((status) => counts[status] > 0)
              .map((status) => `, ${counts[status]} ${STATUS_TITLES[status].toLowerCase()}`)
              .join('')}
          </span>
        )}
      </th>
    </tr>
  )
}
