import { type ReactNode, useEffect, useRef, useState } from 'react'
import { IncidentRow } from '@/components/incidents/incident-row'
import { Button } from '@/components/ui/button'
import { formatCompact, formatWhole, toMinor } from '@/server/kernel/money'
import type { IncidentRow as Row } from '@/server/live/rows'
import { GROUP_WORDS, type Group, incName } from '@/server/views/rules/queue'

export type Costs = {
  readonly base: string
  readonly of: ReadonlyMap<string, { readonly perHourMinor: number; readonly lostMinor: number }>
  /** What went by since incidents were opened that nobody has acknowledged. */
  readonly wentBy: ReadonlyMap<string, number>
}

export type IncidentQueueProps = {
  groups: readonly { readonly group: Group; readonly rows: readonly Row[] }[]
  /** How many there are in each group, while only the first of them are here. */
  counted: Readonly<Partial<Record<Group, number>>> | undefined
  selectedId: string | undefined
  marked: ReadonlySet<string>
  /** Null for those who may not see money. */
  costs: Costs | null
  onSelect: (row: Row) => void
  onMark: (row: Row) => void
  /** Pressed with shift. */
  onMarkTo: (row: Row) => void
  /** Said when no row is shown. */
  empty: ReactNode
}

/** Rows of a group that are shown at once, and added when more are asked for. */
const SHOWN = 100

/** Everything open, and what was resolved lately: what needs somebody first, the costliest first. */
export function IncidentQueue({ groups, counted, selectedId, marked, costs, onSelect, onMark, onMarkTo, empty }: IncidentQueueProps) {
  const list = useRef<HTMLDivElement>(null)
  const [pages, setPages] = useState(1)
  useEffect(() => {
    if (selectedId) list.current?.querySelector(`[data-incident="${CSS.escape(selectedId)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selectedId])
  // Whoever walks down by keys comes to rows that were not shown yet.
  const shownOf = (rows: readonly Row[]) => Math.max(SHOWN * pages, rows.findIndex(({ id }) => id === selectedId) + 1)
  if (groups.length === 0) return <div className="px-4 pt-4">{empty}</div>
  return (
    <div ref={list}>
      {groups.map(({ group, rows }, place) => (
        <section key={group} aria-label={`${GROUP_WORDS[group]}, ${counted?.[group] ?? rows.length}`}>
          <h2 className="sticky top-0 z-10 flex h-7 items-center gap-2 border-line border-b bg-panel px-3.5 text-12 text-ink-2">
            {GROUP_WORDS[group]} <span className="text-ink-3">{counted?.[group] ?? rows.length}</span>
            {place === 0 && group !== 'resolved' && costs && <GroupNote group={group} rows={rows} costs={costs} />}
          </h2>
          <ul>
            {rows.slice(0, shownOf(rows)).map((row) => (
              <IncidentRow
                key={row.id}
                row={row}
                selected={row.id === selectedId}
                marked={marked.size > 0 ? marked.has(row.id) : undefined}
                money={costs && <Cost row={row} costs={costs} />}
                wentBy={costs && wentByWords(row, costs)}
                onSelect={() => onSelect(row)}
                onMark={() => onMark(row)}
                onMarkTo={() => onMarkTo(row)}
              />
            ))}
          </ul>
          {rows.length > shownOf(rows) && (
            <p className="border-line border-b px-3.5 py-2">
              <Button size="small" onClick={() => setPages(pages + 1)}>
                Show more of {rows.length - shownOf(rows)}
              </Button>
            </p>
          )}
        </section>
      ))}
    </div>
  )
}

/** What goes by while nobody has taken any of them; else by what they are sorted. */
function GroupNote({ group, rows, costs: { base, wentBy } }: { group: Group; rows: readonly Row[]; costs: Costs }) {
  const sum = group === 'needs-you' ? rows.reduce((all, { id }) => all + (wentBy.get(id) ?? 0), 0) : 0
  if (sum < toMinor(1, base)) return <span className="ml-auto text-ink-3">by expected loss</span>
  return (
    <span className="ml-auto" title="Lost since these were opened, while nobody has acknowledged them">
      <b className="font-semibold text-status-down">{formatWhole({ amountMinor: sum, currency: base })}</b> went by unanswered
    </span>
  )
}

function wentByWords({ id }: Row, { base, wentBy }: Costs): string | undefined {
  const minor = wentBy.get(id) ?? 0
  return minor < toMinor(1, base) ? undefined : formatCompact({ amountMinor: minor, currency: base })
}
function Cost({ row, costs: { base, of } }: { row: Row; costs: Costs }) {
  const { perHourMinor = 0, lostMinor = 0 } = of.get(row.id) ?? {}
  if (row.state === 'resolved')
    return lostMinor > 0 ? (
      <span title={`${incName(row)} lost so much`}>{formatWhole({ amountMinor: lostMinor, currency: base })}</span>
    ) : (
      <span className="text-ink-3">{formatWhole({ amountMinor: 0, currency: base })}</span>
    )
  return (
    <span className={perHourMinor > 0 ? 'font-semibold text-status-down' : 'text-ink-3'}>
      {formatCompact({ amountMinor: perHourMinor, currency: base })}/h
    </span>
  )
}
