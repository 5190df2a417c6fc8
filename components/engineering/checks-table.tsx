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
import { p95Of, resultsOf, withResults } from '@/components/services/check-results'
import { useActions } from '@/components/shell/actions'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { KeyCap } from '@/components/ui/key-cap'
import type { EngineeringView } from '@/server/views/engineering'
import { arrange, type ChecksFilter, countsByStatus, RENDERED_ROWS, readFilter, writeFilter } from '@/server/views/rules/checks-table'
import type { Parcel } from '@/server/views/rules/parcel'
import { ChecksFilterBar } from './checks-filter'
import { ChecksRow, COLUMNS, FROM_LG, FROM_MD, FROM_WIDE, IN_COLUMNS } from './checks-row'

const ROW_PX = 28
/** A finger needs more room than a pointer. */
const TOUCH_ROW_PX = 44

/** Every check on a line: down first, live, thousands of them. */
export function ChecksTable({ view }: { view: Parcel<EngineeringView> }) {
  const { checks: initial, total, matching, counts, availability, services, types, may } = useParcel(view)
  const partial = initial.items.length < total
  const rows = useLive('checks', initial, { merge: withResults, partial })
  const whole = !partial || rows !== initial.items
  const { filter, change } = useFilter()
  const shown = useMemo(() => arrange(rows, filter, (row) => p95Of(resultsOf(row))), [rows, filter])
  const [selectedId, setSelectedId] = useState<string>()
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const rowPx = useCoarsePointer() ? TOUCH_ROW_PX : ROW_PX
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (place) => shown[place]?.id ?? place,
    overscan: 10,
    initialRect: { width: 1_280, height: ROW_PX * RENDERED_ROWS },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of a row is another place for all of them
  useEffect(() => virtual.measure(), [rowPx])
  const place = shown.findIndex(({ id }) => id === selectedId)
  const selected = shown[place]
  const move = (by: number) => {
    const next = Math.min(Math.max(place < 0 ? 0 : place + by, 0), shown.length - 1)
    setSelectedId(shown[next]?.id)
    virtual.scrollToIndex(next)
  }
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
    { id: 'check filter', label: 'Filter the checks', group: 'Checks', keys: '/', bar: 'filter', perform: () => search.current?.focus() },
  ])

  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-2.5">
        <h1 className="sr-only">Checks</h1>
        <div className="min-w-0 grow max-md:-mr-5 max-md:w-full">
          <ChecksFilterBar
            filter={filter}
            counts={whole ? countsByStatus(rows) : counts}
            services={services}
            types={types}
            search={search}
            onChange={change}
          />
        </div>
        <p className="text-12 text-ink-2">
          {(whole ? shown.length : matching).toLocaleString('en-GB')} of {(whole ? rows.length : total).toLocaleString('en-GB')} checks
          {whole && ` · ${resultsPerSecond(rows).toLocaleString('en-GB', { maximumFractionDigits: 1 })} results/s`}
        </p>
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
                total === 0 && may.edit ? (
                  <Link href="/checks/new" prefetch={false} className={buttonClass({ variant: 'solid' })}>
                    Add the first check
                  </Link>
                ) : undefined
              }
            />
          </div>
        ) : (
          <table className={clsx(COLUMNS, 'block')} aria-label="Checks" aria-rowcount={(whole ? shown.length : matching) + 1}>
            <Head />
            <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(({ index, key, start }) => {
                const row = shown[index]
                return (
                  row && (
                    <ChecksRow
                      key={key}
                      row={row}
                      availability={availability}
                      selected={row.id === selectedId}
                      place={index}
                      top={start}
                      height={rowPx}
                      onSelect={setSelectedId}
                    />
                  )
                )
              })}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

function Head() {
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
