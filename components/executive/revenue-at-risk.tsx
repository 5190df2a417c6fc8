import clsx from 'clsx'
import Link from 'next/link'
import { Waterline } from '@/components/charts/waterline'
import { WaterlineCalm } from '@/components/charts/waterline-calm'
import { anHour, gaugeOf, scaleTo } from '@/components/impact/gauge'
import { between, several, spokenFor } from '@/components/impact/words'
import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import type { Mark } from '@/components/marks/status'
import { MARK_TEXT } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Amount, Headline as Figure } from '@/components/ui/amount'
import { clock, day } from '@/components/ui/format-time'
import { useHydrated } from '@/components/ui/use-hydrated'
import { type Headline, saysSlow } from '@/server/impact/rules/headline'
import type { OpportunityRow, RiskState } from '@/server/impact/rules/risk-state'
import { DAY, formatDuration } from '@/server/kernel/duration'
import type { Section } from '@/server/views/model'
import type { DayLoad } from '@/server/views/rules/history'

type Size = 'page' | 'wall'
export type RevenueAtRiskProps = {
  risk: RiskState
  told: Headline
  now: Date
  days: Section<readonly DayLoad[]>
  deals: readonly OpportunityRow[]
  size: Size
  onOpen: ((part: string) => void) | undefined
}

/** One sentence and one figure, standing on the line. */
export function RevenueAtRisk({ risk, told, now, days, deals, size, onOpen }: RevenueAtRiskProps) {
  const limitMinor = risk.waterlinePerHourMinor
  switch (told.mood) {
    case 'risk':
      return limitMinor === null || told.perHourMinor === 0 ? (
        <Plain above={<AtRisk told={told} size={size} />} below={<Facts told={told} now={now} size={size} onOpen={onOpen} />} />
      ) : (
        <Gauge risk={risk} told={told} now={now} limitMinor={limitMinor} size={size} onOpen={onOpen} />
      )
    case 'failing':
      return (
        <Plain
          above={<Failing told={told} money={risk.declared.streams + risk.declared.opportunities > 0} size={size} />}
          below={<Facts told={told} now={now} size={size} onOpen={onOpen} />}
        />
      )
    case 'calm':
      return limitMinor === null || days.kind === 'missing' ? (
        <Plain above={<Calm risk={risk} deals={deals} now={now} size={size} />} />
      ) : (
        <CalmGauge risk={risk} days={days.value} deals={deals} now={now} limitMinor={limitMinor} size={size} />
      )
    case 'unseen':
      return (
        <Plain
          above={
            <Said mark="unknown" kicker="Not everything can be seen" sentence={told.sentence} size={size} after={unseenFor(risk, now)} />
          }
        />
      )
    case 'nothing-watched':
      return (
        <Plain
          above={
            <Said
              mark="unknown"
              kicker="Nothing is watched yet"
              sentence="Say what to watch, and what depends on it."
              size={size}
              after="Services, checks and what they are worth to the business are declared here, in plimsoll.yaml, or by the API."
            />
          }
        />
      )
  }
}

const unseenFor = ({ blindSinceMs }: RiskState, now: Date): string =>
  blindSinceMs === null
    ? 'What cannot be seen is counted as neither working nor failing.'
    : `Plimsoll has had no connection of its own for ${spokenFor(now.getTime() - blindSinceMs)}. What is shown is what it last knew.`

function Kicker({ mark, size, children, note }: { mark: Mark; size: Size; children: string; note?: string | undefined }) {
  return (
    <p className={clsx('flex flex-wrap items-center gap-x-2', size === 'wall' ? 'text-[22px] leading-8' : 'text-13')}>
      <StatusGlyph mark={mark} size={size === 'wall' ? 26 : 15} />
      <span className={clsx('font-medium', MARK_TEXT[mark])}>{children}</span>
      {note && size === 'page' && <span className="text-ink-3">{note}</span>}
    </p>
  )
}

