'use client'
import { Link2 } from 'lucide-react'
import Link from 'next/link'
import { Time } from '@/components/live/time'
import { useNow } from '@/components/live/use-now'
import { Severity } from '@/components/marks/severity'
import { MARK_WORDS } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import { formatDuration, MINUTE } from '@/server/kernel/duration'
import { formatWhole } from '@/server/kernel/money'
import type { Snapshot } from '@/server/live/model'
import type { CheckRow, EntryMoneyRow, EntryRow, IncidentRow } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'
import { AffectedChecks } from './affected-checks'
import type { IncidentImpact } from './impact'
import { IncidentActions, type IncidentActionsProps } from './incident-actions'
import { IncidentStepper } from './incident-stepper'
import { Reports } from './reports'
import { Timeline } from './timeline'
import { extentOf, markOf } from './words'

export type IncidentPaneProps = Omit<IncidentActionsProps, 'reopens'> & {
  /** How long after it was resolved an incident may be reopened, in milliseconds. */
  reopenWindowMs: number
  /** The checks that the page has rendered; others come by socket. */
  checks: Snapshot<CheckRow>
  /** What the server rendered of the timeline, if it was of this incident. */
  timeline: RenderedTimeline | null
  seesMoney: boolean
  /** Null for those who may not see money. */
  impact: IncidentImpact | null
}

/** The timeline of the incident that the address named. */
export type RenderedTimeline = {
  readonly incidentId: string
  readonly entries: Snapshot<EntryRow>
  readonly money: Snapshot<EntryMoneyRow> | null
}

/** One incident, everywhere it is shown: where it stands, what can be done, what fails, what happened. */
export function IncidentPane({ reopenWindowMs, checks, timeline, seesMoney, impact, ...actions }: IncidentPaneProps) {
  const { row } = actions
  const nowMs = useNow(1_000).getTime()
  const mark = markOf(row)
  const own = timeline?.incidentId === row.id ? timeline : undefined
  const likely = row.state !== 'resolved' && impact?.outlook ? impact.outlook : undefined
  return (
    <article aria-label={`${incName(row)} ${row.title}`} className="min-w-0">
      <header className="grid grid-cols-[30px_minmax(0,1fr)_auto] gap-x-3 px-5 pt-4 pb-4">
        <span className="pt-0.5">
          <StatusGlyph mark={mark} size={28} label={MARK_WORDS[mark]} />
        </span>
        <h1 className="font-semibold text-20">{row.title}</h1>
        <span className="-mt-0.5 flex min-h-8 items-center gap-2.5 self-start">
          <Severity severity={row.severity} />
          <Badge mono>{incName(row)}</Badge>
          <CopyLink name={incName(row)} />
        </span>
        <p className="col-start-2 col-end-4 text-13 text-ink-2">
          {extentOf(row)} {row.state === 'resolved' && row.endedAtMs !== null ? 'from' : 'since'} <Time at={row.startedAtMs} form="exact" />
          {row.state === 'resolved' && row.endedAtMs !== null && (
            <>
              {' '}
              to <Time at={row.endedAtMs} form="exact" />
            </>
          )}
          {` (${formatDuration((row.endedAtMs ?? Math.max(nowMs, row.startedAtMs)) - row.startedAtMs)}).`}
          {row.state === 'triggered' && impact && <Unanswered impact={impact} row={row} nowMs={nowMs} />}
          {row.assignee && ` With ${row.assignee}.`}
          {row.mutedBy.length > 0 && ` Nobody is told because of ${row.mutedBy.join(' and ')}.`}
          {impact?.opportunities.map(
            ({ title, valueMinor, currency, stake }) =>
              ` ${formatWhole({ amountMinor: valueMinor, currency })} ${title} opportunity ${stake === 'risk' ? 'at risk' : 'under strain'}.`,
          )}
          {row.mergedInto && (
            <>
              {' It goes on as part of '}
              <Link href={`/incidents/INC-${row.mergedInto.number}`} prefetch={false} className="text-ink underline underline-offset-2">
                INC-{row.mergedInto.number} {row.mergedInto.title}
              </Link>
              .
            </>
          )}
          {row.parts.length > 0 && ` With ${row.parts.map(({ number }) => `INC-${number}`).join(', ')}, merged into it.`}
          {row.cause && ` Cause: ${row.cause}.`}
          {row.state === 'resolved' && row.reason && !row.mergedInto && ` Closed: ${row.reason}.`}
        </p>
        <div className="col-span-3 pt-4">
          <IncidentStepper row={row} likely={likely} />
        </div>
      </header>
      <IncidentActions {...actions} reopens={row.resolvedAtMs !== null && nowMs - row.resolvedAtMs <= reopenWindowMs} />
      {(row.allChecks > 0 || row.allReports === 0) && <AffectedChecks key={row.id} row={row} checks={checks} />}
      {row.allReports > 0 && (
        <Section title="Reported" state={{ kind: 'ready' }} look="instrument" className="px-5 pb-2">
          <Reports reports={row.reports} all={row.allReports} />
        </Section>
      )}
      <div className="border-line border-t">
        <Timeline
          key={`${row.id} ${row.parts.map(({ id }) => id).join(' ')}`}
          incidentId={row.id}
          startedAtMs={row.startedAtMs}
          entries={own?.entries ?? null}
          money={own?.money ?? null}
          names={actions.names}
          seesMoney={seesMoney}
        />
      </div>
    </article>
  )
}

/** The price of silence in a sentence (IMP-12). */
function Unanswered({ impact: { base, wentByMinor }, row, nowMs }: { impact: IncidentImpact; row: IncidentRow; nowMs: number }) {
  const forMs = nowMs - row.openedAtMs
  if (forMs < MINUTE || wentByMinor < 1) return null
  return (
    <>
      {` Unacknowledged for ${formatDuration(forMs)}: `}
      <b className="font-medium text-ink">
        <Amount money={{ amountMinor: wentByMinor, currency: base }} /> went by.
      </b>
    </>
  )
}

function CopyLink({ name }: { name: string }) {
  const copy = () =>
    navigator.clipboard.writeText(`${window.location.origin}/incidents/${name}`).then(
      () => tellDone(`The link to ${name} is copied`),
      () => tellDone(`${window.location.origin}/incidents/${name}`),
    )
  return (
    <IconButton
      label={`Copy the link to ${name}`}
      icon={<Link2 aria-hidden size={15} />}
      onClick={() => void copy()}
      className="max-md:hidden"
    />
  )
}
