'use client'
import clsx from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Fragment, useState } from 'react'
import { HeartbeatBars } from '@/components/charts/heartbeat-bars'
import { plain } from '@/components/charts/scale'
import { Sparkline } from '@/components/charts/sparkline'
import type { Tone } from '@/components/charts/tone'
import { useLive } from '@/components/live/use-live'
import { useParcel } from '@/components/live/use-parcel'
import { MARK_TEXT, MARK_WORDS, type Status } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { AvailabilityFigure } from '@/components/services/availability-figure'
import { beatsOf, latencyLineOf, p95Of, resultsOf, saysOf, stripBeats, withResults } from '@/components/services/check-results'
import { useRest } from '@/components/services/use-rest'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchInput } from '@/components/ui/input'
import { Table, Td, Th } from '@/components/ui/table'
import { DAY, formatDuration } from '@/server/kernel/duration'
import { formatWhole } from '@/server/kernel/money'
import type { Snapshot } from '@/server/live/model'
import type { CheckRow, ServiceRow, StripRow } from '@/server/live/rows'
import { unpackRecent } from '@/server/live/rules/recent'
import { withCells } from '@/server/live/rules/strip'
import type { Windows } from '@/server/views/model'
import type { MatrixView } from '@/server/views/operations'
import { arrange, countsByStatus, NO_FILTER } from '@/server/views/rules/checks-table'
import type { Parcel } from '@/server/views/rules/parcel'
import { neighbour } from '@/server/views/rules/queue'
import {
  arrangeServices,
  GRAVITY,
  letsThroughAlike,
  ownersOf,
  type PackedWindows,
  readMatrix,
  unfoldedOf,
  windowsIn,
} from '@/server/views/rules/services-matrix'
import { useAddress } from './use-address'
import { ViewTabs } from './view-tabs'

/** Services that are shown at once, and added when more are asked for. */
const SHOWN = 100
/** Room for what comes after the first look, so that nothing is pushed aside by it. */
const FIGURE = 'min-w-18'
/** Checks of an unfolded service; the table of checks has them all. */
const CHECKS_SHOWN = 50

