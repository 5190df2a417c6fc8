'use client'
import clsx from 'clsx'
import {
  ArrowUpRight,
  BellOff,
  BellRing,
  CircleCheck,
  CircleDot,
  Flag,
  GitCommitHorizontal,
  Link2,
  type LucideIcon,
  Megaphone,
  MessageSquare,
  Search,
  TriangleAlert,
  User,
  Wallet,
} from 'lucide-react'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import type { Mark } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { FilterChip } from '@/components/ui/chip'
import { Section } from '@/components/ui/section'
import type { EntryKind } from '@/server/incidents/model'
import type { Snapshot } from '@/server/live/model'
import type { EntryMoneyRow, EntryRow } from '@/server/live/rows'
import { type Names, withNames } from './escalation'
import { offsetWords } from './spent'
import { isOf, TIMELINE_FILTERS, type TimelineFilter } from './timeline-filter'

/** A new entry is marked for this long. */
const FRESH_MS = 3_000

export type TimelineProps = {
  incidentId: string
  startedAtMs: number
  /** What the server rendered; null when it rendered another incident, and everything comes by socket. */
  entries: Snapshot<EntryRow> | null
  money: Snapshot<EntryMoneyRow> | null
  names: Names
  /** Whether this person may see what entries say about money. */
  seesMoney: boolean
}

/** What happened, newest first, with exact times; it grows while one looks. */
export function Timeline({ incidentId, startedAtMs, entries, money, names, seesMoney }: TimelineProps) {
  const live = useLive<EntryRow>(`incident:${incidentId}`, entries ?? NOTHING, { partial: entries === null })
  const [filter, setFilter] = useState<TimelineFilter>('all')
  const named = live.map((entry) =>
    entry.kind === 'told' || entry.kind === 'not-told' ? { ...entry, says: withNames(entry.says, names) } : entry,
  )
  const sorted = named.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1))
  const shown = sorted.filter(({ kind }) => isOf(kind, filter))
  const chips = TIMELINE_FILTERS.map(({ key, label }) => (
    <FilterChip key={key} pressed={filter === key} onPress={() => setFilter(key)} count={key === 'all' ? live.length : undefined}>
      {label}
    </FilterChip>
  ))
  return (
    <Section
      title="Timeline"
      note={<span className="max-md:hidden">newest first, exact times</span>}
      look="instrument"
      aside={
        <fieldset aria-label="Which entries" className="flex gap-2 max-md:hidden">
          {chips}
        </fieldset>
      }
      state={
        shown.length > 0
          ? { kind: 'ready' }
          : { kind: 'empty', says: live.length > 0 ? 'Nothing of this kind has happened.' : 'Nothing has happened yet.' }
      }
      className="px-5 pb-4"
    >
      <div className="flex gap-2 overflow-x-auto pb-2 md:hidden">{chips}</div>
      <ol aria-live="polite" aria-relevant="additions" className="-mx-5">
        {seesMoney ? (
          <WithMoney incidentId={incidentId} money={money} shown={shown} startedAtMs={startedAtMs} />
        ) : (
          <Entries shown={shown} startedAtMs={startedAtMs} moneyOf={nothing} />
        )}
      </ol>
    </Section>
  )
}

const NOTHING = { epoch: '', seq: 0, items: [] }
const nothing = () => undefined

function WithMoney({
  incidentId,
  money,
  shown,
  startedAtMs,
}: {
  incidentId: string
  money: Snapshot<EntryMoneyRow> | null
  shown: readonly EntryRow[]
  startedAtMs: number
}) {
  const live = useLive<EntryMoneyRow>(`incident-money:${incidentId}`, money ?? NOTHING, { partial: money === null })
  const byEntry = new Map(live.map((row) => [row.id, row.money]))
  return <Entries shown={shown} startedAtMs={startedAtMs} moneyOf={(id) => byEntry.get(id)} />
}

function Entries({
  shown,
  startedAtMs,
  moneyOf,
}: {
  shown: readonly EntryRow[]
  startedAtMs: number
  moneyOf: (id: string) => string | undefined
}) {
  const nowMs = useNow(1_000).getTime()
  return shown.map((entry) => (
    <Line key={entry.id} entry={entry} startedAtMs={startedAtMs} money={moneyOf(entry.id)} fresh={nowMs - entry.atMs < FRESH_MS} />
  ))
}

function Line({ entry, startedAtMs, money, fresh }: { entry: EntryRow; startedAtMs: number; money: string | undefined; fresh: boolean }) {
  const { atMs, kind, says, detail, actor } = entry
  const isNote = kind === 'note'
  return (
    <li
      className={clsx(
        'grid min-h-[29px] animate-open grid-cols-[auto_56px_24px_minmax(0,auto)_minmax(0,1fr)] items-baseline gap-x-2 border-line border-b px-5 py-1 text-13 max-md:grid-cols-[auto_24px_minmax(0,1fr)] max-md:py-2',
        fresh && 'bg-panel shadow-[inset_2px_0_0_var(--color-status-down)]',
      )}
    >
      <span className="font-mono text-12">
        <Time at={atMs} form="exact" />
      </span>
      <span className="text-right font-mono text-11 text-ink-3 max-md:hidden">{offsetWords(atMs, startedAtMs)}</span>
      <span className="grid place-items-center self-center text-ink-2">
        <KindMark kind={kind} />
      </span>
      <span className="min-w-0 break-words">
        {isNote ? (
          <>“{says}”</>
        ) : (
          <>
            {actor && <b className="font-semibold">{actor} </b>}
            {says}
          </>
        )}
      </span>
      <span
        className="min-w-0 truncate text-right text-12 text-ink-3 max-md:col-span-2 max-md:col-start-2 max-md:max-w-none max-md:whitespace-normal max-md:pl-8 max-md:text-left"
        title={[money, detail].filter(Boolean).join(' · ') || undefined}
      >
        {isNote ? actor : [money, detail].filter(Boolean).join(' · ')}
      </span>
    </li>
  )
}

const MARKS: Partial<Record<EntryKind, Mark>> = {
  'first-failure': 'down',
  confirmed: 'down',
  'check-joined': 'down',
  'reason-changed': 'down',
  'held-back': 'degraded',
  'check-recovered': 'recovering',
  reported: 'degraded',
  'report-ended': 'recovering',
  unheard: 'unknown',
  recovering: 'recovering',
  'recovery-proven': 'up',
  reopened: 'down',
}
const ICONS: Partial<Record<EntryKind, LucideIcon>> = {
  acknowledged: User,
  assigned: User,
  escalated: ArrowUpRight,
  'severity-changed': TriangleAlert,
  mitigated: Flag,
  note: MessageSquare,
  'cause-declared': Search,
  'cause-found': Link2,
  resolved: CircleCheck,
  'opportunity-at-risk': Wallet,
  'configuration-changed': GitCommitHorizontal,
  told: BellRing,
  'not-told': BellOff,
  published: Megaphone,
}

function KindMark({ kind }: { kind: EntryKind }) {
  const mark = MARKS[kind]
  if (mark) return <StatusGlyph mark={mark} size={13} />
  const Icon = ICONS[kind] ?? CircleDot
  return <Icon aria-hidden size={14} strokeWidth={1.75} />
}
