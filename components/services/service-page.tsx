'use client'
import Link from 'next/link'
import { HeartbeatStepper } from '@/components/charts/heartbeat-stepper'
import { plain } from '@/components/charts/scale'
import { PlannedLines } from '@/components/checks/planned-lines'
import { Reports } from '@/components/incidents/reports'
import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { Severity } from '@/components/marks/severity'
import { MARK_TEXT, MARK_WORDS } from '@/components/marks/status'
import { StatusGlyph, StatusWord } from '@/components/marks/status-glyph'
import { exactClock } from '@/components/ui/format-time'
import { Section } from '@/components/ui/section'
import { Facts, Table, Td, Th, Tr } from '@/components/ui/table'
import type { Severity as SeverityName } from '@/server/checks/model'
import { DAY, formatDuration } from '@/server/kernel/duration'
import { formatWhole } from '@/server/kernel/money'
import type { Snapshot } from '@/server/live/model'
import type { CheckRow, ServiceRow } from '@/server/live/rows'
import type { PlannedLine } from '@/server/views/maintenance'
import type { Section as Part, Windows } from '@/server/views/model'
import { AvailabilityFigure } from './availability-figure'
import { beatsOf, p95Of, resultsOf, saysOf, withResults } from './check-results'

type Titled = { readonly id: string; readonly title: string }
type Past = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly state: string
  readonly severity: SeverityName
  readonly startedAtMs: number
  readonly repairMs: number | null
  readonly cause: string | null
}

export type ServicePageProps = {
  /** Only this one; the others are of no interest here. */
  services: Snapshot<ServiceRow>
  checks: Snapshot<CheckRow>
  neededBy: readonly Titled[]
  planned: readonly PlannedLine[]
  availability: Windows | null
  incidents: Part<readonly Past[]>
  /** Null for those who may not see money. */
  stake: {
    readonly base: string
    readonly perHourMinor: number
    readonly streams: readonly (Titled & { readonly share: number })[]
    readonly opportunities: readonly (Titled & { readonly valueMinor: number; readonly currency: string })[]
  } | null
}

