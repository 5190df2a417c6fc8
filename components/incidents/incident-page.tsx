'use client'
import { useRouter } from 'next/navigation'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { useActions } from '@/components/shell/actions'
import { IncidentUpdates } from '@/components/status/incident-updates'
import { Section } from '@/components/ui/section'
import { Facts } from '@/components/ui/table'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { formatExact } from '@/server/kernel/money'
import type { Snapshot } from '@/server/live/model'
import type { CheckRow, IncidentRow } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'
import type { Assignee, Me } from './echo'
import type { Names } from './escalation'
import { EscalationPanel, type RenderedEscalation } from './escalation-panel'
import { impactOf } from './impact'
import { ImpactPanel } from './impact-panel'
import { IncidentPane, type RenderedTimeline } from './incident-pane'
import { SimilarIncidents } from './similar-incidents'
import { useIncidentVerbs } from './use-incident-verbs'

export type Took = {
  readonly base: string
  readonly lostMinor: number
  readonly lines: readonly { readonly id: string; readonly title: string; readonly lostMinor: number }[]
}

export type IncidentPageProps = {
  row: IncidentRow
  /** Null for one that ended so long ago that nothing new is told of it. */
  incidents: Snapshot<IncidentRow> | null
  checks: Snapshot<CheckRow>
  risk: Snapshot<RiskState> | null
  /** What one that is long over took; null for those who may not see money, and for those that are kept current. */
  took: Took | null
  /** What one that is over made due to customers. */
  credits: readonly { readonly id: string; readonly title: string; readonly currency: string; readonly amountMinor: number }[]
  /** The name of its service. */
  service: string | null
  timeline: RenderedTimeline | null
  escalation: RenderedEscalation
  names: Names
  me: Me
  may: { readonly work: boolean; readonly comment: boolean }
  people: readonly Assignee[]
  teams: readonly string[]
  reopenWindowMs: number
}

/** One incident with an address of its own: what a link shows to a colleague. */
export function IncidentPage({ risk, ...props }: IncidentPageProps) {
  return risk ? <WithMoney risk={risk} {...props} /> : <Page risk={null} {...props} />
}

function WithMoney({ risk, ...props }: Omit<IncidentPageProps, 'risk'> & { risk: Snapshot<RiskState> }) {
  const [state = null] = useLive('risk', risk)
  return <Page risk={state} {...props} />
}

const NONE = { epoch: '', seq: 0, items: [] }

function Page({
  row: first,
  incidents,
  checks,
  risk,
  took,
  credits,
  service,
  timeline,
  escalation,
  names,
  me,
  may,
  people,
  teams,
  reopenWindowMs,
}: Omit<IncidentPageProps, 'risk'> & { risk: RiskState | null }) {
  const router = useRouter()
  const held = useLive<IncidentRow>('incidents', incidents ?? NONE, { partial: incidents === null })
  const verbs = useIncidentVerbs(held.some(({ id }) => id === first.id) ? held : [first], me, people)
  const row = verbs.shown.find(({ id }) => id === first.id) ?? first
  const nowMs = useNow(1_000).getTime()
  useActions([
    {
      id: 'incident queue',
      label: 'Back to the queue',
      group: 'This incident',
      keys: 'q',
      bar: 'queue',
      perform: () => router.push(`/operations?incident=${incName(row)}`),
    },
  ])
  return (
    <div className="grid min-h-full grid-cols-[minmax(0,1fr)_minmax(260px,320px)] max-lg:grid-cols-1">
      <IncidentPane
        row={row}
        chosen={[row]}
        people={people}
        teams={teams}
        names={names}
        may={may}
        busy={verbs.isBusy(row.id)}
        onDeed={(on, deed) => {
          for (const each of on) void verbs.run(each, deed)
        }}
        others={verbs.shown.filter(({ id, state }) => id !== row.id && state !== 'resolved')}
        undo={verbs.undo}
        reopenWindowMs={reopenWindowMs}
        checks={checks}
        timeline={timeline}
        seesMoney={risk !== null || took !== null}
        impact={risk && impactOf(risk, row, nowMs)}
      />
      <aside aria-label="What it means" className="border-line border-l max-lg:border-t max-lg:border-l-0">
        {risk && <ImpactPanel row={row} risk={risk} />}
        {took && (
          <Section
            title="Impact"
            note="lost in all"
            look="instrument"
            state={took.lines.length > 0 ? { kind: 'ready' } : { kind: 'empty', says: 'It cost nothing that is declared.' }}
            className="px-4 pb-3"
          >
            <Facts
              facts={[
                ...took.lines.map(({ title, lostMinor }) => ({
                  name: title,
                  value: formatExact({ amountMinor: lostMinor, currency: took.base }),
                })),
                ...(took.lines.length > 1
                  ? [{ name: 'In all', value: formatExact({ amountMinor: took.lostMinor, currency: took.base }) }]
                  : []),
              ]}
            />
          </Section>
        )}
        {credits.length > 0 && (
          <Section title="Credits it made due" look="instrument" state={{ kind: 'ready' }} className="px-4 pb-3">
            <Facts facts={credits.map(({ title, ...money }) => ({ name: title, value: formatExact(money) }))} />
          </Section>
        )}
        <EscalationPanel row={row} rendered={escalation} names={names} />
        <IncidentUpdates incidentId={row.id} isOver={row.state === 'resolved'} mayWrite={may.work} />
        <SimilarIncidents incidentId={row.id} service={service} initial={undefined} />
      </aside>
    </div>
  )
}