/** A row a service, foldable to its checks: what it is, what it was, what needs it, and what hangs on it. */
export function ServiceMatrix({ view }: { view: Parcel<MatrixView> }) {
  const { services, strips, checks, availability: rendered, incidents, stakes, ...counted } = useParcel(view)
  const address = useAddress()
  const router = useRouter()
  const partial = services.items.length < counted.total
  const held = useLive('services', services, { partial })
  const rest = useRest<{ services: PackedWindows }, PackedWindows | null>(
    rendered,
    !partial,
    '/api/v1/service-availability',
    (all) => all.services,
  )
  const availability = rest.isMissing ? null : rest.value
  const whole = !partial || held !== services.items
  const heldStrips = useLive('strips', strips, { merge: withCells, partial: strips.items.length < counted.total })
  const stripOf = new Map(heldStrips.map((strip) => [strip.id, strip]))
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [pages, setPages] = useState(1)
  const filter = readMatrix(address)
  const { order, owner: byOwner } = filter
  const shown = arrangeServices(held, filter)
  const { total, counts, owners } = whole ? { total: held.length, counts: countsByStatus(held), owners: ownersOf(held) } : counted
  // The server counted those that match what it was asked; of another filter nothing is known but what is here.
  const isCounted = !whole && letsThroughAlike(filter, counted.asked)
  const matching = isCounted ? counted.matching : shown.length
  const coming = whole ? 0 : isCounted ? matching - shown.length : total - held.length
  const selected = shown.find(({ name }) => name === address.get('service'))
  const selectedPlace = selected ? shown.indexOf(selected) : -1
  const rows = shown.slice(0, Math.max(SHOWN * pages, selectedPlace + 1))
  const unfolded = unfoldedOf(rows, folds)
  const fold = (row: ServiceRow) =>
    setFolds((held) => new Map([...held].filter(([id]) => id !== row.id)).set(row.id, !unfolded.has(row.id)))
  const select = (row: ServiceRow | undefined) => row && address.set({ service: row.name })

  useActions([
    {
      id: 'matrix next',
      label: 'Next service',
      group: 'Matrix',
      keys: 'j',
      bar: 'move',
      keyOnly: true,
      perform: () => select(neighbour(shown, selected?.id, 1)),
    },
    {
      id: 'matrix previous',
      label: 'Previous service',
      group: 'Matrix',
      keys: 'k',
      bar: 'move',
      keyOnly: true,
      perform: () => select(neighbour(shown, selected?.id, -1)),
    },
    {
      id: 'matrix open',
      label: 'Open the service',
      group: 'Matrix',
      keys: 'enter',
      bar: 'open',
      keyOnly: true,
      perform: () => selected && router.push(`/services/${selected.name}`),
    },
    {
      id: 'matrix fold',
      label: 'Fold or unfold the service',
      group: 'Matrix',
      keys: 'space',
      bar: 'fold',
      keyOnly: true,
      perform: () => selected && fold(selected),
    },
    {
      id: 'matrix down',
      label: 'Down first',
      group: 'Matrix',
      keys: 'd',
      bar: 'down first',
      perform: () => address.set({ order: order === 'down' ? 'tier' : null }),
    },
  ])

  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Services</h1>
      <ViewTabs on="matrix" counts={{ queue: incidents, matrix: total }} />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-line border-b px-5 py-2.5">
        <ul className="flex flex-wrap gap-x-4 text-13">
          {GRAVITY.filter((status) => counts[status] > 0).map((status) => (
            <li key={status} className={clsx('flex items-center gap-1.5', MARK_TEXT[status])}>
              <StatusGlyph mark={status} size={15} /> {counts[status]} {MARK_WORDS[status]}
            </li>
          ))}
        </ul>
        <div className="ml-auto flex flex-wrap items-center gap-2 max-md:ml-0">
          <FilterChip pressed={order === 'down'} onPress={() => address.set({ order: order === 'down' ? 'tier' : null })}>
            Down first
          </FilterChip>
          <FilterChip pressed={filter.tiers} onPress={() => address.set({ tiers: filter.tiers ? null : '12' })}>
            Tier 1 and 2
          </FilterChip>
          {owners.map((owner) => (
            <FilterChip key={owner} pressed={byOwner === owner} onPress={() => address.set({ owner: byOwner === owner ? null : owner })}>
              {owner}
            </FilterChip>
          ))}
          <SearchInput
            label="Find"
            className="w-40 max-md:w-full"
            defaultValue={filter.words}
            onChange={({ target }) => address.set({ q: target.value })}
          />
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-5 pb-6">
        {availability === null && (
          <p className="border-status-degraded border-l-2 py-1.5 pl-3 text-13 text-ink-2">
            Availability could not be read. What is seen now is current; load the page again in a moment.
          </p>
        )}
        {matching === 0 ? (
          <div className="pt-4">
            <EmptyState
              says={
                total === 0
                  ? 'No service is declared yet. Declare services and checks in plimsoll.yaml, and each stands here as a row.'
                  : coming > 0
                    ? 'None of the services that are here already is like this.'
                    : 'No service is like this.'
              }
            />
          </div>
        ) : (
          <Table className="max-md:hidden">
            <thead>
              <tr>
                <Th>Service</Th>
                <Th className="min-w-22">Checks</Th>
                <Th>Last 60 results</Th>
                <Th numeric className={FIGURE}>
                  p95, ms
                </Th>
                <Th className="min-w-28 max-xl:hidden">Latency</Th>
                <Th numeric className={FIGURE}>
                  24 h
                </Th>
                <Th numeric className={FIGURE}>
                  7 d
                </Th>
                <Th numeric className={FIGURE}>
                  30 d
                </Th>
                <Th className="max-xl:hidden">Depends on</Th>
                <Th className="min-w-22 max-xl:hidden">Owner</Th>
                {stakes && (
                  <Th numeric className="min-w-24">
                    At stake
                  </Th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const open = unfolded.has(row.id)
                return (
                  <Fragment key={row.id}>
                    <ServiceLine
                      row={row}
                      strip={stripOf.get(row.id)}
                      open={open}
                      selected={row.id === selected?.id}
                      windows={availability ? windowsIn(availability, row.id) : undefined}
                      stakes={stakes}
                      onFold={() => fold(row)}
                    />
                    {open && <CheckLines service={row} initial={checks} money={stakes !== null} />}
                  </Fragment>
                )
              })}
            </tbody>
          </Table>
        )}
        <ul className="md:hidden">
          {rows.map((row) => (
            <PhoneLine key={row.id} row={row} strip={stripOf.get(row.id)} />
          ))}
        </ul>
        {coming > 0 && (
          <p className="py-3 text-13 text-ink-2">
            and {coming.toLocaleString('en-GB')} more {coming === 1 ? 'is' : 'are'} coming
            <noscript>, but only with scripts: without them, put &amp;q= and a word at the end of the address to see others</noscript>
          </p>
        )}
        {whole && rows.length < matching && (
          <p className="py-3">
            <Button onClick={() => setPages(pages + 1)}>Show more of {matching - rows.length}</Button>
          </p>
        )}
      </div>
    </div>
  )
}

