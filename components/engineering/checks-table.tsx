'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { checkVerbs } from '@/components/checks/check-verbs'
import { resultsPerSecond } from '@/components/checks/check-words'
import { useLive } from '@/components/live/use-live'
import { useParcel } from '@/components/live/use-parcel'
import { SavedViews } from '@/components/saved/saved-views'
import { p95Of, resultsOf, withResults } from '@/components/services/check-results'
import { useActions } from '@/components/shell/actions'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Checkbox } from '@/components/ui/input'
import { KeyCap } from '@/components/ui/key-cap'
import type { CheckRow } from '@/server/live/rows'
import type { EngineeringView } from '@/server/views/engineering'
import {
  arrange,
  type ChecksFilter,
  countsByStatus,
  inGroups,
  type Line,
  NO_FILTER,
  RENDERED_ROWS,
  readFilter,
  writeFilter,
} from '@/server/views/rules/checks-table'
import type { Parcel } from '@/server/views/rules/parcel'
import type { SavedViewsPart } from '@/server/views/saved'
import { BulkBar } from './bulk-bar'
import { ChecksFilterBar } from './checks-filter'
import { ChecksRow, COLUMNS, FROM_LG, FROM_MD, FROM_WIDE, IN_COLUMNS } from './checks-row'
import { GroupRow } from './group-row'
import { useMarked } from './use-marked'

const ROW_PX = 28
/** A finger needs more room than a pointer. */
const TOUCH_ROW_PX = 44

