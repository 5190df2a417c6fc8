import type { Tone } from './tone'

/** One result. `level` is 0..1 of the threshold and counts only while it is up. */
export type Beat = { tone: Tone; level?: number | undefined }

export type HeartbeatBarsProps = {
  /** Oldest first; the newest stands at the right edge, and of those that are still missing only the place is drawn. */
  beats: readonly Beat[]
  /** Said to who cannot see it: `60 results, the last 13 down`. */
  label: string
  count?: number | undefined
  /** px: 14 in a child row, 16 in a table, 18 in an incident, 24 in the matrix */
  height?: number | undefined
  barWidth?: number | undefined
  gap?: number | undefined
  /** Which bar is under the cursor, counted from the oldest shown. */
  marked?: number | undefined
}

/** Share of the height that each status takes; what is up is as tall as it is slow, up to 70 %. */
const TALL: Record<Tone, number> = { up: 0.7, degraded: 0.78, down: 1, unknown: 0.55, maintenance: 0.45, predicted: 0.55 }
const MIN_UP_PX = 3

/** The last results as bars, so that shape alone tells the status. One path per status keeps a table of thousands light. */
export function HeartbeatBars({ beats, label, count = 60, height = 16, barWidth = 4, gap = 1, marked }: HeartbeatBarsProps) {
  const shown = beats.slice(-count)
  const step = barWidth + gap
  const left = (place: number) => (count - shown.length + place) * step
  const paths: Partial<Record<Tone, string>> = {}
  shown.forEach(({ tone, level = 0.35 }, place) => {
    const tall = tone === 'up' ? Math.max(MIN_UP_PX, Math.min(level, 1) * TALL.up * height) : TALL[tone] * height
    paths[tone] =
      (paths[tone] ?? '') +
      (tone === 'maintenance'
        ? rules(left(place), barWidth, height)
        : tone === 'unknown'
          ? hollow(left(place), height - tall, barWidth, tall)
          : `M${left(place) + barWidth / 2} ${height}V${half(height - tall)}`)
  })
  return (
    <svg
      role="img"
      aria-label={label}
      width={count * step - gap}
      height={height}
      viewBox={`0 0 ${count * step - gap} ${height}`}
      className="block max-w-full shrink-0"
      shapeRendering="crispEdges"
    >
      {shown.length < count && (
        <path d={`M0 ${height - 0.5}H${left(0) - gap}`} className="stroke-line-2" strokeWidth="1" strokeDasharray={`${barWidth} ${gap}`} />
      )}
      {paths.up && <path d={paths.up} className="stroke-fill-up" strokeWidth={barWidth} />}
      {paths.degraded && <path d={paths.degraded} className="stroke-fill-degraded" strokeWidth={barWidth} />}
      {paths.down && <path d={paths.down} className="stroke-fill-down" strokeWidth={barWidth} />}
      {paths.maintenance && <path d={paths.maintenance} className="fill-fill-maintenance" />}
      {paths.predicted && <path d={paths.predicted} className="stroke-fill-predicted" strokeWidth={barWidth} />}
      {paths.unknown && <path d={paths.unknown} className="fill-none stroke-fill-unknown" strokeWidth="1" />}
      {marked !== undefined && marked < shown.length && (
        <path
          d={`M${left(marked) - 0.5} 0h${barWidth + 1}v${height}h${-barWidth - 1}z`}
          className="fill-none stroke-accent"
          strokeWidth="1"
        />
      )}
    </svg>
  )
}

const half = (value: number) => Math.round(value * 2) / 2
const hollow = (x: number, y: number, width: number, tall: number) =>
  `M${x + 0.5} ${half(y) + 0.5}h${width - 1}v${half(tall) - 1}h${1 - width}z`
const rules = (x: number, width: number, height: number) =>
  [0.45, 0.16].map((share) => `M${x} ${Math.round(height * (1 - share))}h${width}v2h${-width}z`).join('')
