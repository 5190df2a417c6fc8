'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Section } from '@/components/ui/section'
import type { NoticeKind } from '@/server/alerts/model'
import type { Snapshot } from '@/server/live/model'
import type { AheadRow, IncidentRow, PageRow, SendingRow } from '@/server/live/rows'
import { countdown, type Names, type Next, nameOf, nextOf, type ToldLine, toldLines, withNames } from './escalation'

/** What the server rendered of who is told of an incident. */
export type RenderedEscalation = {
  readonly incidentId: string
  readonly page: Snapshot<PageRow> | null
  readonly sendings: Snapshot<SendingRow> | null
}

export type EscalationPanelProps = {
  row: IncidentRow
  /** Undefined where it rendered another incident: everything comes by socket. */
  rendered: RenderedEscalation | undefined
  names: Names
}

const NOTHING = { epoch: '', seq: 0, items: [] }

/** Who was told by which channel, who is next and when, and why. By the page that the engine keeps, over the socket. */
export function EscalationPanel({ row, rendered, names }: EscalationPanelProps) {
  const [page] = useLive<PageRow>(`page:${row.id}`, rendered?.page ?? NOTHING, { partial: !rendered?.page })
  const sendings = useLive<SendingRow>(`sendings:${row.id}`, rendered?.sendings ?? NOTHING, { partial: !rendered?.sendings })
  const told = toldLines(sendings, names)
  const ahead = page ? [...page.steps, ...(page.executives ? [page.executives] : [])].toSorted((a, b) => a.atMs - b.atMs) : []
  const next = page && nextOf(page, names)
  return (
    <Section
      title="Escalation"
      note={page?.policy ?? undefined}
      aside={ahead.length > 0 && <Reachable ahead={ahead} />}
      look="instrument"
      state={page || told.length > 0 ? { kind: 'ready' } : { kind: 'empty', says: 'What became of its messages is not known any more.' }}
      className="border-line border-t px-4 pb-3"
    >
      {page && next && <Headline next={next} page={page} ahead={ahead} />}
      {page?.finding && !page.closed && <p className="border-status-degraded border-l-2 py-0.5 pl-2 text-12 text-ink-2">{page.finding}.</p>}
      <ul className="pt-1 text-13">
        {told.map((line) => (
          <Told key={line.key} line={line} />
        ))}
        {ahead.map((step) => (
          <Ahead key={step.step ?? 'executives'} step={step} names={names} />
        ))}
      </ul>
      {page && page.trail.length > 0 && <Why trail={page.trail} names={names} />}
    </Section>
  )
}

function Headline({ next, page, ahead }: { next: Next; page: PageRow; ahead: readonly AheadRow[] }) {
  const nowMs = useNow(1_000).getTime()
  if (next.kind === 'said')
    return (
      <p
        className={clsx(
          'border-l-2 py-0.5 pl-2 text-13',
          next.tone === 'grave' ? 'border-status-down' : next.tone === 'warns' ? 'border-status-degraded' : 'border-line-2 text-ink-2',
        )}
      >
        {next.says}
        {next.untilMs !== null && (
          <>
            {' until '}
            <Time at={next.untilMs} form="clock" />
          </>
        )}
        {next.untilMs !== null || next.tone !== 'warns' || next.says.endsWith('.') ? '' : '.'}
        {!page.declared && (
          <>
            {' '}
            <Link href="/paging" prefetch={false} className="underline underline-offset-2">
              Declare one
            </Link>
          </>
        )}
      </p>
    )
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span role="timer" className={clsx('font-semibold text-28 tabular-nums', next.reachesNobody && 'text-status-down')}>
          {countdown(next.atMs - nowMs)}
        </span>
        <span className="min-w-0 flex-1 text-13 text-ink-2">{next.says}</span>
      </p>
      <Track fromMs={page.startedAtMs} nowMs={nowMs} ticks={ahead.map(({ atMs }) => atMs)} />
    </>
  )
}

/** How far it has come on its way through what lies ahead. */
function Track({ fromMs, nowMs, ticks }: { fromMs: number; nowMs: number; ticks: readonly number[] }) {
  const toMs = Math.max(...ticks)
  const share = (atMs: number) => `${Math.min(100, Math.max(0, ((atMs - fromMs) / Math.max(toMs - fromMs, 1)) * 100))}%`
  return (
    <div aria-hidden className="relative my-2 h-2.5">
      <span className="absolute inset-x-0 top-1 h-0.5 bg-line-2" />
      <span className="absolute top-1 left-0 h-0.5 bg-ink" style={{ width: share(nowMs) }} />
      {[fromMs, ...ticks].map((atMs) => (
        <span
          key={atMs}
          className={clsx('absolute top-0 h-2.5 w-0.5 -translate-x-1/2', atMs <= nowMs ? 'bg-ink' : 'bg-line-3')}
          style={{ left: share(atMs) }}
        />
      ))}
    </div>
  )
}