/** One service: where it stands, by which checks we know, what it needs and what needs it, and what hangs on it. */
export function ServicePage({ services, checks, neededBy, planned, availability, incidents, stake }: ServicePageProps) {
  const [first] = services.items
  const service = useLive('services', services).find(({ id }) => id === first?.id) ?? first
  const own = useLive(`service-checks:${first?.id}`, checks, { merge: withResults, partial: true })
  if (!service) return null
  const past = incidents.kind === 'ready' ? incidents.value : []
  return (
    <div className="px-5 pb-10">
      <header className="grid grid-cols-[30px_minmax(0,1fr)] gap-x-3 pt-5 pb-5">
        <span className="pt-0.5">
          <StatusGlyph mark={service.status} size={28} label={MARK_WORDS[service.status]} />
        </span>
        <h1 className="font-semibold text-20">{service.title}</h1>
        <p className="col-start-2 text-13 text-ink-2">
          <span className={MARK_TEXT[service.status]}>{MARK_WORDS[service.status]}</span> for <Age since={service.sinceMs} />. Tier{' '}
          {service.tier}
          {service.owner ? `, owned by ${service.owner}` : ', owned by nobody'}.
          {service.incidentId && (
            <>
              {' '}
              <Link href={`/incidents/${service.incidentId}`} prefetch={false} className="underline">
                Its open incident
              </Link>
              .
            </>
          )}
          {service.runbook && (
            <>
              {' '}
              <a href={service.runbook} rel="noreferrer" className="underline">
                Runbook
              </a>
              .
            </>
          )}
        </p>
        <div className="col-start-2">
          <PlannedLines lines={planned} />
        </div>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(240px,320px)] gap-x-8 gap-y-6 max-lg:grid-cols-1">
        <div className="grid content-start gap-6">
          <Section
            title="Checks"
            note={own.length}
            state={
              service.checkIds.length > 0
                ? { kind: 'ready' }
                : { kind: 'empty', says: 'No check watches this service, so nobody knows whether it works. Declare one in plimsoll.yaml.' }
            }
          >
            <ul>
              {own.map((check) => (
                <CheckLine key={check.id} check={check} />
              ))}
            </ul>
          </Section>
          {service.openReports > 0 && (
            <Section title="Reported" state={{ kind: 'ready' }}>
              <Reports reports={service.reports} all={service.openReports} />
            </Section>
          )}
          <Section
            title="Incidents"
            note={past.length > 0 ? 'newest first' : undefined}
            state={
              incidents.kind === 'missing'
                ? { kind: 'failed', says: incidents.says, still: 'Its status and its checks are current.' }
                : past.length === 0
                  ? { kind: 'empty', says: 'It has had no incident.' }
                  : { kind: 'ready' }
            }
          >
            <div className="overflow-x-auto">
              <Table>
                <thead>
                  <tr>
                    <Th>Incident</Th>
                    <Th>Began</Th>
                    <Th>Severity</Th>
                    <Th numeric>Repaired in</Th>
                  </tr>
                </thead>
                <tbody>
                  {past.map(({ id, number, title, state, severity, startedAtMs, repairMs, cause }) => (
                    <Tr key={id}>
                      <Td>
                        <Link href={`/incidents/INC-${number}`} prefetch={false} className="hover:underline">
                          <span className="font-mono text-12 text-ink-3">INC-{number}</span> {title}
                        </Link>
                        {cause && <span className="text-12 text-ink-3"> {cause}</span>}
                      </Td>
                      <Td className="whitespace-nowrap">
                        <Time at={startedAtMs} />
                      </Td>
                      <Td>
                        <Severity severity={severity} />
                      </Td>
                      <Td numeric className="whitespace-nowrap">
                        {state !== 'resolved' ? (
                          <span className="text-status-down">{state}</span>
                        ) : repairMs === null ? (
                          <span className="text-ink-3">not proven</span>
                        ) : (
                          formatDuration(repairMs)
                        )}
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </div>
          </Section>
        </div>
        <div className="grid content-start gap-6">
          <Section
            title="Availability"
            note="%"
            state={availability ? { kind: 'ready' } : { kind: 'empty', says: 'Nothing is known of it yet.' }}
          >
            <Facts
              facts={[
                { name: '24 hours', value: <AvailabilityFigure known={availability?.day} windowMs={DAY} told /> },
                { name: '7 days', value: <AvailabilityFigure known={availability?.week} windowMs={7 * DAY} told /> },
                { name: '30 days', value: <AvailabilityFigure known={availability?.month} windowMs={30 * DAY} told /> },
              ]}
            />
          </Section>
          {stake && (
            <Section
              title="What hangs on it"
              state={
                stake.streams.length + stake.opportunities.length > 0
                  ? { kind: 'ready' }
                  : { kind: 'empty', says: 'No revenue stream and no opportunity is declared to need it.' }
              }
            >
              <Facts
                facts={[
                  ...(stake.perHourMinor > 0
                    ? [{ name: 'An hour without it', value: formatWhole({ amountMinor: stake.perHourMinor, currency: stake.base }) }]
                    : []),
                  ...stake.streams.map(({ title, share }) => ({
                    name: title,
                    value: `${(share * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })} %`,
                  })),
                  ...stake.opportunities.map(({ title, valueMinor, currency }) => ({
                    name: title,
                    value: formatWhole({ amountMinor: valueMinor, currency }),
                  })),
                ]}
              />
            </Section>
          )}
          <Neighbours title="Depends on" services={service.dependsOn} none="It needs no other service." />
          <Neighbours title="Needed by" services={neededBy} none="No other service needs it." />
        </div>
      </div>
    </div>
  )
}

function CheckLine({ check }: { check: CheckRow }) {
  const results = resultsOf(check)
  const p95 = p95Of(results)
  return (
    <li className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto_96px] items-center gap-x-4 border-line border-b py-2 text-13 last:border-b-0 max-md:grid-cols-[minmax(0,1fr)_auto]">
      <span className="min-w-0">
        <span className="flex items-center gap-2">
          <StatusWord mark={check.status} size={13}>
            <span className="sr-only">{MARK_WORDS[check.status]}</span>
          </StatusWord>
          <Link href={`/checks/${check.id}`} prefetch={false} className="truncate hover:underline">
            {check.title}
          </Link>
        </span>
        <span className={`block truncate pl-[19px] text-12 ${check.status === 'up' ? 'text-ink-3' : MARK_TEXT[check.status]}`}>
          {check.last?.says ?? 'no result yet'}
        </span>
      </span>
      <span className="max-md:order-last max-md:col-span-2 max-md:overflow-hidden max-md:pt-1">
        <HeartbeatStepper
          beats={beatsOf(check, results)}
          label={saysOf(results)}
          height={18}
          readouts={results.ms.map((ms, place) => `${exactClock(new Date(results.atMs[place] ?? 0))} ${plain(ms)} ms`)}
        />
      </span>
      <span className="text-right text-ink-2">{p95 === undefined ? '–' : `p95 ${plain(p95)} ms`}</span>
    </li>
  )
}

function Neighbours({ title, services, none }: { title: string; services: readonly Titled[]; none: string }) {
  return (
    <Section title={title} state={services.length > 0 ? { kind: 'ready' } : { kind: 'empty', says: none }}>
      <ul className="text-13">
        {services.map(({ id, title: name }) => (
          <li key={id} className="border-line border-b last:border-b-0">
            <Link href={`/services/${id}`} prefetch={false} className="flex min-h-8 items-center hover:underline max-md:min-h-11">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
