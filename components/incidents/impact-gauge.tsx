import { useId } from 'react'
import { px } from '@/components/charts/scale'
import { stairs } from '@/components/charts/waterline-domain'
import { Time } from '@/components/live/time'
import { formatCompact } from '@/server/kernel/money'
import type { IncidentImpact } from './impact'

const WIDTH = 280
const HEIGHT = 52

/** The load of one incident over time: solid is lost, hatched is expected until its likely end, the line is what the business can bear. */
export function ImpactGauge({ impact, sinceMs, nowMs }: { impact: IncidentImpact; sinceMs: number; nowMs: number }) {
  const { levels, outlook, waterlinePerHourMinor: line, perHourMinor, base, furtherMinor } = impact
  const toMs = Math.max(outlook?.endsAtMs ?? nowMs, nowMs) + 1
  const most = Math.max(line ?? 0, ...levels.map(({ value }) => value), 1) * 1.15
  const x = (ms: number) => px(((ms - sinceMs) / Math.max(toMs - sinceMs, 1)) * WIDTH)
  const y = (value: number) => px(HEIGHT - (value / most) * HEIGHT)
  const corners = stairs(levels, sinceMs, nowMs)
  const area =
    corners.length > 0
      ? `M${x(sinceMs)} ${HEIGHT}${corners.map(({ atMs, value }) => `L${x(atMs)} ${y(value)}`).join('')}L${x(nowMs)} ${HEIGHT}Z`
      : ''
  const expected = perHourMinor > 0 && outlook ? { x: Number(x(nowMs)), y: Number(y(perHourMinor)) } : undefined
  const above = useId()
  const lineAt = line === null ? HEIGHT : Number(y(line))
  return (
    <figure className="grid gap-1">
      <svg
        role="img"
        aria-label={`Loss per hour since the first failure${line === null ? '' : `, against a waterline of ${formatCompact({ amountMinor: line, currency: base })} an hour`}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-[52px] w-full overflow-visible"
      >
        <clipPath id={above}>
          <rect x="0" y="-20" width={WIDTH} height={lineAt + 20} />
        </clipPath>
        {area && <path d={area} className="fill-fill-down" opacity={0.2} />}
        {area && <path d={area} clipPath={`url(#${above})`} className="fill-fill-down" />}
        {expected && (
          <path
            d={`M${expected.x} ${expected.y}H${WIDTH}V${HEIGHT}H${expected.x}Z`}
            className="fill-forecast stroke-fill-predicted"
            strokeDasharray="3 2"
            vectorEffect="non-scaling-stroke"
          />
        )}
        {line !== null && <path d={`M0 ${y(line)}H${WIDTH}`} className="stroke-ink" strokeWidth="1" vectorEffect="non-scaling-stroke" />}
        <path d={`M0 ${HEIGHT}H${WIDTH}`} className="stroke-line-3" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className="flex justify-between gap-x-2 whitespace-nowrap font-mono text-11 text-ink-3">
        <span>
          <Time at={sinceMs} form="clock" />
        </span>
        {line !== null && <span>waterline {formatCompact({ amountMinor: line, currency: base })}/h</span>}
        {expected && outlook && (
          <span className="text-status-predicted">
            <Time at={outlook.endsAtMs} form="clock" />, {formatCompact({ amountMinor: impact.lostMinor + furtherMinor, currency: base })}
          </span>
        )}
      </figcaption>
    </figure>
  )
}
