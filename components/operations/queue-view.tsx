'use client'
import clsx from 'clsx'
import { ArrowLeft, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { Assignee, Deed, Me } from '@/components/incidents/echo'
import type { Names } from '@/components/incidents/escalation'
import type { RenderedEscalation } from '@/components/incidents/escalation-panel'
import { impactOf, waitOf, wentByOf } from '@/components/incidents/impact'
import { IncidentPane, type RenderedTimeline } from '@/components/incidents/incident-pane'
import { useIncidentVerbs } from '@/components/incidents/use-incident-verbs'
import { holdingIn } from '@/components/incidents/words'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { useParcel } from '@/components/live/use-parcel'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { SavedViews } from '@/components/saved/saved-views'
import { useRest } from '@/components/services/use-rest'
import { useActions } from '@/components/shell/actions'
import { Button, IconButton } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchInput } from '@/components/ui/input'
import { useSaid } from '@/components/ui/use-said'
import { costsOf } from '@/server/impact/rules/costs'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { formatWhole } from '@/server/kernel/money'
import type { Snapshot } from '@/server/live/model'
import type { CheckRow, IncidentRow } from '@/server/live/rows'
import type { Parcel } from '@/server/views/rules/parcel'
import {
  asksAlike,
  type Counted,
  FILTER_KEYS,
  FILTERS,
  type Filter,
  incName,
  inOrder,
  isWanted,
  neighbour,
  readQueue,
} from '@/server/views/rules/queue'
import type { ServiceChoice } from '@/server/views/rules/service-names'
import type { SavedViewsPart } from '@/server/views/saved'
import { IncidentQueue } from './incident-queue'
import { QueueFilters } from './queue-filters'
import { SoundSwitch, useAlarm } from './sound'
import { useAddress } from './use-address'
import { ViewTabs } from './view-tabs'

/** Fetched when an incident is first chosen. */
const IncidentContext = dynamic(() => import('./incident-context').then((file) => file.IncidentContext))
/** Fetched when it is first opened. */
const OpenByHandDialog = dynamic(() => import('./open-by-hand').then((file) => file.OpenByHandDialog), { ssr: false })

type QueueViewProps = {
  /** Of many only those that are shown first; `counted` says how many there are. */
  incidents: Snapshot<IncidentRow>
  counted: Counted
  /** The checks of the incident that is shown first; those of others come by socket. */
  checks: Snapshot<CheckRow>
  /** Null for those who may not see money. */
  risk: Snapshot<RiskState> | null
  services: readonly ServiceChoice[]
  serviceCount: number
  watched: number
  timeline: RenderedTimeline | null
  /** Of the incident that the address named. */
  escalation: RenderedEscalation | null
  names: Names
  me: Me
  may: { readonly work: boolean; readonly comment: boolean }
  people: readonly Assignee[]
  teams: readonly string[]
  reopenWindowMs: number
  saved: SavedViewsPart
}

/** The queue, the incident that is worked on, and what it means: one hand on the keyboard. */
export function QueueView({ view, saved }: { view: Parcel<Omit<QueueViewProps, 'saved'>>; saved: SavedViewsPart }) {
  const { risk, ...props } = useParcel(view)
  return risk ? <WithMoney risk={risk} saved={saved} {...props} /> : <Queue risk={null} saved={saved} {...props} />
}

function WithMoney({ risk, ...props }: Omit<QueueViewProps, 'risk'> & { risk: Snapshot<RiskState> }) {
  const [state = null] = useLive('risk', risk)
  return <Queue risk={state} {...props} />
}

