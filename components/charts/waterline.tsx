import clsx from 'clsx'
import { px } from './scale'
import { clearOf, holdsLabel, type Level, stairs } from './waterline-domain'
import { type PlaceLabel, WaterlineFrame, type WaterlineFrameProps } from './waterline-frame'

export type WaterlineProps = Omit<WaterlineFrameProps, 'children' | 'times'> & {
  fromMs: number
  toMs: number
  nowMs: number
  /** When what is being measured began; before it the load is history and drawn grey. */
  sinceMs: number
  /** Measured load, in force from each instant until the next. */
  measured: readonly Level[]
  /** Expected load from now on; it ends at `likelyEndMs`. */
  expected: readonly Level[]
  likelyEndMs?: number | undefined
  /** The range in which it may end. */
  endRangeMs?: readonly [number, number] | undefined
  /** At the head of the load: `£4,180 an hour` and `£1,680 an hour above the line`. */
  load: { label: string; note?: string | undefined }
  /** In the expected area: `£2,342` and `more by 14:43`. */
  ahead?: { figure: string; rest: string } | undefined
  /** What was, named beside its hump. */
  history?: readonly { atMs: number; label: string }[] | undefined
  times: readonly { atMs: number; label: string; strong?: boolean | undefined; align?: 'end' | undefined }[]
}

/** The executive gauge: time across, load per hour up, so that area is money. Solid is measured, hatched is expected, dotted is how long it may take. */
export function Waterline({
  fromMs,
  toMs,
  nowMs,
  sinceMs,
  measured,
  expected,
  likelyEndMs,
  endRangeMs,
  load,
  ahead,
  history = [],
  times,
  ...frame
}: WaterlineProps) {
  const { max, size } = frame
  const x = (ms: number) => ((Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs)) * 100
  const y = (value: number) => 100 - (Math.min(value, max) / max) * 100
  const line = (corners: readonly Level[]) =>
    corners.map(({ atMs, value }, place) => `${place === 0 ? 'M' : 'L'}${px4(x(atMs))} ${px4(y(value))}`).join('')
  const area = (corners: readonly Level[]) =>
    corners.length === 0
      ? ''
      : `M${px4(x(corners[0]?.atMs ?? 0))} 100${line(corners).replace('M', 'L')}L${px4(x(corners.at(-1)?.atMs ?? 0))} 100Z`

  const past = stairs(measured, fromMs, Math.min(sinceMs, nowMs))
  const live = stairs(measured, sinceMs, nowMs)
  const end = likelyEndMs ?? nowMs
  const future = stairs(expected, nowMs, Math.max(end, nowMs))
  const rate = live.at(-1)?.value ?? 0
  const lastLevel = future.at(-1)?.value ?? rate
  const lastLevelAt = 100 - y(lastLevel)
  const wide = size === 'wall' ? 3 : 2
  const labels: PlaceLabel[] = times.map(({ atMs, label, strong, align }) => ({ x: x(atMs) / 100, label, strong, align }))

  return (
    <WaterlineFrame {...frame} cropOnPhone times={spread(labels)}>
      {future.length > 0 && (
        <div
          aria-hidden
          className="absolute inset-0 hatch-light text-status-down"
          style={{
            clipPath: `polygon(${[{ atMs: nowMs, value: 0 }, ...future, { atMs: end, value: 0 }].map(({ atMs, value }) => `${px(x(atMs))}% ${px(y(value))}%`).join(',')})`,
          }}
        />
      )}
      <svg aria-hidden viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible" fill="none">
        <g className="[&_path]:[vector-effect:non-scaling-stroke]">
          <path d="M0 100H100" className="stroke-line-3" />
          <path d={area(past)} className="fill-panel" />
          <path d={line(past)} className="stroke-ink-3" strokeWidth="1.25" />
          <path d={area(live)} className="fill-status-down/16" />
          {endRangeMs && endRangeMs[1] > end && (
            <path
              d={`M${x(end)} ${y(lastLevel)}H${x(endRangeMs[1])}V100`}
              className="stroke-line-3"
              strokeWidth="1.5"
              strokeDasharray="1.5 5"
            />
          )}
          {future.length > 0 && (
            <path d={`${line(future)}V100`} className="stroke-status-down" strokeWidth={wide * 0.75} strokeDasharray="5 4" />
          )}
          {live.length > 0 && <path d={`M${x(nowMs)} ${y(rate)}V100`} className="stroke-status-down" />}
          {live.length > 0 && (
            <path d={`M${px4(x(sinceMs))} 100${line(live).replace('M', 'L')}`} className="stroke-status-down" strokeWidth={wide} />
          )}
        </g>
      </svg>
      {endRangeMs && <Whisker from={x(endRangeMs[0])} to={x(endRangeMs[1])} likely={x(end)} wall={size === 'wall'} />}
      {live.length > 0 && (
        <Head
          left={x(nowMs)}
          top={y(rate)}
          wall={size === 'wall'}
          {...load}
          ahead={ahead && !holdsLabel(lastLevelAt) ? ahead : undefined}
        />
      )}
      {ahead && holdsLabel(lastLevelAt) && x(end) - x(nowMs) > (size === 'wall' ? 19 : 14) && (
        <p
          className={clsx(
            'absolute -translate-x-1/2 whitespace-nowrap bg-page px-2 py-1 max-md:hidden',
            size === 'wall' ? 'text-20' : 'text-13',
          )}
          style={{ left: `${(x(nowMs) + x(end)) / 2}%`, bottom: `${clearOf(100 - y(frame.limit.value), lastLevelAt)}%` }}
        >
          <span className="font-medium">{ahead.figure}</span> <span className="text-ink-2">{ahead.rest}</span>
        </p>
      )}
      {history.map(({ atMs, label }) => (
        <p
          key={atMs}
          className={`absolute bottom-1 whitespace-nowrap text-ink-3 max-md:hidden ${size === 'wall' ? 'text-20' : 'text-13'}`}
          style={{ left: `calc(${x(atMs)}% + 8px)` }}
        >
          {label}
        </p>
      ))}
    </WaterlineFrame>
  )
}

