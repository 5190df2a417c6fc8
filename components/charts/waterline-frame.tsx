import clsx from 'clsx'
import type { CSSProperties, ReactNode } from 'react'

export type AxisLabel = { value: number; label: string }
export type PlaceLabel = {
  /** 0..1 from left to right */ x: number
  label: string
  strong?: boolean | undefined /** which side of the label stands on `x`; the middle unless it would leave the plot */
  align?: 'end' | undefined /** left out on a phone */
  wideOnly?: boolean | undefined
}

export type WaterlineLook = {
  /** px of the plot, from the zero line to the top of the scale */
  height?: number | undefined
  /** The same as a CSS length, where it follows the screen. */
  fits?: string | undefined
  size?: 'page' | 'wall' | undefined
}

export type WaterlineFrameProps = WaterlineLook & {
  /** The top of the scale. */
  max: number
  limit: { value: number; label: string; note: string }
  scaleLabels: readonly AxisLabel[]
  unit: string
  times: readonly PlaceLabel[]
  /** Stands on the line, left. On a phone it stands above the plot. */
  above?: ReactNode
  /** Hangs below the line, left. On a phone it follows `above`. */
  below?: ReactNode
  /** Where the name of the limit stands, 0..1; its mark follows at its right. */
  limitAt?: number | undefined
  /** On a phone, where no text stands beside the plot, its first 30 % are cut away. */
  cropOnPhone?: boolean | undefined
  label: string
  children: ReactNode
}

/** Room under the line that the facts need; when the load dwarfs the limit they go under the plot instead. */
const FACTS_PX = 84

/** What both faces of the gauge share: the line with its mark, the draught scale at the right, the times, and the text that stands on the line. */
export function WaterlineFrame({
  height = 230,
  fits,
  size = 'page',
  max,
  limit,
  scaleLabels,
  unit,
  times,
  above,
  below,
  limitAt = 0.955,
  cropOnPhone = false,
  label,
  children,
}: WaterlineFrameProps) {
  const wall = size === 'wall'
  const linePx = Math.round((limit.value / max) * height)
  const hangs = linePx >= (wall ? 2 : 1) * FACTS_PX
  const text = wall ? 'text-20 leading-6' : 'text-13 leading-4 max-md:text-12'
  const vars = {
    '--h': fits ?? `${height}px`,
    '--line': `calc(var(--h) * ${limit.value / max})`,
    '--foot': wall ? '40px' : '26px',
  } as CSSProperties
  return (
    <>
      <div className="relative flex flex-col justify-end md:min-h-[calc(var(--h)+var(--foot)+52px)]" style={vars}>
        <div className={clsx('relative z-10 md:w-fit md:max-w-[42%]', wall ? 'md:max-w-[60%]' : undefined)}>
          <div className={clsx('max-md:pb-0', wall ? 'md:pb-6' : 'md:pb-5')}>{above}</div>
          {hangs ? (
            <div className={clsx('max-md:mt-2 md:h-[calc(var(--line)+var(--foot))]', wall ? 'md:pt-4' : 'md:pt-4')}>{below}</div>
          ) : (
            <div className="max-md:mt-2 md:h-[calc(var(--line)+var(--foot))]">
              <span className="md:hidden">{below}</span>
            </div>
          )}
        </div>
        <figure
          aria-label={label}
          className="relative max-md:mt-10 max-md:overflow-x-clip max-md:h-[calc(var(--h)+var(--foot))] md:absolute md:inset-x-0 md:bottom-0 md:h-[calc(var(--h)+var(--foot))]"
        >
          <div
            className={clsx(
              'absolute top-0 left-0 h-(--h)',
              wall ? 'right-[88px]' : 'right-[44px]',
              cropOnPhone && 'max-md:left-[calc((100%-44px)*-0.4286)]',
            )}
          >
            {children}
            <div aria-hidden className={clsx('absolute inset-x-0 bottom-(--line) bg-ink', wall ? '-mb-px h-[2.5px]' : 'h-[1.5px]')} />
            <div aria-hidden className="absolute bottom-(--line)" style={{ left: `${limitAt * 100}%` }}>
              <span
                className={clsx(
                  'absolute bottom-0 -translate-x-1/2 translate-y-1/2 rounded-full border-ink',
                  wall ? 'size-[52px] border-[2.5px]' : 'size-[30px] border-[1.6px]',
                )}
              />
            </div>
            <p
              className={clsx(
                'absolute bottom-[calc(var(--line)+8px)] -translate-x-full whitespace-nowrap text-right [text-shadow:0_0_3px_var(--color-page),0_0_3px_var(--color-page)]',
                text,
              )}
              style={{ left: `calc(${limitAt * 100}% - ${wall ? 40 : 24}px)` }}
            >
              <span className="block font-medium">{limit.label}</span>
              <span className="block text-ink-3 max-md:hidden">{limit.note}</span>
            </p>
            <div aria-hidden className="absolute inset-y-0 right-0 -mt-4 border-line-3 border-r" />
            <ul className={clsx('text-ink-3', text)}>
              <li className={clsx('absolute right-0 translate-x-[44px] text-right', wall ? '-top-14 translate-x-[88px]' : '-top-9')}>
                {unit}
              </li>
              {scaleLabels.map(({ value, label: name }) => (
                <li
                  key={value}
                  className="absolute left-full flex translate-y-1/2 items-center gap-2 whitespace-nowrap"
                  style={{ bottom: `${(value / max) * 100}%` }}
                >
                  <span aria-hidden className="h-px w-2 bg-line-3" />
                  {name}
                </li>
              ))}
            </ul>
            <ul className={clsx('absolute inset-x-0 top-full pt-2 text-ink-3', text)}>
              {times.map(({ x, label: name, strong, align, wideOnly }) => (
                <li
                  key={`${x}${name}`}
                  className={clsx('absolute whitespace-nowrap', strong && 'font-medium text-ink', wideOnly && 'max-md:hidden')}
                  style={{ left: `${x * 100}%`, transform: `translateX(${x < 0.04 ? 0 : x > 0.97 || align ? -100 : -50}%)` }}
                >
                  {name}
                </li>
              ))}
            </ul>
          </div>
        </figure>
      </div>
      {!hangs && below && <div className="mt-4 max-md:hidden">{below}</div>}
    </>
  )
}
