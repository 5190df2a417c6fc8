'use client'
import { useCrosshair } from './crosshair'
import { px, scale } from './scale'
import { TONE_FILL, type Tone } from './tone'
import { useWidth } from './use-width'

export type ResultStripProps = {
  /** Oldest first, at their own instants; what is missing stays free. */
  results: readonly { atMs: number; tone: Tone }[]
  fromMs: number
  toMs: number
  /** ms between two results, which is the width of a mark */
  everyMs: number
  label: string
  name?: string | undefined
}

const LEFT = 44
const RIGHT = 8
const HEIGHT = 18

/** Every result on the time axis of the charts above, by status: quiet when up, full height when down. */
export function ResultStrip({ results, fromMs, toMs, everyMs, label, name = 'result' }: ResultStripProps) {
  const [ref, width] = useWidth(820)
  const { atMs } = useCrosshair()
  const x = scale([fromMs, toMs], [LEFT, width - RIGHT])
  const mark = Math.max(x(fromMs + everyMs) - x(fromMs) - 1, 1)
  const paths: Partial<Record<Tone, string>> = {}
  for (const { atMs: at, tone } of results) {
    const tall = tone === 'down' ? HEIGHT : HEIGHT * 0.55
    paths[tone] = `${paths[tone] ?? ''}M${px(x(at) - mark / 2)} ${(HEIGHT - tall) / 2}h${px(mark)}v${tall}h${px(-mark)}z`
  }
  return (
    <div ref={ref} className="min-w-0">
      <svg role="img" aria-label={label} width={width} height={HEIGHT} className="block overflow-visible">
        <text x={LEFT - 8} y={13} textAnchor="end" className="fill-ink-3 font-mono text-11">
          {name}
        </text>
        {Object.entries(paths).map(([tone, path]) => (
          <path key={tone} d={path} className={TONE_FILL[tone as Tone]} />
        ))}
        {atMs !== undefined && <path d={`M${px(x(atMs))} -4V${HEIGHT + 4}`} className="stroke-accent" />}
      </svg>
    </div>
  )
}
