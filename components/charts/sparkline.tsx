import { px } from './scale'
import { TONE_TEXT, type Tone } from './tone'

export type SparklineProps = {
  /** Evenly spaced; a missing value is a gap, never a bridge. */
  values: readonly (number | undefined)[]
  label: string
  /** Ink while all is well; the hue of the status when it is not. */
  tone?: Tone | undefined
  threshold?: number | undefined
  width?: number | undefined
  height?: number | undefined
}

/** So many steps are across at least: the first few results are a short line at the right, not a zigzag over all of it. */
const STEPS = 24

/** A line of a few dozen values from zero up, with a dot where it is now. */
export function Sparkline({ values, label, tone, threshold, width = 84, height = 20 }: SparklineProps) {
  const known = values.filter((value) => value !== undefined)
  const max = Math.max(...known, threshold ?? 0, 1e-9) * 1.1
  const steps = Math.max(values.length, STEPS)
  const x = (place: number) => 2 + ((steps - values.length + place) / (steps - 1)) * (width - 4)
  const y = (value: number) => height - 2 - (value / max) * (height - 4)
  const path = values
    .map((value, place) => (value === undefined ? '' : `${values[place - 1] === undefined ? 'M' : 'L'}${px(x(place))} ${px(y(value))}`))
    .join('')
  const last = values.findLastIndex((value) => value !== undefined)
  const end = values[last]
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      className={`block fill-none ${tone && tone !== 'up' ? TONE_TEXT[tone] : 'text-ink-2'}`}
    >
      {threshold !== undefined && <path d={`M0 ${px(y(threshold))}H${width}`} className="stroke-line-3" strokeDasharray="2 2" />}
      <path d={path} className="stroke-[1.25] stroke-current [stroke-linecap:round] [stroke-linejoin:round]" />
      {end !== undefined && <circle cx={px(x(last))} cy={px(y(end))} r="1.75" fill="currentColor" />}
    </svg>
  )
}

export type HealthLineProps = {
  /** 0..1 per step (1 is well), oldest first; undefined where nothing is known. */
  levels: readonly (number | undefined)[]
  label: string
  width?: number | undefined
  height?: number | undefined
}

/** A level line of health over days: it dips where something was down and ends in red if it still is; dotted where nothing is known. */
export function HealthLine({ levels, label, width = 84, height = 20 }: HealthLineProps) {
  const x = (place: number) => (place / Math.max(levels.length, 1)) * width
  const y = (level: number) => 4 + (1 - level) * (height - 8)
  const path = levels
    .map((level, place) =>
      level === undefined ? '' : `${levels[place - 1] === undefined ? 'M' : 'L'}${px(x(place))} ${px(y(level))}H${px(x(place + 1))}`,
    )
    .join('')
  const unseen = levels.map((level, place) => (level === undefined ? `M${px(x(place))} ${px(y(1))}H${px(x(place + 1))}` : '')).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      fill="none"
      className="block max-w-full"
    >
      <path d={unseen} className="stroke-line-2" strokeDasharray="1 3" />
      <path d={path} className="stroke-status-up" strokeWidth="1.25" />
      {levels.map((level, place) =>
        level !== undefined && level < 0.999 ? (
          <path
            key={x(place)}
            d={`M${px(x(place) - 0.5)} ${px(y(level))}h${px(Math.max(width / levels.length, 2) + 1)}`}
            className={level < 0.5 ? 'stroke-status-down' : 'stroke-status-degraded'}
            strokeWidth="2"
          />
        ) : null,
      )}
    </svg>
  )
}
