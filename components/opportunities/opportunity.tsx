'use client'
import Link from 'next/link'
import { type Day, DayBars } from '@/components/charts/day-bars'
import { useRisk } from '@/components/impact/use-risk'
import { isOrAre, percentOf, several, spokenFor } from '@/components/impact/words'
import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { MARK_TEXT, MARK_WORDS } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Amount, Headline as Figure } from '@/components/ui/amount'
import { day, longDay } from '@/components/ui/format-time'
import { Section } from '@/components/ui/section'
import type { JourneyRow, OpportunityRow } from '@/server/impact/rules/risk-state'
import { DAY, formatDuration } from '@/server/kernel/duration'
import type { OpportunityHistory, OpportunityView } from '@/server/views/model'
import type { DayHealth } from '@/server/views/rules/history'
import { STAKE_MARK } from './stake'

/** One deal: what it is worth, whether what it depends on works, and what it lost against its target. */
export function Opportunity({ view }: { view: OpportunityView }) {
  const deals = useLive('opportunities', view.opportunities)
  const { risk, now, stale } = useRisk(view.risk)
  const deal = deals.find(({ id }) => id === view.id)
  if (!deal) return <p className="px-10 pt-10 text-16 max-md:px-5">This opportunity is not declared any more.</p>
  const incidents =
    risk?.incidents.filter(({ id }) => risk.opportunities.find((each) => each.id === view.id)?.incidentIds.includes(id)) ?? []
  return (
    <div className="max-w-[1200px] px-10 pt-6 pb-10 max-lg:px-6 max-md:px-5">
      <div className={stale ? 'opacity-60 grayscale' : undefined}>
        <Head deal={deal} now={now} />
      </div>
      <div className="mt-8 grid gap-x-9 gap-y-6 md:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <Section title="Journeys it depends on" note={`${several(deal.journeys.length, 'journey')}`} state={{ kind: 'ready' }}>
          <ul>
            {deal.journeys.map((journey) => (
              <Journey key={journey.id} journey={journey} />
            ))}
          </ul>
          {incidents.length > 0 && (
            <p className="pt-3 text-13">
              {incidents.map(({ id, number, title, owner }) => (
                <Link key={id} href={`/incidents/${id}`} className="mr-4 underline underline-offset-4">
                  INC-{number}: {title}, {owner ? `${owner} is on it` : 'nobody on it yet'}
                </Link>
              ))}
            </p>
          )}
        </Section>
        <Section
          title="Stakeholders"
          state={
            deal.stakeholders.length > 0
              ? { kind: 'ready' }
              : { kind: 'empty', says: 'Nobody is named. Stakeholders are declared with the opportunity.' }
          }
        >
          <ul className="text-14">
            {deal.stakeholders.map((who) => (
              <li key={who} className="min-h-8 break-words border-line border-b py-1.5 last:border-b-0">
                {who}
              </li>
            ))}
          </ul>
        </Section>
      </div>
      {view.history.kind === 'ready' ? (
        <History history={view.history.value} deal={deal} />
      ) : (
        <Section
          title="How it went"
          className="mt-8"
          state={{ kind: 'failed', says: view.history.says, still: 'How it stands now is current.' }}
        />
      )}
    </div>
  )
}

function Head({ deal, now }: { deal: OpportunityRow; now: Date }) {
  const { title, stake, sinceMs, because, valueMinor, currency, base, basePerMinor, probability, nextStep, closesOn } = deal
  const closes = closesOn === null ? null : new Date(closesOn)
  const days = closes && Math.ceil((closes.getTime() - now.getTime()) / DAY)
  return (
    <header>
      <p className="flex items-center gap-2 text-13">
        <StatusGlyph mark={STAKE_MARK[stake]} />
        <span className={`font-medium ${MARK_TEXT[STAKE_MARK[stake]]}`}>{HEADINGS[stake]}</span>
        <span className="text-ink-3">
          <Since stake={stake} sinceMs={sinceMs} />
        </span>
      </p>
      <h1 className="mt-2 font-medium text-28">{title}</h1>
      <p className="mt-1">
        <Figure money={{ amountMinor: valueMinor, currency }} size={44} />
      </p>
      <p className="mt-2 max-w-[60ch] text-16 text-ink-2">
        {stake === 'safe'
          ? 'Every journey it depends on works.'
          : `${because.join(' and ')} ${isOrAre(because)} ${stake === 'risk' ? 'failing' : 'slow, or cannot be seen'}.`}
      </p>
      <dl className="mt-5 flex flex-wrap gap-x-9 gap-y-3 border-line border-t pt-3 text-16 max-md:text-14">
        <Fact name="Next">{nextStep ?? 'not said'}</Fact>
        <Fact name="Closes">
          {closes === null || days === null
            ? 'no date'
            : `${longDay(closes, 'UTC')}${days >= 0 ? `, in ${several(days, 'day')}` : ', past'}`}
        </Fact>
        <Fact name="Probability">{Math.round(probability * 100)} %</Fact>
        <Fact name="Weighted">
          <Amount money={{ amountMinor: Math.round(valueMinor * probability), currency }} />
        </Fact>
        {currency !== base && (
          <Fact name={`In ${base}`}>
            {basePerMinor === null ? (
              'no rate declared'
            ) : (
              <Amount money={{ amountMinor: Math.round(valueMinor * basePerMinor), currency: base }} />
            )}
          </Fact>
        )}
      </dl>
    </header>
  )
}