const px4 = (value: number) => String(Math.round(value * 1_000) / 1_000)

/** What a phone cuts away at the left, and how close to an emphasised label another may stand there. */
const CROPPED = 0.34
const NEAR_ON_PHONE = 0.14
const middle = ({ x, align }: PlaceLabel) => (align ? x - 0.025 : x)

/** Labels closer than 6 % of the width would touch: the emphasised one stays, else the earlier. */
function spread(labels: readonly PlaceLabel[]): PlaceLabel[] {
  const kept: PlaceLabel[] = []
  for (const label of [...labels].sort((one, other) => Number(other.strong ?? false) - Number(one.strong ?? false) || one.x - other.x))
    if (kept.every((other) => Math.abs(middle(other) - middle(label)) >= 0.055)) kept.push(label)
  const strong = kept.filter((label) => label.strong)
  return kept
    .sort((one, other) => one.x - other.x)
    .map((label) => ({
      ...label,
      wideOnly: label.x < CROPPED || (!label.strong && strong.some((other) => Math.abs(other.x - label.x) < NEAR_ON_PHONE)),
    }))
}

type HeadProps = WaterlineProps['load'] & { left: number; top: number; wall: boolean; ahead: WaterlineProps['ahead'] }

/** The dot that is now, what the load is, and what is expected where the area below is too low to hold that. */
function Head({ left, top, label, note, wall, ahead }: HeadProps) {
  return (
    <div className="absolute" style={{ left: `${left}%`, top: `${top}%` }}>
      <span
        aria-hidden
        className={clsx('absolute -translate-1/2 rounded-full border border-status-down/45 bg-page', wall ? 'size-6' : 'size-4')}
      />
      <span aria-hidden className={clsx('absolute -translate-1/2 rounded-full bg-status-down', wall ? 'size-3.5' : 'size-2.5')} />
      <p
        className={clsx(
          'absolute bottom-0 whitespace-nowrap',
          left > 70 ? 'right-0 pr-1 text-right' : 'left-0 pl-4',
          wall ? 'pb-4 pl-6' : 'pb-1.5',
        )}
      >
        <span className={clsx('block text-status-down', wall ? 'font-medium text-44' : 'text-20 leading-6 max-md:text-14')}>{label}</span>
        {ahead && (
          <span className={clsx('block max-md:hidden', wall ? 'text-20' : 'text-13')}>
            <span className="font-medium">{ahead.figure}</span> <span className="text-ink-2">{ahead.rest}</span>
          </span>
        )}
        {note && !wall && <span className="block text-13 text-ink-3 max-md:hidden">{note}</span>}
      </p>
    </div>
  )
}

/** On the base: the likely end as a ring on the range in which it may end. */
function Whisker({ from, to, likely, wall }: { from: number; to: number; likely: number; wall: boolean }) {
  return (
    <div aria-hidden className="absolute bottom-0 h-0" style={{ left: `${from}%`, width: `${Math.max(to - from, 0)}%` }}>
      <span className={clsx('absolute inset-x-0 bottom-0 translate-y-1/2 bg-ink', wall ? 'h-1' : 'h-[3px]')} />
      <span className="absolute bottom-0 left-0 h-2.5 w-[1.5px] translate-y-1/2 bg-ink" />
      <span className="absolute right-0 bottom-0 h-2.5 w-[1.5px] translate-y-1/2 bg-ink" />
      <span
        className={clsx(
          'absolute bottom-0 -translate-x-1/2 translate-y-1/2 rounded-full border-ink bg-page',
          wall ? 'size-4 border-[3px]' : 'size-[11px] border-2',
        )}
        style={{ left: `${to > from ? ((likely - from) / (to - from)) * 100 : 0}%` }}
      />
    </div>
  )
}