function AtRisk({ told, size }: { told: Headline; size: Size }) {
  const { currency, figureMinor, range } = told
  const estimated = range.highMinor - range.lowMinor >= 1
  const note = estimated
    ? `estimate, ${between({ amountMinor: range.lowMinor, currency }, { amountMinor: range.highMinor, currency })}`
    : 'the full value of the deals'
  return (
    <>
      <Kicker mark="down" size={size} note={note}>
        Revenue at risk
      </Kicker>
      <p className={size === 'wall' ? 'mt-2' : 'mt-1'}>
        <Figure money={{ amountMinor: figureMinor, currency }} size={size === 'wall' ? 'wall' : 72} ticks />
      </p>
      {size === 'page' && <Sentence told={told} className="mt-4 text-28 max-md:text-20" />}
    </>
  )
}

/** The sentence of the page, and the way to the incident that it is about. */
function Sentence({ told: { sentence, leading }, className }: { told: Headline; className: string }) {
  return (
    <h1 className={clsx('max-w-[24ch] text-balance font-medium', HALO, className)}>
      {leading ? (
        <Link href={`/incidents/${leading.id}`} className="decoration-1 underline-offset-4 hover:underline">
          {sentence}
        </Link>
      ) : (
        sentence
      )}
    </h1>
  )
}

function Failing({ told, money, size }: { told: Headline; money: boolean; size: Size }) {
  return (
    <>
      <Kicker
        mark={told.leading && saysSlow(told.leading.title) ? 'degraded' : 'down'}
        size={size}
        note={money ? 'no revenue and no opportunity depends on it' : undefined}
      >
        {`${several(told.openIncidents, 'incident')} open`}
      </Kicker>
      <Sentence told={told} className="mt-3 text-44 max-md:text-28" />
    </>
  )
}

function Said({ mark, kicker, sentence, after, size }: { mark: Mark; kicker: string; sentence: string; after: string; size: Size }) {
  return (
    <>
      <Kicker mark={mark} size={size}>
        {kicker}
      </Kicker>
      <h1 className="mt-3 max-w-[28ch] text-balance font-medium text-44 max-md:text-28">{sentence}</h1>
      <p className="mt-3 max-w-[60ch] text-16 text-ink-2">{after}</p>
    </>
  )
}

function Calm({ risk, deals, now, size }: { risk: RiskState; deals: readonly OpportunityRow[]; now: Date; size: Size }) {
  const { tiers } = risk.services
  const total = deals.reduce((sum, { valueMinor, basePerMinor }) => sum + valueMinor * (basePerMinor ?? 0), 0)
  const strained = deals.filter(({ stake }) => stake === 'strain')
  const wall = size === 'wall'
  return (
    <>
      <Kicker mark="up" size={size} note={`${several(tiers[1] + tiers[2] + tiers[3], 'service')}, ${several(risk.checks, 'check')}`}>
        All well
      </Kicker>
      <h1
        className={clsx(
          '-ml-0.5 mt-3 font-medium',
          'md:whitespace-nowrap',
          wall ? 'text-[112px] leading-[112px] tracking-[-0.05em]' : 'text-72 max-md:text-44',
        )}
      >
        Nothing is at risk.
      </h1>
      <div className={clsx('mt-4 text-ink-2', 'lg:whitespace-nowrap', wall ? 'text-[32px] leading-10' : 'text-20 max-md:text-16')}>
        {risk.calmSinceMs !== null && <p>For {spokenFor(now.getTime() - risk.calmSinceMs)}.</p>}
        {deals.length > 0 && (
          <p>
            <Amount money={{ amountMinor: Math.round(total), currency: risk.base }} /> of opportunities {deals.length === 1 ? 'is' : 'are'}{' '}
            open
            {strained.length === 0
              ? ', and every journey they depend on works.'
              : `; ${strained.map(({ title }) => title).join(', ')} under strain.`}
          </p>
        )}
      </div>
    </>
  )
}

