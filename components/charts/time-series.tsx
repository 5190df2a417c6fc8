'use client'
import { clock, exactClock } from '@/components/ui/format-time'
import { useHydrated } from '@/components/ui/use-hydrated'
import { type Annotation, Annotations } from './annotations'
import { nearest, useCrosshair, useCrosshairHandlers } from './crosshair'
import { niceTicks, plain, px, scale, timeTicks } from './scale'
import { useWidth } from './use-width'

export type TimeSeriesProps = {
  /** Oldest first; an undefined value is a gap. */
  points: readonly { atMs: number; value: number | undefined }[]
  fromMs: number
  toMs: number
  /** A longer silence than this is a gap, in ms. */
  gapMs?: number | undefined
  unit: string
  label: string
  limit?: { value: number; label: string } | undefined
  /** A forecast as a band around its median, and what it says. */
  forecast?: { points: readonly { atMs: number; low: number; median: number; high: number }[]; label: string } | undefined
  annotations?: readonly Annotation[] | undefined
  height?: number | undefined
}

const LEFT = 44
const RIGHT = 8
const FOOT = 20

/** One line over time on the crosshair of its group, with its limit as a named rule and a forecast as a violet band. */
export function TimeSeries({
  points,
  fromMs,
  toMs,
  gapMs = Number.POSITIVE_INFINITY,
  unit,
  label,
  limit,
  forecast,
  annotations = [],
  height = 130,
}: TimeSeriesProps) {
  const [ref, width] = useWidth(820)
  const plot = { left: LEFT, width: width - LEFT - RIGHT, fromMs, toMs }
  const instants = points.map(({ atMs }) => atMs)
  const { handlers, slider } = useCrosshairHandlers(plot, instants)
  const { atMs } = useCrosshair()
  const hydrated = useHydrated()
  const bottom = height - FOOT
  const top = 14
  const ticks = niceTicks(
    Math.max(...points.map(({ value }) => value ?? 0), limit?.value ?? 0, ...(forecast?.points.map(({ high }) => high) ?? []), 1e-9),
    3,
  )
  const x = scale([fromMs, toMs], [LEFT, LEFT + plot.width])
  const y = scale([0, ticks.at(-1) ?? 1], [bottom, top])
  const path = points
    .map(({ atMs: at, value }, place) => {
      const before = points[place - 1]
      if (value === undefined) return ''
      return `${before?.value === undefined || at - before.atMs > gapMs ? 'M' : 'L'}${px(x(at))} ${px(y(value))}`
    })
    .join('')
  const last = points.findLast(({ value }) => value !== undefined)
  const read = atMs === undefined ? undefined : points.find((point) => point.atMs === nearest(instants, atMs))
  const band = forecast?.points ?? []
  return (
    <div ref={ref} className="min-w-0">
      <div
        {...slider(label, read?.value === undefined ? undefined : `${exactClock(new Date(read.atMs))}, ${plain(read.value)} ${unit}`)}
        className="relative touch-pan-y"
        style={{ height }}
        {...handlers}
      >
        <svg aria-hidden width={width} height={height} className="absolute inset-0 overflow-visible" fill="none">
          {ticks.map((tick, place) => (
            <g key={tick}>
              <path d={`M${LEFT} ${px(y(tick))}H${LEFT + plot.width}`} className={tick === 0 ? 'stroke-line-3' : 'stroke-line'} />
              <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="fill-ink-3 font-mono text-11">
                {plain(tick)}
                {place === ticks.length - 1 ? ` ${unit}` : ''}
              </text>
            </g>
          ))}
          {band.length > 1 && (
            <>
              <path
                d={`M${[...band.map(({ atMs: at, high }) => `${px(x(at))} ${px(y(high))}`), ...band.toReversed().map(({ atMs: at, low }) => `${px(x(at))} ${px(y(low))}`)].join('L')}Z`}
                className="fill-fill-predicted/15"
              />
              <path
                d={`M${band.map(({ atMs: at, median }) => `${px(x(at))} ${px(y(median))}`).join('L')}`}
                className="stroke-fill-predicted"
                strokeWidth="1.5"
                strokeDasharray="5 3"
              />
              <text
                x={x(band[0]?.atMs ?? fromMs) - 8}
                y={y(band[0]?.median ?? 0) - 10}
                textAnchor="end"
                className="halo fill-status-predicted text-12"
              >
                {forecast?.label}
              </text>
            </>
          )}
          {limit && (
            <g>
              <path d={`M${LEFT} ${px(y(limit.value))}H${LEFT + plot.width}`} className="stroke-status-degraded" strokeWidth="1.5" />
              <text x={LEFT + 8} y={y(limit.value) - 5} className="halo fill-status-degraded text-12">
                {limit.label}
              </text>
            </g>
          )}
          <path d={path} className="stroke-ink" strokeWidth="1.5" strokeLinejoin="round" />
          {last && <circle cx={x(last.atMs)} cy={y(last.value ?? 0)} r="2.5" className="fill-ink" />}
          <Annotations annotations={annotations} x={x} top={0} bottom={bottom} right={width} />
          {atMs !== undefined && <path d={`M${px(x(atMs))} 0V${bottom}`} className="stroke-accent" />}
          {read?.value !== undefined && (
            <>
              <circle cx={x(read.atMs)} cy={y(read.value)} r="3.5" className="fill-page stroke-accent" strokeWidth="1.75" />
              <text
                x={x(read.atMs) + (x(read.atMs) > width - 90 ? -8 : 8)}
                y={y(read.value) - 6}
                textAnchor={x(read.atMs) > width - 90 ? 'end' : 'start'}
                className="halo fill-ink font-medium text-12"
              >
                {plain(read.value)} {unit}
              </text>
            </>
          )}
          {hydrated &&
            timeTicks(fromMs, toMs, Math.max(Math.floor(plot.width / 90), 2)).map((tick) => (
              <text key={tick} x={x(tick)} y={height - 5} textAnchor="middle" className="fill-ink-3 font-mono text-11">
                {clock(new Date(tick))}
              </text>
            ))}
        </svg>
      </div>
    </div>
  )
}