/** Every check on a line: down first, live, thousands of them. */
export function ChecksTable({ view, saved }: { view: Parcel<EngineeringView>; saved: SavedViewsPart }) {
  const { checks: initial, total, matching, counts, availability, may, ...choices } = useParcel(view)
  const partial = initial.items.length < total
  const rows = useLive('checks', initial, { merge: withResults, partial })
  const whole = !partial || rows !== initial.items
  const { filter, change } = useFilter()
  const shown = useMemo(() => arrange(rows, filter, (row) => p95Of(resultsOf(row))), [rows, filter])
  const lines = useMemo(() => inGroups(shown, filter.group), [shown, filter.group])
  const [selectedId, setSelectedId] = useState<string>()
  const order = useMemo(() => rowsIn(lines), [lines])
  const marked = useMarked(order, selectedId)
  const mayMark = may.pause || may.edit
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const rowPx = useCoarsePointer() ? TOUCH_ROW_PX : ROW_PX
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (place) => lines[place]?.key ?? place,
    overscan: 10,
    initialRect: { width: 1_280, height: ROW_PX * RENDERED_ROWS },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of a row is another place for all of them
  useEffect(() => virtual.measure(), [rowPx])
  const place = order.findIndex(({ id }) => id === selectedId)
  const selected = order[place]
  const move = (by: number) => {
    const next = order[Math.min(Math.max(place < 0 ? 0 : place + by, 0), order.length - 1)]
    if (!next) return undefined
    setSelectedId(next.id)
    virtual.scrollToIndex(lines.findIndex((line) => line.kind === 'row' && line.row.id === next.id))
    return next
  }
  const reach = (by: number) => {
    const next = move(by)
    if (selected && next) marked.add([selected.id, next.id])
  }
  const mark = (id: string, all: boolean) => {
    setSelectedId(id)
    if (all) marked.reach(id)
    else marked.toggle(id)
  }
  const chosen = rows.filter(({ id }) => marked.ids.has(id))
  const hidden = chosen.length - shown.filter(({ id }) => marked.ids.has(id)).length
  const all = shown.length > 0 && shown.every(({ id }) => marked.ids.has(id))
  const tagged = (tag: string) => change({ ...filter, tags: filter.tags.includes(tag) ? filter.tags : [...filter.tags, tag] })
  useActions([
    { id: 'check next', label: 'Next check', group: 'Checks', keys: 'j', bar: 'move', keyOnly: true, perform: () => move(1) },
    { id: 'check previous', label: 'Previous check', group: 'Checks', keys: 'k', bar: 'move', keyOnly: true, perform: () => move(-1) },
    {
      id: 'check open',
      label: 'Open the check',
      group: 'Checks',
      keys: 'enter',
      bar: 'open',
      keyOnly: true,
      perform: () => selected && router.push(`/checks/${selected.name}`),
    },
    ...(may.run
      ? [
          {
            id: 'check run',
            label: 'Run the check now',
            group: 'Checks',
            keys: 't',
            bar: 'run now',
            perform: () => void (selected && checkVerbs.runNow(selected)),
          },
        ]
      : []),
    ...(may.pause
      ? [
          {
            id: 'check pause',
            label: 'Pause or resume the check',
            group: 'Checks',
            keys: 'p',
            bar: 'pause',
            perform: () => void (selected && checkVerbs.togglePause(selected)),
          },
        ]
      : []),
    ...(may.edit
      ? [{ id: 'check new', label: 'New check', group: 'Checks', keys: 'n', bar: 'new', perform: () => router.push('/checks/new') }]
      : []),
    ...(mayMark
      ? [
          {
            id: 'check mark',
            label: 'Choose or leave the check',
            group: 'Checks',
            keys: 'x',
            bar: 'choose',
            keyOnly: true,
            perform: () => selected && marked.toggle(selected.id),
          },
          {
            id: 'check mark down',
            label: 'Choose this check and the next',
            group: 'Checks',
            keys: 'shift+arrowdown',
            keyOnly: true,
            perform: () => reach(1),
          },
          {
            id: 'check mark up',
            label: 'Choose this check and the one before',
            group: 'Checks',
            keys: 'shift+arrowup',
            keyOnly: true,
            perform: () => reach(-1),
          },
          {
            id: 'check mark all',
            label: 'Choose all checks that the filter lets through',
            group: 'Checks',
            perform: () => marked.add(shown.map(({ id }) => id)),
          },
        ]
      : []),
    ...(chosen.length > 0
      ? [{ id: 'check unmark', label: 'Choose no check', group: 'Checks', keys: 'escape', keyOnly: true, perform: marked.clear }]
      : []),
    { id: 'check filter', label: 'Filter the checks', group: 'Checks', keys: '/', bar: 'filter', perform: () => search.current?.focus() },
  ])

  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto]">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-2.5">
        <h1 className="sr-only">Checks</h1>
        <div className="min-w-0 grow max-md:-mr-5 max-md:w-full">
          <ChecksFilterBar
            filter={filter}
            counts={whole ? countsByStatus(rows) : counts}
            choices={choices}
            search={search}
            onChange={change}
          />
        </div>
        <p className="text-12 text-ink-2">
          {(whole ? shown.length : matching).toLocaleString('en-GB')} of {(whole ? rows.length : total).toLocaleString('en-GB')} checks
          {whole && ` · ${resultsPerSecond(rows).toLocaleString('en-GB', { maximumFractionDigits: 1 })} results/s`}
        </p>
        <SavedViews saved={saved} query={writeFilter(filter)} />
        <Link href="/engineering/map" prefetch={false} className={buttonClass({})}>
          Service map
        </Link>
        {may.edit && (
          <Link href="/checks/new" prefetch={false} className={buttonClass({})}>
            New check <KeyCap keys="n" />
          </Link>
        )}
      </div>
      <div ref={scroller} className="min-h-0 overflow-y-auto">
        {shown.length === 0 && whole ? (
          <div className="px-5 pt-4">
            <EmptyState
              says={
                total === 0
                  ? `No check is declared yet. ${may.edit ? 'Paste an address and see it run, or write' : 'Write'} checks into plimsoll.yaml.`
                  : 'No check matches this filter.'
              }
              action={
                total > 0 ? (
                  <Button size="small" onClick={() => change({ ...NO_FILTER, order: filter.order, group: filter.group })}>
                    Show all
                  </Button>
                ) : may.edit ? (
                  <Link href="/checks/new" prefetch={false} className={buttonClass({ variant: 'solid' })}>
                    Add the first check
                  </Link>
                ) : undefined
              }
            />
          </div>
        ) : (
          <table className={clsx(COLUMNS, 'block')} aria-label="Checks" aria-rowcount={(whole ? lines.length : matching) + 1}>
            <Head
              all={mayMark && whole ? all : undefined}
              some={chosen.length > 0}
              onAll={() => (all ? marked.clear() : marked.add(shown.map(({ id }) => id)))}
            />
            <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(({ index, key, start }) => {
                const line = lines[index]
                if (!line) return null
                if (line.kind === 'group')
                  return <GroupRow key={key} line={line} counted={whole} place={index} top={start} height={rowPx} />
                const { row } = line
                return (
                  <ChecksRow
                    key={key}
                    row={row}
                    availability={availability}
                    selected={row.id === selectedId}
                    marked={mayMark ? marked.ids.has(row.id) : undefined}
                    place={index}
                    top={start}
                    height={rowPx}
                    onSelect={setSelectedId}
                    onMark={mark}
                    onTag={tagged}
                  />
                )
              })}
            </tbody>
          </table>
        )}
      </div>
      {chosen.length > 0 && (
        <BulkBar
          chosen={chosen}
          hidden={hidden}
          services={choices.serviceNames}
          policies={choices.policies}
          may={may}
          onClear={marked.clear}
        />
      )}
    </div>
  )
}