/** The checks of one unfolded service, the worst first. */
function CheckLines({ service, initial, money }: { service: ServiceRow; initial: Snapshot<CheckRow>; money: boolean }) {
  const held = useLive(
    `service-checks:${service.id}`,
    { ...initial, items: initial.items.filter(({ serviceId }) => serviceId === service.id) },
    { merge: withResults, partial: true },
  )
  const checks = arrange(held, NO_FILTER, () => undefined)
  const more = service.checkIds.length - CHECKS_SHOWN
  return (
    <>
      {checks.slice(0, CHECKS_SHOWN).map((check) => (
        <CheckLine key={check.id} check={check} money={money} />
      ))}
      {more > 0 && (
        <tr className="border-line border-t border-dashed">
          <Td colSpan={money ? 11 : 10} className="h-[30px] pl-[54px] first:pl-[54px]">
            <Link href={`/engineering?service=${service.id}`} prefetch={false} className="text-12 text-ink-2 underline">
              and {more.toLocaleString('en-GB')} more checks
            </Link>
          </Td>
        </tr>
      )}
    </>
  )
}

function ServiceLine({
  row,
  strip,
  open,
  selected,
  windows,
  stakes,
  onFold,
}: {
  row: ServiceRow
  strip: StripRow | undefined
  open: boolean
  selected: boolean
  windows: Windows | undefined
  stakes: MatrixView['stakes']
  onFold: () => void
}) {
  const slowest = strip?.slowest
  const tone = toneOf(row.status)
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <tr className={clsx('border-line border-t', selected ? 'row-selected' : 'hover:bg-panel')} aria-selected={selected || undefined}>
      <Td className="h-[46px]">
        <span className="flex items-center gap-2.5">
          <button
            type="button"
            onClick={onFold}
            aria-expanded={open}
            aria-label={`${open ? 'Fold' : 'Unfold'} ${row.title}`}
            className="grid size-6 place-items-center text-ink-2 hover:text-ink touch:size-11"
          >
            <Icon aria-hidden size={15} />
          </button>
          <StatusGlyph mark={row.status} size={17} label={MARK_WORDS[row.status]} />
          <Link href={`/services/${row.name}`} prefetch={false} className="font-medium hover:underline">
            {row.title}
          </Link>
          <span className="text-12 text-ink-3">tier {row.tier}</span>
        </span>
      </Td>
      <Td className={row.status === 'up' ? undefined : MARK_TEXT[row.status]}>{countsIn(row)}</Td>
      <Td>
        <HeartbeatBars beats={stripBeats(strip)} height={24} label={stripSays(row)} />
      </Td>
      <Td numeric className={tone === 'down' ? 'text-status-down' : undefined}>
        {slowest ? plain(slowest.p95Ms) : <span className="text-ink-3">–</span>}
      </Td>
      <Td className="max-xl:hidden">
        {slowest && <Sparkline values={latencyLineOf(unpackRecent(slowest.recent))} label={`Latency of ${slowest.title}`} tone={tone} />}
      </Td>
      <Td numeric>
        <AvailabilityFigure known={windows?.day} windowMs={DAY} />
      </Td>
      <Td numeric>
        <AvailabilityFigure known={windows?.week} windowMs={7 * DAY} />
      </Td>
      <Td numeric>
        <AvailabilityFigure known={windows?.month} windowMs={30 * DAY} />
      </Td>
      <Td className="max-w-52 truncate text-ink-2 max-xl:hidden">
        {row.dependsOn.length > 0 ? row.dependsOn.map(({ title }) => title).join(', ') : <span className="text-ink-3">nothing</span>}
      </Td>
      <Td className="text-ink-2 max-xl:hidden">{row.owner ?? <span className="text-ink-3">nobody</span>}</Td>
      {stakes && <Stake row={row} base={stakes.base} perHourMinor={stakes.byService[row.id] ?? 0} />}
    </tr>
  )
}

