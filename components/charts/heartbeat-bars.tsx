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
  const ahead = Array.from(
    { length: count - shown.length },
    (_, place) => `M${place * step} ${height - 1}h${barWidth}v1h${-barWidth}z`,
  ).join('')
  const paths: Partial<Record<Tone, string>> = {}
  shown.forEach(({ tone, level = 0.35 }, place) => {
    const tall = tone === 'up' ? Math.max(MIN_UP_PX, Math.min(level, 1) * TALL.up * height) : TALL[tone] * height
    paths[tone] =
      (paths[tone] ?? '') +
      (tone === 'maintenance' ? rules(left(place), barWidth, height) : bar(left(place), height - tall, barWidth, tall, tone === 'unknown'))
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
      {ahead && <path d={ahead} className="fill-line-2" />}
      {paths.up && <path d={paths.up} className="fill-fill-up" />}
      {paths.degraded && <path d={paths.degraded} className="fill-fill-degraded" />}
      {paths.down && <path d={paths.down} className="fill-fill-down" />}
      {paths.maintenance && <path d={paths.maintenance} className="fill-fill-maintenance" />}
      {paths.predicted && <path d={paths.predicted} className="fill-fill-predicted" />}
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

const round = (value: number) => Math.round(value * 2) / 2
const bar = (x: number, y: number, width: number, tall: number, hollow: boolean) =>
  hollow
    ? `M${x + 0.5} ${round(y) + 0.5}h${width - 1}v${round(tall) - 1}h${1 - width}z`
    : `M${x} ${round(y)}h${width}v${round(tall)}h${-width}z`
const rules = (x: number, width: number, height: number) =>
  [0.45, 0.16].map((share) => `M${x} ${Math.round(height * (1 - share))}h${width}v2h${-width}z`).join('')
