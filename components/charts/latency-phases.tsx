'use client'
import { clock, exactClock } from '@/components/ui/format-time'
import { useHydrated } from '@/components/ui/use-hydrated'
import { type Annotation, Annotations } from './annotations'
import { nearest, useCrosshair, useCrosshairHandlers } from './crosshair'
import { type PhasePoint, phaseAreas } from './phase-areas'
import { niceTicks, plain, px, scale, timeTicks } from './scale'
import { useWidth } from './use-width'

export type LatencyPhasesProps = {
  /** The phases from the bottom of the stack to its top. */
  phases: readonly string[]
  /** Oldest first. */
  points: readonly PhasePoint[]
  fromMs: number
  toMs: number
  /** A longer silence than this is a gap, in ms. */
  gapMs: number
  unit?: string | undefined
  limit?: { value: number; label: string } | undefined
  usual?: { value: number; label: string } | undefined
  annotations?: readonly Annotation[] | undefined
  label: string
  height?: number | undefined
  onBrush?: ((fromMs: number, toMs: number) => void) | undefined
}

const FILLS = ['fill-phase-5', 'fill-phase-4', 'fill-phase-3', 'fill-phase-2', 'fill-phase-1']
const SWATCHES = ['bg-phase-5', 'bg-phase-4', 'bg-phase-3', 'bg-phase-2', 'bg-phase-1']
const LEFT = 44
const RIGHT = 8
const FLAGS = 40
const FOOT = 22