function Reachable({ ahead }: { ahead: readonly AheadRow[] }) {
  const worst = ahead.some(({ resort }) => resort === 'nobody')
    ? 'nobody'
    : ahead.some(({ resort }) => resort !== 'direct')
      ? 'resort'
      : 'direct'
  const [dot, says] = {
    nobody: ['bg-status-down', 'a step reaches nobody'],
    resort: ['bg-status-degraded', 'only by the last resort'],
    direct: ['bg-status-up', 'reachable'],
  }[worst] as [string, string]
  return (
    <span className="inline-flex items-center gap-1.5 text-12 text-ink-2">
      {says} <span aria-hidden className={clsx('size-2 rounded-full', dot)} />
    </span>
  )
}

const KINDS: Readonly<Record<NoticeKind, string>> = {
  page: 'paged',
  news: 'told the news',
  reminder: 'reminded',
  acknowledged: 'told who is on it',
  resolved: 'told the end',
  briefing: 'briefed',
  test: 'tested',
  canary: 'tested',
  status: 'told what the status page says',
}

function Told({ line: { name, channel, last, count } }: { line: ToldLine }) {
  const isDead = last.state === 'dead'
  return (
    <li className="border-line border-b py-1 last:border-b-0">
      <p className="flex min-h-5 items-baseline gap-2">
        <span aria-hidden className={clsx('size-1.5 shrink-0 self-center rounded-full', isDead ? 'bg-status-down' : 'bg-ink-3')} />
        <span className="min-w-0 truncate" title={channel ? `${name} by ${channel}` : name}>
          {name}
          {channel && <span className="text-12 text-ink-3"> {channel}</span>}
        </span>
        <span className={clsx('ml-auto shrink-0 text-12', isDead ? 'font-medium text-status-down' : 'text-ink-2')}>
          {count > 1 && <span className="text-ink-3">{count} × · </span>}
          <Standing last={last} />
        </span>
      </p>
      {(isDead || last.state === 'waiting') && last.says && <p className="pl-3.5 text-12 text-ink-3">{last.says}</p>}
    </li>
  )
}

function Standing({ last: { kind, state, atMs, deliveredAtMs } }: { last: SendingRow }) {
  if (state === 'dead') return <>not told</>
  if (state === 'waiting' || state === 'sending')
    return (
      <>
        on its way since <Time at={atMs} form="exact" />
      </>
    )
  return (
    <>
      {KINDS[kind]} <Time at={deliveredAtMs ?? atMs} form="exact" />
    </>
  )
}

function Ahead({ step: { step, who, atMs, resort, because }, names }: { step: AheadRow; names: Names }) {
  const isNobody = resort === 'nobody'
  return (
    <li className="border-line border-b py-1 last:border-b-0">
      <p className="flex min-h-5 items-baseline gap-2">
        <span
          aria-hidden
          className={clsx('size-1.5 shrink-0 self-center rounded-full border', isNobody ? 'border-status-down' : 'border-ink')}
        />
        <span className={clsx('min-w-0 truncate', isNobody && 'text-status-down')}>
          {isNobody ? 'Nobody' : [...new Set(who.map((one) => nameOf(one, names)))].join(', ')}
          <span className="text-12 text-ink-3"> {step === null ? 'executives' : `step ${step}`}</span>
        </span>
        <span className="ml-auto shrink-0 font-medium text-12">
          <Time at={atMs} form="exact" />
        </span>
      </p>
      {because.length > 0 && <p className="pl-3.5 text-12 text-ink-3">{withNames(because.join('; '), names)}.</p>}
    </li>
  )
}

function Why({ trail, names }: { trail: PageRow['trail']; names: Names }) {
  return (
    <details className="pt-2">
      <summary className="flex min-h-6 cursor-pointer items-center text-12 text-ink-2 hover:text-ink max-md:min-h-11">
        Why whom, in {trail.length} {trail.length === 1 ? 'sentence' : 'sentences'}
      </summary>
      <ol className="text-12">
        {trail.toReversed().map(({ atMs, says }) => (
          <li key={`${atMs} ${says}`} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 py-0.5">
            <span className="font-mono text-11 text-ink-3 leading-5">
              <Time at={atMs} form="exact" />
            </span>
            <span className="text-ink-2 leading-5">{withNames(says, names)}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}
