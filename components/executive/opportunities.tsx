import Link from 'next/link'
import { HealthLine } from '@/components/charts/sparkline'
import { isOrAre } from '@/components/impact/words'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { STAKE_MARK, STAKE_WORDS } from '@/components/opportunities/stake'
import { Amount } from '@/components/ui/amount'
import { day } from '@/components/ui/format-time'
import { Section } from '@/components/ui/section'
import type { Stake } from '@/server/impact/model'
import type { OpportunityRow } from '@/server/impact/rules/risk-state'
import type { Section as Part } from '@/server/views/model'
import type { DayHealth } from '@/server/views/rules/history'

const LEVELS: Readonly<Record<DayHealth, number | undefined>> = { up: 1, degraded: 0.6, down: 0.12, unknown: undefined }
const LIVE: Readonly<Record<Stake, DayHealth>> = { safe: 'up', strain: 'degraded', risk: 'down' }
const ORDER: readonly Stake[] = ['risk', 'strain', 'safe']

/** The deals, those at risk first: what each is worth, what it depends on, and how that went over thirty days. */
export function Opportunities({
  deals,
  health,
}: {
  deals: readonly OpportunityRow[]
  health: Part<Readonly<Record<string, readonly DayHealth[]>>>
}) {
  const base = deals[0]?.base ?? 'GBP'
  const sum = (list: readonly OpportunityRow[]) => ({
    amountMinor: Math.round(list.reduce((all, { valueMinor, basePerMinor }) => all + valueMinor * (basePerMinor ?? 0), 0)),
    currency: base,
  })
  const atRisk = deals.filter(({ stake }) => stake === 'risk')
  const sorted = deals.toSorted(
    (a, b) =>
      ORDER.indexOf(a.stake) - ORDER.indexOf(b.stake) || b.valueMinor * (b.basePerMinor ?? 0) - a.valueMinor * (a.basePerMinor ?? 0),
  )
  return (
    <Section
      title="Opportunities"
      state={{ kind: 'ready' }}
      note={
        <>
          {atRisk.length === 0 ? 'none' : <Amount money={sum(atRisk)} />} of <Amount money={sum(deals)} /> at risk
        </>
      }
    >
      <ul>
        {sorted.map((deal) => (
          <Row key={deal.id} deal={deal} days={health.kind === 'ready' ? health.value[deal.id] : undefined} />
        ))}
      </ul>
      {health.kind === 'missing' && <p className="pt-2 text-12 text-ink-3">{health.says}</p>}
    </Section>
  )
}

function Row({ deal, days }: { deal: OpportunityRow; days: readonly DayHealth[] | undefined }) {
  const { title, name, stake, because, journeys, nextStep, closesOn, probability, valueMinor, currency } = deal
  const levels = days?.map((health, i) => LEVELS[i === days.length - 1 && LIVE[stake] !== 'up' ? LIVE[stake] : health])
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        href={`/opportunities/${name}`}
        className="grid grid-cols-[15px_minmax(0,1.18fr)_minmax(0,1fr)_60px_minmax(76px,auto)] items-center gap-x-2.5 py-1 hover:bg-nav-on max-md:grid-cols-[15px_minmax(0,1fr)_auto] max-md:min-h-14"
      >
        <StatusGlyph mark={STAKE_MARK[stake]} label={STAKE_WORDS[stake]} />
        <span className="min-w-0">
          <span className="block truncate text-14" title={title}>
            {title}
          </span>
          <span
            className={`block truncate text-12 ${stake === 'risk' ? 'text-status-down' : stake === 'strain' ? 'text-status-degraded' : 'text-ink-3'}`}
          >
            {stake === 'safe'
              ? journeys.map((journey) => journey.title).join(', ')
              : `${because.join(', ')} ${stake === 'risk' ? `${isOrAre(because)} failing` : `${isOrAre(because)} slow or unseen`}`}
          </span>
        </span>
        <span className="min-w-0 max-md:hidden">
          <span className="block truncate text-13" title={nextStep ?? undefined}>
            {nextStep ?? (closesOn ? `Closes ${day(new Date(closesOn), 'UTC')}` : 'no date')}
          </span>
          <span className="block truncate text-12 text-ink-3">
            {nextStep && closesOn && `${day(new Date(closesOn), 'UTC')}, `}
            {Math.round(probability * 100)} % likely
          </span>
        </span>
        <span className="max-md:hidden">
          {levels && <HealthLine levels={levels} label={`${title} over the last ${levels.length} days`} width={60} />}
        </span>
        <Amount money={{ amountMinor: valueMinor, currency }} quietSign className="text-right font-medium text-14" />
      </Link>
    </li>
  )
}