function Queue({
  incidents,
  counted,
  checks,
  risk,
  services: spokenOf,
  serviceCount,
  watched,
  timeline,
  escalation,
  names,
  me,
  may,
  people,
  teams,
  reopenWindowMs,
  saved,
}: Omit<QueueViewProps, 'risk'> & { risk: RiskState | null }) {
  const { value: services, isMissing } = useRest<ServiceNames, readonly ServiceChoice[]>(
    spokenOf,
    spokenOf.length === serviceCount,
    '/api/v1/service-names',
    (all) => all.services,
  )
  const choices = { services, isMissing }
  const address = useAddress()
  const router = useRouter()
  const partial = incidents.items.length < counted.total
  const held = useLive('incidents', incidents, { partial })
  const whole = !partial || held !== incidents.items
  const verbs = useIncidentVerbs(held, me, people)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [opening, setOpening] = useState(false)
  const [inFront, setInFront] = useState<string>()
  const search = useRef<HTMLInputElement>(null)
  const nowMs = useNow(1_000).getTime()
  useAlarm(whole ? held : null)

  const asked = readQueue(address)
  const { filter, words } = asked
  useSaid(search, words)
  const asker = { personId: me.id, nowMs, serviceId: services.find(({ name }) => name === asked.service)?.id ?? null }
  const waiting = verbs.shown.filter(({ state }) => state === 'triggered').map((row) => [row.id, waitOf(row)] as const)
  const costs = risk && { base: risk.base, of: costsOf(risk, nowMs), wentBy: wentByOf(risk, new Map(waiting), nowMs) }
  const wanted = verbs.shown.filter((row) => row.mergedInto === null && isWanted(row, asked, asker))
  const groups = inOrder(wanted, (id) => costs?.of.get(id)?.perHourMinor ?? 0)
  const rows = groups.flatMap((group) => group.rows)
  const open = whole ? verbs.shown.filter(({ state }) => state !== 'resolved').length : counted.open
  // The server counted those that match what it was asked; of another filter nothing is known but what is here.
  const isCounted = !whole && asksAlike(asked, counted.asked)
  const named = address.get('incident')
  const namedRow = verbs.shown.find((row) => row.id === named || incName(row) === named?.toUpperCase())
  // The link of what was merged into another leads to that.
  const chosenRow = verbs.shown.find(({ id }) => id === namedRow?.mergedInto?.id) ?? namedRow
  // What one works on stays in front of one: neither acknowledging it nor a costlier one that comes up may put another under the next key.
  const row =
    chosenRow ??
    verbs.shown.find(({ id, state }) => id === inFront && state !== 'resolved') ??
    rows.find(({ state }) => state !== 'resolved')
  if (row && row.id !== inFront) setInFront(row.id)
  const selectedRows = verbs.shown.filter(({ id }) => marked.has(id))
  const chosen = selectedRows.length > 0 ? selectedRows : row ? [row] : []
  const lossPerHour = risk && [...(costs?.of.values() ?? [])].reduce((sum, { perHourMinor }) => sum + perHourMinor, 0)

  const select = (next: IncidentRow | undefined, leave = false) =>
    next && address.set({ incident: next.number > 0 ? incName(next) : next.id }, leave)
  const mark = ({ id }: IncidentRow) =>
    setMarked((ids) => (ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set(ids).add(id)))
  const reach = (step: 1 | -1) => {
    const next = neighbour(rows, row?.id, step)
    if (!row || !next) return
    setMarked((ids) => new Set([...ids, row.id, next.id]))
    select(next)
  }
  /** With shift, all from the one in front to it. */
  const markTo = (to: IncidentRow) => {
    const [a, b] = [rows.findIndex(({ id }) => id === row?.id), rows.findIndex(({ id }) => id === to.id)]
    if (a < 0 || b < 0) return mark(to)
    setMarked((ids) => new Set([...ids, ...rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id)]))
  }
  const act = (on: readonly IncidentRow[], deed: Deed) => {
    setMarked(new Set())
    const [only, ...others] = on
    if (only) void (others.length === 0 ? verbs.run(only, deed) : verbs.runAll(on, deed))
  }

  useActions([
    {
      id: 'queue next',
      label: 'Next incident',
      group: 'Queue',
      keys: 'j',
      bar: 'move',
      keyOnly: true,
      perform: () => select(neighbour(rows, row?.id, 1)),
    },
    {
      id: 'queue previous',
      label: 'Previous incident',
      group: 'Queue',
      keys: 'k',
      bar: 'move',
      keyOnly: true,
      perform: () => select(neighbour(rows, row?.id, -1)),
    },
    {
      id: 'queue mark',
      label: 'Choose or leave the incident',
      group: 'Queue',
      keys: 'x',
      bar: 'select',
      keyOnly: true,
      perform: () => row && mark(row),
    },
    {
      id: 'queue mark down',
      label: 'Choose this one and the next',
      group: 'Queue',
      keys: 'shift+arrowdown',
      keyOnly: true,
      perform: () => reach(1),
    },
    {
      id: 'queue mark up',
      label: 'Choose this one and the one before',
      group: 'Queue',
      keys: 'shift+arrowup',
      keyOnly: true,
      perform: () => reach(-1),
    },
    ...(marked.size > 0
      ? [{ id: 'queue unmark', label: 'Choose none', group: 'Queue', keys: 'escape', keyOnly: true, perform: () => setMarked(new Set()) }]
      : []),
    {
      id: 'queue open',
      label: 'Open the incident on its own page',
      group: 'Queue',
      keys: 'enter',
      perform: () => row && router.push(`/incidents/${incName(row)}`),
    },
    { id: 'queue filter', label: 'Find in the queue', group: 'Queue', keys: 'f', keyOnly: true, perform: () => search.current?.focus() },
    ...(may.work
      ? [{ id: 'queue by hand', label: 'Open an incident by hand', group: 'Queue', keys: 'i', perform: () => setOpening(true) }]
      : []),
  ])

  const calm = calmWords(verbs.shown, watched)
  const impact = risk && row ? impactOf(risk, row, nowMs) : null
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ViewTabs
        on="queue"
        counts={{ queue: open, matrix: serviceCount }}
        aside={
          <>
            <SavedViews saved={saved} query={address.all()} />
            <SoundSwitch />
          </>
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(280px,350px)_minmax(0,1fr)_minmax(260px,300px)] max-xl:grid-cols-[minmax(260px,320px)_minmax(0,1fr)] max-md:block">
        <section
          aria-label="Queue"
          className={clsx('flex min-h-0 flex-col border-line border-r max-md:border-r-0', chosenRow && 'max-md:hidden')}
        >
          <div className="flex flex-wrap items-center gap-2 border-line border-b px-3.5 py-2">
            {FILTERS.map((each) => (
              <FilterChip
                key={each}
                pressed={filter === each}
                onPress={() => address.set({ filter: each === 'all' ? null : each })}
                count={each === 'all' ? open : undefined}
              >
                {FILTER_WORDS[each]}
              </FilterChip>
            ))}
            {may.work && (
              <IconButton
                label="Open an incident by hand"
                icon={<Plus aria-hidden size={15} />}
                onClick={() => setOpening(true)}
                className="ml-auto"
              />
            )}
            {risk && lossPerHour !== null && lossPerHour > 0 && (
              <span className="order-last text-13 text-ink-2 md:hidden">
                losing <b className="font-semibold text-status-down">{formatWhole({ amountMinor: lossPerHour, currency: risk.base })}/h</b>
              </span>
            )}
            <SearchInput
              ref={search}
              label="Find"
              keyHint="f"
              className="w-full"
              defaultValue={words}
              onChange={({ target }) => address.set({ q: target.value })}
              onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            />
            <QueueFilters asked={asked} rows={verbs.shown} services={choices} teams={teams} onChange={(changes) => address.set(changes)} />
          </div>
          {selectedRows.length > 0 && (
            <p role="status" className="flex items-center gap-2 border-line border-b bg-sel px-3.5 py-1.5 text-13">
              {selectedRows.length === 1 ? 'One chosen' : `${selectedRows.length} chosen`}: what you do is done to all of them.
              <Button size="small" keyHint="esc" onClick={() => setMarked(new Set())} className="ml-auto">
                None
              </Button>
            </p>
          )}
          {open === 0 && groups.length > 0 && <p className="border-line border-b px-3.5 py-3 text-13 text-ink-2">{calm}</p>}
          <div className="min-h-0 flex-1 overflow-y-auto">
            <IncidentQueue
              groups={groups}
              counted={isCounted ? counted.groups : undefined}
              selectedId={row?.id}
              marked={marked}
              costs={costs}
              onSelect={(next) => select(next, window.matchMedia('(max-width: 767px)').matches)}
              onMark={mark}
              onMarkTo={markTo}
              empty={
                <EmptyState
                  says={verbs.shown.length > 0 ? 'Nothing of this kind. Other incidents are hidden by the filter.' : calm}
                  action={
                    verbs.shown.length > 0 && (
                      <Button size="small" onClick={() => address.set(Object.fromEntries(FILTER_KEYS.map((key) => [key, null])))}>
                        Show all
                      </Button>
                    )
                  }
                />
              }
            />
          </div>
        </section>
        {row ? (
          <>
            <div className={clsx('min-h-0 overflow-y-auto', !chosenRow && 'max-md:hidden')}>
              <button
                type="button"
                onClick={() => address.set({ incident: null })}
                className="flex min-h-11 items-center gap-2 px-4 text-13 text-ink-2 md:hidden"
              >
                <ArrowLeft aria-hidden size={16} /> Queue
              </button>
              <IncidentPane
                row={row}
                chosen={chosen}
                people={people}
                teams={teams}
                names={names}
                may={may}
                busy={verbs.isBusy(row.id)}
                onDeed={act}
                others={verbs.shown.filter(({ id, state }) => id !== row.id && state !== 'resolved')}
                undo={verbs.undo}
                reopenWindowMs={reopenWindowMs}
                checks={checks}
                timeline={timeline}
                seesMoney={risk !== null}
                impact={impact}
              />
              <div className="border-line border-t xl:hidden">
                <IncidentContext row={row} risk={risk} services={services} escalation={escalation} names={names} />
              </div>
            </div>
            <aside aria-label="What it means" className="min-h-0 overflow-y-auto border-line border-l max-xl:hidden">
              <IncidentContext row={row} risk={risk} services={services} escalation={escalation} names={names} />
            </aside>
          </>
        ) : (
          <div className="px-5 pt-4 text-13 text-ink-2 max-md:hidden xl:col-span-2">
            {open === 0 ? (
              <>
                <h1 className="flex items-center gap-3 font-medium text-20 text-ink">
                  <StatusGlyph mark={watched === 0 ? 'unknown' : 'up'} size={28} />
                  {calm}
                </h1>
                <p className="mt-2 max-w-[60ch] pl-10">
                  {watched > 0 && `${watched === 1 ? 'One check is' : `${watched.toLocaleString('en-GB')} checks are`} watched. `}What fails
                  comes up here by itself, the costliest first; each service stands in the{' '}
                  <Link href="/operations?tab=matrix" prefetch={false} className="text-ink underline underline-offset-2">
                    matrix
                  </Link>
                  .
                </p>
              </>
            ) : (
              <h1>Choose an incident.</h1>
            )}
          </div>
        )}
      </div>
      {opening && (
        <OpenByHandDialog
          services={choices}
          people={people}
          teams={teams}
          onOpened={({ number }) => address.set({ incident: `INC-${number}` })}
          onClose={() => setOpening(false)}
        />
      )}
    </div>
  )
}

/** As the API tells them. */
type ServiceNames = { readonly services: readonly ServiceChoice[] }

const FILTER_WORDS: Readonly<Record<Filter, string>> = { all: 'Open', mine: 'Mine', critical: 'Critical' }

/** What is true while nothing is open. */
function calmWords(shown: readonly IncidentRow[], watched: number): string {
  if (watched === 0) return 'Nothing is watched yet. Declare services and checks in plimsoll.yaml, and what fails stands here.'
  const holding = holdingIn(shown.filter(({ state }) => state === 'resolved'))
  if (holding === undefined) return 'Nothing is open. Every check is within its limits.'
  return `Nothing is open, and ${holding}: somebody closed it before recovery was proven.`
}
