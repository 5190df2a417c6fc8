'use client'
import { niceTicks, plain, px } from './scale'
import { useWidth } from './use-width'

export type Bin = { from: number; to: number; count: number; failed?: boolean | undefined }

export type DistributionProps = {
  /** Ascending, without holes; bins of failures are drawn in red. */
  bins: readonly Bin[]
  marks: readonly { value: number; label: string }[]
  unit: string
  label: string
  height?: number | undefined
}

const TOP = 26
const FOOT = 20
/** Nearer to its neighbour a tick's number would touch it. */
const TICK_PX = 40

/** How often each value was seen, on a square-root scale across, so that the usual and the worst both have room; percentiles as named rules. */
export function Distribution({ bins, marks, unit, label, height = 140 }: DistributionProps) {
  const [ref, width] = useWidth(400)
  const max = Math.max(...bins.map(({ count }) => count), 1)
  const last = bins.at(-1)?.to ?? 1
  const x = (value: number) => Math.sqrt(Math.max(value, 0) / last) * (width - 2)
  const bottom = height - FOOT
  const y = (count: number) => bottom - (count / max) * (bottom - TOP)
  const ticks = [
    ...new Set([0, last / 50, last / 12, last / 4, last / 2, last].map((value) => (value === 0 ? 0 : (niceTicks(value, 1).at(-1) ?? 0)))),
  ]
    .filter((tick) => tick <= last)
    .filter((tick, place, all) => place === 0 || x(tick) - x(all[place - 1] ?? 0) > TICK_PX)
  return (
    <div ref={ref} className="min-w-0">
      <svg role="img" aria-label={label} width={width} height={height} className="block overflow-visible">
        {bins.map(({ from, to, count, failed }) =>
          count > 0 ? (
            <path
              key={from}
              d={`M${px(x(from) + 0.5)} ${bottom}V${px(Math.min(y(count), bottom - 2))}H${px(Math.max(x(to) - 0.5, x(from) + 2.5))}V${bottom}Z`}
              className={failed ? 'fill-fill-down' : 'fill-phase-2'}
            />
          ) : null,
        )}
        <path d={`M0 ${bottom}H${width}`} className="stroke-line-3" />
        {ticks.map((tick) => (
          <text
            key={tick}
            x={x(tick)}
            y={height - 5}
            textAnchor={tick === 0 ? 'start' : x(tick) > width - 30 ? 'end' : 'middle'}
            className="fill-ink-3 font-mono text-11"
          >
            {plain(tick)}
            {tick === ticks.at(-1) ? ` ${unit}` : ''}
          </text>
        ))}
        {place(marks, x, width).map(({ value, label: name, at, row, anchor }) => (
          <g key={name}>
            <path d={`M${px(at)} ${row * 13 + 12}V${bottom}`} className="stroke-ink" />
            <text
              x={anchor === 'end' ? Math.min(at + 20, width) : at}
              y={row * 13 + 9}
              textAnchor={anchor}
              className="halo fill-ink text-12"
            >
              {name} <tspan className="font-medium">{plain(value)}</tspan>
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

const LABEL_PX = 74
/** Percentiles that read the same share one label, and labels that would touch go on the second row. */
function place(marks: DistributionProps['marks'], x: (value: number) => number, width: number) {
  const ends = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const apart = Map.groupBy(marks, ({ value }) => plain(value))
  return [...apart.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const at = x(first.value)
    const label = same.map((each) => each.label).join(', ')
    const wide = LABEL_PX + (same.length - 1) * 26
    const anchor = at > width - wide ? ('end' as const) : ('start' as const)
    const from = anchor === 'end' ? Math.min(at + 20, width) - wide : at
    const row = from >= (ends[0] ?? 0) ? 0 : from >= (ends[1] ?? 0) ? 1 : (ends[0] ?? 0) <= (ends[1] ?? 0) ? 0 : 1
    ends[row] = from + wide
    return [{ value: first.value, label, at, row, anchor }]
  })
}