function Plain({ above, below }: { above: React.ReactNode; below?: React.ReactNode }) {
  return (
    <div className="pt-2">
      <div className="pb-6">{above}</div>
      <div aria-hidden className="h-[1.5px] bg-ink" />
      {below && <div className="pt-4">{below}</div>}
    </div>
  )
}

/** Since when, who is on it, when it is likely to end. */
function Facts({ told, size, onOpen }: { told: Headline; now: Date; size: Size; onOpen: ((part: string) => void) | undefined }) {
  const { sinceMs, onIt, likelyEnd, overdue, customers, leading } = told
  const slow = leading && saysSlow(leading.title)
  return (
    <dl
      className={clsx(
        'flex flex-wrap gap-x-6 gap-y-3 text-16 max-md:gap-y-2 max-md:text-14 min-[87.5rem]:w-max min-[87.5rem]:flex-nowrap',
        HALO,
      )}
    >
      {sinceMs !== null && (
        <Fact name={slow ? 'Slow since' : 'Failing since'}>
          <Time at={sinceMs} form="clock" />, <Age since={sinceMs} />
        </Fact>
      )}
      {leading && <Fact name="On it">{onIt ?? <span className="text-status-down">nobody yet</span>}</Fact>}
      {likelyEnd && leading && (
        <Fact name={overdue ? 'Late; now likely to end' : 'Likely to end'}>
          <Time at={likelyEnd.endsAtMs} form="clock" />{' '}
          <span className="font-normal text-ink-3">
            <Time at={likelyEnd.earliestAtMs} form="clock" /> to <Time at={likelyEnd.latestAtMs} form="clock" />
          </span>
        </Fact>
      )}
      {customers !== null && customers > 0 && size === 'page' && (
        <Fact name="Customers affected">
          {onOpen ? (
            <button
              type="button"
              onClick={() => onOpen('customers')}
              className="font-medium underline-offset-4 hover:underline text-left max-md:-my-3 max-md:min-w-11 max-md:py-3"
            >
              {customers.toLocaleString('en-GB')}
            </button>
          ) : (
            customers.toLocaleString('en-GB')
          )}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-13 text-ink-3">{name}</dt>
      <dd className="whitespace-nowrap font-medium">{children}</dd>
    </div>
  )
}

/** Text stands on the gauge; what was lost earlier may lie behind it. */
const HALO = '[text-shadow:0_0_3px_var(--color-page),0_0_3px_var(--color-page),0_0_6px_var(--color-page)]'

const PAGE_PX = 230
const WALL_PX = 500
/** What stands above and below the gauge on a wall takes 570 px; the rest of a lower screen is the gauge's. */
const WALL_FITS = 'clamp(280px, calc(100dvh - 570px), 500px)'
const CALM_WALL_FITS = 'clamp(280px, calc(100dvh - 400px), 640px)'

type GaugeProps = {
  risk: RiskState
  told: Headline
  now: Date
  limitMinor: number
  size: Size
  onOpen: ((part: string) => void) | undefined
}

function Gauge({ risk, told, now, limitMinor, size, onOpen }: GaugeProps) {
  const zone = useHydrated() ? undefined : 'UTC'
  const { currency, perHourMinor, parts } = told
  const { latestMs, ...gauge } = gaugeOf(risk, told, now.getTime(), limitMinor, size === 'wall')
  const over = perHourMinor - limitMinor
  const long = now.getTime() - gauge.sinceMs > DAY
  const say = (ms: number) => (long ? `${day(new Date(ms), zone)} ${clock(new Date(ms), zone)}` : clock(new Date(ms), zone))
  const end = gauge.likelyEndMs
  return (
    <Waterline
      {...gauge}
      size={size}
      height={size === 'wall' ? WALL_PX : PAGE_PX}
      fits={size === 'wall' ? WALL_FITS : undefined}
      label={`Loss over time: ${anHour(perHourMinor, currency)} now, the line is at ${anHour(limitMinor, currency)}`}
      limit={{ value: limitMinor, label: 'The line', note: anHour(limitMinor, currency) }}
      unit="an hour"
      load={{ label: anHour(perHourMinor, currency), ...(over > 0 && { note: `${anHour(over, currency)} above the line` }) }}
      ahead={end === undefined ? undefined : { figure: amountOf(parts.further.shownMinor, currency), rest: `more by ${say(end)}` }}
      times={[
        { atMs: gauge.fromMs, label: say(gauge.fromMs) },
        { atMs: gauge.sinceMs, label: say(gauge.sinceMs), align: 'end' },
        { atMs: now.getTime(), label: `${clock(now, zone)} now`, strong: true },
        ...(end === undefined ? [] : [{ atMs: end, label: say(end) }]),
        ...(latestMs > now.getTime() ? [{ atMs: latestMs, label: say(latestMs) }] : []),
      ]}
      above={<AtRisk told={told} size={size} />}
      below={
        size === 'wall' ? (
          <Sentence told={told} className="max-w-[26ch] text-[44px] leading-[54px]" />
        ) : (
          <Facts told={told} now={now} size={size} onOpen={onOpen} />
        )
      }
    />
  )
}

const amountOf = (amountMinor: number, currency: string) => between({ amountMinor, currency }, { amountMinor, currency })

type CalmGaugeProps = {
  risk: RiskState
  days: readonly DayLoad[]
  deals: readonly OpportunityRow[]
  now: Date
  limitMinor: number
  size: Size
}

function CalmGauge({ risk, days, deals, now, limitMinor, size }: CalmGaugeProps) {
  const zone = useHydrated() ? undefined : 'UTC'
  const quietDays = risk.calmSinceMs === null ? 0 : Math.min(days.length, Math.floor((now.getTime() - risk.calmSinceMs) / DAY))
  const scale = scaleTo(Math.max(limitMinor, ...days.map(({ peakMinor }) => peakMinor)), limitMinor, risk.base)
  const at = (place: number) => ({ x: place / days.length, label: dayName(days[place], zone) })
  return (
    <WaterlineCalm
      {...scale}
      size={size}
      height={size === 'wall' ? WALL_PX : 200}
      fits={size === 'wall' ? CALM_WALL_FITS : undefined}
      label={`Highest load of each of the last ${days.length} days; the line is at ${anHour(limitMinor, risk.base)}`}
      limit={{ value: limitMinor, label: 'The line', note: anHour(limitMinor, risk.base) }}
      unit="an hour"
      days={days.map(({ fromMs, peakMinor, lastedMs }) => ({
        value: peakMinor,
        label: `${day(new Date(fromMs), 'UTC')}, ${formatDuration(lastedMs)}`,
      }))}
      quiet={
        risk.calmSinceMs === null
          ? undefined
          : {
              days: Math.max(quietDays, 1),
              label: quietDays > 0 ? `still for ${several(quietDays, 'day')}` : `still since ${clock(new Date(risk.calmSinceMs), zone)}`,
            }
      }
      times={[
        at(0),
        at(Math.floor(days.length / 3)),
        at(Math.floor((days.length * 2) / 3)),
        { x: 1, label: `today, ${clock(now, zone)}`, strong: true },
      ]}
      above={
        <>
          <Calm risk={risk} deals={deals} now={now} size={size} />
          <p className={clsx('text-ink-3', size === 'wall' ? 'mt-6 text-20' : 'mt-5 text-13')}>Highest load each day, {days.length} days</p>
        </>
      }
    />
  )
}

const dayName = (of: DayLoad | undefined, zone: string | undefined): string => (of ? day(new Date(of.fromMs), zone ?? 'UTC') : '')
