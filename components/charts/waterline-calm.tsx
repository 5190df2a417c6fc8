import clsx from 'clsx'
import { WaterlineFrame, type WaterlineFrameProps } from './waterline-frame'

export type WaterlineCalmProps = Omit<WaterlineFrameProps, 'children' | 'limitAt'> & {
  /** The highest load of each day, oldest first, today last. */
  days: readonly { value: number /** named when it went above the line */; label?: string | undefined }[]
  /** How many of the last days were quiet, and how that is said: `still for 11 days`. */
  quiet?: { days: number; label: string } | undefined
}

/** The gauge when nothing is at risk: the same axes, one hairline for the worst of each day, the quiet stretch in green. */
export function WaterlineCalm({ days, quiet, ...frame }: WaterlineCalmProps) {
  const { max, limit, size } = frame
  const at = (place: number) => ((place + 0.5) / days.length) * 100
  const text = size === 'wall' ? 'text-20' : 'text-13 leading-4 max-md:text-12'
  return (
    <WaterlineFrame {...frame} limitAt={0.961}>
      <svg aria-hidden viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full" fill="none">
        <g className="[&_path]:[vector-effect:non-scaling-stroke]">
          <path d="M0 100H100" className="stroke-line-3" />
          <path d={days.map((_, place) => `M${at(place)} 98.6V100`).join('')} className="stroke-line-3" />
          <path d={columns(days, max, at, (value) => value <= limit.value)} className="stroke-ink-3" strokeWidth="1.25" />
          <path d={columns(days, max, at, (value) => value > limit.value)} className="stroke-ink-2" strokeWidth="1.75" />
        </g>
      </svg>
      {days.map(({ value, label }, place) =>
        value > limit.value ? (
          <div key={at(place)} className="absolute" style={{ left: `${at(place)}%`, bottom: `${Math.min(value / max, 1) * 100}%` }}>
            <span aria-hidden className="absolute size-[5px] -translate-x-1/2 translate-y-1/2 rounded-full bg-ink-2" />
            {label && (
              <span
                className={clsx(
                  'absolute -top-2 whitespace-nowrap text-ink-3 max-md:hidden',
                  at(place) > 88 ? 'right-2.5' : 'left-2.5',
                  text,
                )}
              >
                {label}
              </span>
            )}
          </div>
        ) : null,
      )}
      {quiet && quiet.days > 0 && (
        <div className="absolute right-0 bottom-0" style={{ width: `${Math.min(quiet.days / days.length, 1) * 100}%` }}>
          <p
            className={clsx(
              'absolute right-1 bottom-2 whitespace-nowrap font-medium text-status-up [text-shadow:0_0_3px_var(--color-page),0_0_3px_var(--color-page)]',
              text,
            )}
          >
            {quiet.label}
          </p>
          <span aria-hidden className="absolute inset-x-0 bottom-0 h-[2.5px] translate-y-1/2 bg-status-up" />
          <span aria-hidden className="absolute right-0 bottom-0 size-2 translate-x-1/2 translate-y-1/2 rounded-full bg-status-up" />
        </div>
      )}
    </WaterlineFrame>
  )
}

const columns = (days: WaterlineCalmProps['days'], max: number, at: (place: number) => number, wanted: (value: number) => boolean) =>
  days.map(({ value }, place) => (value > 0 && wanted(value) ? `M${at(place)} 100V${100 - Math.min(value / max, 1) * 100}` : '')).join('')