/** Each row once, as they stand. */
function rowsIn(lines: readonly Line<CheckRow>[]): readonly CheckRow[] {
  return [...new Map(lines.flatMap((line) => (line.kind === 'row' ? [[line.row.id, line.row] as const] : []))).values()]
}

function Head({ all, some, onAll }: { all: boolean | undefined; some: boolean; onAll: () => void }) {
  const columns: readonly (readonly [name: string, className?: string])[] = [
    ['Check'],
    ['Service', FROM_MD],
    ['Type', FROM_LG],
    ['Every', clsx(FROM_LG, 'text-right')],
    ['Last result'],
    ['Last 60 results', FROM_LG],
    ['p95, ms', clsx(FROM_MD, 'text-right')],
    ['Trend', FROM_WIDE],
    ['24 h, %', clsx(FROM_MD, 'text-right')],
    ['30 d, %', clsx(FROM_WIDE, 'text-right')],
    ['Next', clsx(FROM_WIDE, 'text-right')],
  ]
  return (
    <thead className="sticky top-0 z-10 block bg-page">
      <tr className={clsx(IN_COLUMNS, 'h-[26px] items-center border-line border-y px-5 text-12 text-ink-3')}>
        <th scope="col" className="grid h-full items-center">
          {all === undefined ? (
            <span className="sr-only">Chosen</span>
          ) : (
            <Checkbox
              aria-label="Choose all checks that the filter lets through"
              ref={(box) => {
                if (box) box.indeterminate = some && !all
              }}
              checked={all}
              onChange={onAll}
            />
          )}
        </th>
        {columns.map(([name, className]) => (
          <th key={name} scope="col" className={clsx('text-left font-normal', className)}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const COARSE = '(pointer: coarse)'
const useCoarsePointer = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(COARSE)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(COARSE).matches,
    () => false,
  )

/** The filter lives in the address; typing does not ask the server anything. */
function useFilter(): { filter: ChecksFilter; change: (filter: ChecksFilter) => void } {
  const query = useSearchParams().toString()
  const filter = useMemo(() => readFilter(new URLSearchParams(query)), [query])
  const change = (next: ChecksFilter) => {
    const written = writeFilter(next)
    window.history.replaceState(null, '', written === '' ? window.location.pathname : `?${written}`)
  }
  return { filter, change }
}