/** Where the time of each answer goes, stacked. Failures draw no value but a red cap and a tint; silence is a gap. The readout at the crosshair is the legend. */
export function LatencyPhases({
  phases,
  points,
  fromMs,
  toMs,
  gapMs,
  unit = 'ms',
  limit,
  usual,
  annotations = [],
  label,
  height = 300,
  onBrush,
}: LatencyPhasesProps) {
  const [ref, width] = useWidth(820)
  const plot = { left: LEFT, width: width - LEFT - RIGHT, fromMs, toMs }
  const instants = points.map(({ atMs }) => atMs)
  const { brush, handlers, slider } = useCrosshairHandlers(plot, instants, onBrush)
  const { atMs } = useCrosshair()
  const hydrated = useHydrated()

  const bottom = height - FOOT
  const ticks = niceTicks(Math.max(...points.map(({ values, failed }) => (failed ? 0 : sum(values))), (limit?.value ?? 0) * 1.1, 1), 5)
  const x = scale([fromMs, toMs], [LEFT, LEFT + plot.width])
  const y = scale([0, ticks.at(-1) ?? 1], [bottom, FLAGS])
  const { areas, failures } = phaseAreas(points, phases.length, gapMs, x, y)
  const readAt = atMs ?? instants.at(-1)
  const read = points.find((point) => point.atMs === (readAt === undefined ? undefined : nearest(instants, readAt)))

  return (
    <div ref={ref} className="min-w-0">
      <Readout phases={phases} point={read} unit={unit} />
      <div
        {...slider(label, read && `${exactClock(new Date(read.atMs))}, ${read.failed ? 'failed' : `${plain(sum(read.values))} ${unit}`}`)}
        className="relative touch-pan-y"
        style={{ height }}
        {...handlers}
      >
        <svg aria-hidden width={width} height={height} className="absolute inset-0 overflow-visible">
          {ticks.map((tick, place) => (
            <g key={tick}>
              <path d={`M${LEFT} ${px(y(tick))}H${LEFT + plot.width}`} className={tick === 0 ? 'stroke-line-3' : 'stroke-line'} />
              <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="fill-ink-3 font-mono text-11">
                {plain(tick)}
              </text>
              {place === ticks.length - 1 && (
                <text x={LEFT - 8} y={y(tick) - 12} textAnchor="end" className="fill-ink-3 text-12">
                  {unit}
                </text>
              )}
            </g>
          ))}
          {failures.map(([left, right]) => (
            <g key={left}>
              <path d={`M${px(left)} ${FLAGS}H${px(right)}V${bottom}H${px(left)}Z`} className="fill-fill-down/7" />
              <path d={`M${px(left)} ${FLAGS + 3.5}H${px(right)}`} className="stroke-fill-down" strokeWidth="7" strokeDasharray="5 1" />
            </g>
          ))}
          {areas.map((area, place) => (
            <path key={phases[place]} d={area} className={FILLS[place + 5 - phases.length] ?? FILLS[0]} />
          ))}
          {usual && <Rule y={y(usual.value)} {...usual} right={LEFT + plot.width} className="stroke-ink-2" dash="1.5 3" anchor="end" />}
          {limit && (
            <Rule
              y={y(limit.value)}
              {...limit}
              right={LEFT + plot.width}
              className="stroke-status-degraded"
              text="fill-status-degraded"
              anchor="start"
            />
          )}
          <Annotations
            annotations={annotations.filter((each) => each.atMs >= fromMs && each.atMs <= toMs)}
            x={x}
            top={2}
            bottom={bottom}
            right={width}
          />
          {hydrated &&
            timeTicks(fromMs, toMs, Math.max(Math.floor(plot.width / 90), 2)).map((tick) => (
              <text key={tick} x={x(tick)} y={height - 6} textAnchor="middle" className="fill-ink-3 font-mono text-11">
                {clock(new Date(tick))}
              </text>
            ))}
          {brush && <path d={`M${x(brush[0])} ${FLAGS}H${x(brush[1])}V${bottom}H${x(brush[0])}Z`} className="fill-accent/14" />}
          {atMs !== undefined && read && (
            <Cross
              x={x(read.atMs)}
              y={read.failed ? undefined : y(sum(read.values))}
              bottom={bottom}
              says={exactClock(new Date(read.atMs))}
              width={width}
            />
          )}
        </svg>
      </div>
    </div>
  )
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function Readout({ phases, point, unit }: { phases: readonly string[]; point: PhasePoint | undefined; unit: string }) {
  return (
    <p className="flex min-h-6 flex-wrap items-baseline justify-end gap-x-4 text-12 text-ink-2" aria-live="off">
      {phases.map((phase, place) => (
        <span key={phase} className="inline-flex items-baseline gap-1.5">
          <span aria-hidden className={`size-2 ${SWATCHES[place + 5 - phases.length] ?? SWATCHES[0]}`} />
          {phase} <span className="font-medium text-ink">{point && !point.failed ? plain(point.values[place] ?? 0) : '–'}</span>
        </span>
      ))}
      <span className="min-w-16 text-right font-medium text-ink">
        {point ? point.failed ? <span className="text-status-down">failed</span> : `= ${plain(sum(point.values))} ${unit}` : ''}
      </span>
    </p>
  )
}

function Rule({
  y,
  label,
  right,
  className,
  text = 'fill-ink-2',
  dash,
  anchor,
}: {
  y: number
  label: string
  right: number
  className: string
  text?: string
  dash?: string
  anchor: 'start' | 'end'
}) {
  return (
    <g>
      <path d={`M${LEFT} ${px(y)}H${right}`} className={className} strokeDasharray={dash} strokeWidth={dash ? 1.25 : 1.5} />
      <text x={anchor === 'start' ? LEFT + 8 : right - 2} y={y - 5} textAnchor={anchor} className={`halo text-12 ${text}`}>
        {label}
      </text>
    </g>
  )
}

/** The crosshair with its time chip. */
export function Cross({ x, y, bottom, says, width }: { x: number; y?: number | undefined; bottom: number; says: string; width: number }) {
  const chip = Math.min(Math.max(x, 32), width - 32)
  return (
    <g>
      <path d={`M${px(x)} ${FLAGS - 8}V${bottom}`} className="stroke-accent" />
      {y !== undefined && <circle cx={x} cy={y} r="3.5" className="fill-page stroke-accent" strokeWidth="1.75" />}
      <rect x={chip - 31} y={bottom + 4} width="62" height="17" rx="3" className="fill-accent" />
      <text x={chip} y={bottom + 16} textAnchor="middle" className="fill-page font-mono text-11">
        {says}
      </text>
    </g>
  )
}