const HEADINGS = { safe: 'Safe', strain: 'Under strain', risk: 'At risk' } as const

function Since({ stake, sinceMs }: Pick<OpportunityRow, 'stake' | 'sinceMs'>) {
  if (sinceMs === 0) return null
  return stake === 'safe' ? (
    <>
      for <Age since={sinceMs} />
    </>
  ) : (
    <>
      since <Time at={sinceMs} form="clock" />, <Age since={sinceMs} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-13 text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  )
}

function Journey({ journey: { kind, id, title, status, sinceMs } }: { journey: JourneyRow }) {
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        href={`/${kind}s/${id}`}
        className="grid min-h-10 grid-cols-[15px_minmax(0,1fr)_auto] items-center gap-3 py-1.5 text-14 hover:bg-nav-on max-md:min-h-11"
      >
        <StatusGlyph mark={status} />
        <span className="truncate">{title}</span>
        <span className={`text-13 ${status === 'up' ? 'text-ink-3' : MARK_TEXT[status]}`}>
          {MARK_WORDS[status]}
          {sinceMs > 0 && (
            <span className="text-ink-3">
              , <Age since={sinceMs} />
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}

const TONE: Readonly<Record<DayHealth, Day['tone']>> = { up: 'up', degraded: 'degraded', down: 'down', unknown: 'unknown' }
const SAID: Readonly<Record<DayHealth, string>> = {
  up: 'safe all day',
  degraded: 'under strain',
  down: 'at risk',
  unknown: 'not declared yet',
}
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

function History({ history: { days, months, availability, coversMs }, deal }: { history: OpportunityHistory; deal: OpportunityRow }) {
  const every = deal.target === 1
  return (
    <>
      <Section
        className="mt-8"
        title="How it went"
        note={`${days.length} days${availability.ratio === null ? '' : `; ${percentOf(availability.ratio)} % ${coversMs < 30 * DAY ? 'since it was declared' : 'of the last 30'}`}`}
        state={{ kind: 'ready' }}
      >
        <DayBars
          label={`${deal.title} over the last ${days.length} days`}
          days={days.map(({ fromMs, health }) => ({ tone: TONE[health], title: `${day(new Date(fromMs), 'UTC')}, ${SAID[health]}` }))}
        />
      </Section>
      <Section
        className="mt-8"
        title="Time lost by month"
        note={deal.target === null ? 'no target declared' : every ? 'target: every minute' : `target: ${percentOf(deal.target)} %`}
        state={{ kind: 'ready' }}
      >
        <table className="w-full text-13">
          <thead className="sr-only">
            <tr>
              <th scope="col">Month</th>
              <th scope="col">Time at risk</th>
            </tr>
          </thead>
          <tbody>
            {months
              .filter(({ declared }) => declared)
              .toReversed()
              .map(({ fromMs, lostMs }) => (
                <tr key={fromMs} className="border-line border-b last:border-b-0">
                  <th scope="row" className="h-9 text-left">
                    {month.format(fromMs)}
                  </th>
                  <td className={`text-right font-medium ${lostMs > 0 ? 'text-status-down' : 'text-ink-3'}`}>
                    {lostMs > 0 ? lostFor(lostMs) : every ? '0, every minute kept' : '0'}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </Section>
    </>
  )
}

const lostFor = (ms: number): string => (ms < 10 * DAY ? formatDuration(ms) : spokenFor(ms))
