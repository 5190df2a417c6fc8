import { HealthTicks } from '@/components/charts/health-ticks'
import type { Tone } from '@/components/charts/tone'
import { mean, moved } from '@/components/impact/words'
import { Section } from '@/components/ui/section'
import { Tooltip } from '@/components/ui/tooltip'
import type { Deduction, HealthScore } from '@/server/impact/rules/health-score'
import { KPI_DEFINITIONS, type Kpis, trend } from '@/server/incidents/rules/kpis'
import type { Section as Part } from '@/server/views/model'
import type { Period } from '@/server/views/rules/history'

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const NAMES: Readonly<Record<keyof Kpis, string>> = { detect: 'Time to notice', acknowledge: 'Time to answer', repair: 'Time to repair' }
const TONES: Readonly<Record<Deduction['because'], Tone>> = { down: 'down', degraded: 'degraded', blind: 'unknown', emergency: 'down' }
const WHY: Readonly<Record<Deduction['because'], string>> = {
  down: 'failing',
  degraded: 'slow',
  blind: 'not seen',
  emergency: 'unanswered emergency',
}
const NAMED = 3

/** How healthy all is now, with its arithmetic, and how fast failures were noticed, answered and repaired. */
export function ThisMonth({ period, score, now }: { period: Part<Period>; score: HealthScore | null; now: Date }) {
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
  return (
    <Section title={month.format(now)} note={`against ${month.format(before)}`} state={{ kind: 'ready' }}>
      {score && <Score score={score} />}
      {period.kind === 'missing' ? (
        <p className="py-2 text-13 text-ink-2">{period.says}</p>
      ) : (
        <dl className="text-13">
          {(['detect', 'acknowledge', 'repair'] as const).map((key) => (
            <Row key={key} kpi={key} period={period.value} />
          ))}
        </dl>
      )}
    </Section>
  )
}

function Score({ score: { score, deductions } }: { score: HealthScore }) {
  const shown = deductions.filter(({ points }) => points > 0)
  const rest = shown.slice(NAMED).reduce((sum, { points }) => sum + points, 0)
  return (
    <div className="pb-2">
      <p className="flex min-h-8 items-baseline justify-between py-1 text-13">
        <span>Health score</span>
        <span>
          <span className="font-medium">{score}</span> <span className="text-ink-3">of 100</span>
        </span>
      </p>
      <HealthTicks
        height={12}
        lost={shown.map(({ points, because, title }) => ({ points, tone: TONES[because], label: `${title} ${WHY[because]}` }))}
      />
      {shown.length > 0 && (
        <details className="pt-1.5 text-12">
          <summary className="text-ink-3 max-md:min-h-11">
            {shown.slice(0, NAMED).map(({ title, points, because }) => (
              <span key={`${title}${because}`} className={because === 'down' || because === 'emergency' ? 'mr-2 text-status-down' : 'mr-2'}>
                −{points} {title}
              </span>
            ))}
            {rest > 0 && <span>−{rest} other</span>}
          </summary>
          <ul className="pt-1 font-mono text-ink-2">
            <li>100 of 100, all weights together</li>
            {shown.map(({ title, points, because, product }) => (
              <li key={`${title}${because}`}>
                −{points} {title}, {WHY[because]} ({product})
              </li>
            ))}
            <li>= {score}</li>
          </ul>
        </details>
      )}
    </div>
  )
}

function Row({ kpi, period: { now, before } }: { kpi: keyof Kpis; period: Period }) {
  const { meanMs, incidents } = now[kpi]
  const by = trend(now[kpi], before[kpi])
  return (
    <div className="flex min-h-8 items-baseline gap-3 py-1">
      <dt className="flex-1">
        <Tooltip says={`${KPI_DEFINITIONS[kpi]} ${incidents === 0 ? '' : `Mean of ${incidents}.`}`}>
          <button
            type="button"
            className="cursor-help whitespace-nowrap text-left max-md:-my-3 max-md:min-h-11 decoration-dotted underline-offset-4 hover:underline"
          >
            {NAMES[kpi]}
          </button>
        </Tooltip>
      </dt>
      <dd className="whitespace-nowrap font-medium">
        {meanMs === null ? <span className="font-normal text-ink-3">no data yet</span> : mean(meanMs)}
      </dd>
      {by !== null && <dd className="min-w-14 whitespace-nowrap text-right text-12 text-ink-3">{moved(by)}</dd>}
    </div>
  )
}