function Stake({ row, base, perHourMinor }: { row: ServiceRow; base: string; perHourMinor: number }) {
  if (perHourMinor === 0)
    return (
      <Td numeric className="text-ink-3">
        nothing
      </Td>
    )
  return (
    <Td numeric className={row.status === 'down' ? 'font-semibold text-status-down' : 'text-ink-2'}>
      {formatWhole({ amountMinor: perHourMinor, currency: base })}/h
    </Td>
  )
}

function CheckLine({ check, money }: { check: CheckRow; money: boolean }) {
  const results = resultsOf(check)
  const p95 = p95Of(results)
  return (
    <tr className="border-line border-t border-dashed hover:bg-panel">
      <Td className="h-[30px] pl-[54px] first:pl-[54px]">
        <span className="flex items-center gap-2.5">
          <StatusGlyph mark={check.status} size={13} label={MARK_WORDS[check.status]} />
          <Link href={`/checks/${check.id}`} prefetch={false} className="font-mono text-12 hover:underline">
            {check.name}
          </Link>
        </span>
      </Td>
      <Td className="text-ink-3">{check.type}</Td>
      <Td>
        <HeartbeatBars beats={beatsOf(check, results)} height={14} label={saysOf(results)} />
      </Td>
      <Td numeric>{p95 === undefined ? <span className="text-ink-3">–</span> : plain(p95)}</Td>
      <Td className="text-12 text-ink-3 max-xl:hidden">every {formatDuration(check.everyMs)}</Td>
      <Td
        colSpan={money ? 6 : 5}
        className={clsx('max-w-0 truncate', check.status === 'up' ? 'text-ink-3' : MARK_TEXT[check.status])}
        title={check.last?.says}
      >
        {check.last?.says ?? 'no result yet'}
      </Td>
    </tr>
  )
}

function PhoneLine({ row, strip }: { row: ServiceRow; strip: StripRow | undefined }) {
  return (
    <li className="border-line border-b">
      <Link
        href={`/services/${row.name}`}
        prefetch={false}
        className="grid min-h-16 grid-cols-[24px_minmax(0,1fr)_auto] content-center items-center gap-x-2 gap-y-1.5 py-2"
      >
        <StatusGlyph mark={row.status} size={17} label={MARK_WORDS[row.status]} />
        <span className="truncate font-medium text-14">{row.title}</span>
        <span className={clsx('text-13', row.status === 'up' ? 'text-ink-2' : MARK_TEXT[row.status])}>{countsIn(row)}</span>
        <span className="col-span-2 col-start-2 overflow-hidden">
          <HeartbeatBars beats={stripBeats(strip)} height={16} label={stripSays(row)} />
        </span>
      </Link>
    </li>
  )
}

const stripSays = ({ title, checkIds }: ServiceRow): string => `${title}: the worst of ${checkIds.length} checks at each step`
const toneOf = (status: Status): Tone => (status === 'paused' ? 'unknown' : status)
const countsIn = ({ status, counts, checkIds }: ServiceRow): string =>
  checkIds.length === 0
    ? 'none'
    : status === 'paused' || status === 'maintenance'
      ? MARK_WORDS[status]
      : `${counts.up} of ${checkIds.length}`
