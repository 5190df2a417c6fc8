import clsx from 'clsx'
import type { Tone } from './tone'

export type Day = {
  tone: Tone
  /** On hover, and read out: `22 Sep, 26 min down`. */
  title: string
  /** Written under the bar; for a component that is out. */
  label?: string | undefined
}

export type DayBarsProps = { days: readonly Day[]; label: string; height?: number | undefined }

const TALL: Record<Tone, string> = { up: '64%', degraded: '82%', down: '100%', unknown: '64%', maintenance: '45%', predicted: '64%' }
const FILL: Record<Tone, string> = {
  up: 'bg-quiet-up',
  degraded: 'bg-quiet-degraded',
  down: 'bg-status-down',
  unknown: 'border border-dashed border-line-3',
  maintenance: 'bg-fill-maintenance',
  predicted: 'bg-fill-predicted',
}

/** One bar a day, the last at the right; what was not well is taller. The width is shared, so that ninety days also fit a phone. */
export function DayBars({ days, label, height = 30 }: DayBarsProps) {
  const at = (place: number) => ((place + 0.5) / days.length) * 100
  const labelled = days.flatMap(({ label: name, tone }, place) => (name ? [{ name, tone, place }] : []))
  return (
    <div>
      <ol aria-label={label} className="flex items-end gap-[1.5px] max-md:gap-px" style={{ height }}>
        {days.map(({ tone, title }) => (
          <li key={title} title={title} className="flex h-full flex-1 items-end">
            <span className={clsx('w-full rounded-[1px]', FILL[tone])} style={{ height: TALL[tone] }} />
            <span className="sr-only">{title}</span>
          </li>
        ))}
      </ol>
      {labelled.length > 0 && (
        <p aria-hidden className="relative h-5 text-12 max-md:hidden">
          {labelled.map(({ name, tone, place }) => (
            <span
              key={place}
              className={clsx(
                'absolute top-1 whitespace-nowrap',
                place === days.length - 1 && tone === 'down' ? 'text-status-down' : 'text-ink-3',
              )}
              style={{ left: `${at(place)}%`, transform: `translateX(${at(place) > 96 ? -100 : at(place) < 4 ? 0 : -50}%)` }}
            >
              {name}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
