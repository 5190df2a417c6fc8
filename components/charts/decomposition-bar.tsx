import clsx from 'clsx'
import type { ReactNode } from 'react'
import { magnify } from './magnify'

export type PartTone = 'lost' | 'expected' | 'grey' | 'ink'

const TONES: Record<PartTone, string> = {
  lost: 'bg-status-down',
  expected: 'hatch text-status-down',
  grey: 'bg-solid-grey',
  ink: 'bg-solid-ink',
}

export type Part = {
  key: string
  label: string
  /** What is drawn. */
  value: number
  /** What is written. */
  amount: ReactNode
  note?: ReactNode
  tone: PartTone
}

export type DecompositionBarProps = {
  parts: readonly Part[]
  /** A figure that stands apart because it is not in the sum. */
  aside?: { label: string; amount: ReactNode; note: string; key?: string | undefined } | undefined
  onOpen?: ((key: string) => void) | undefined
  size?: 'page' | 'wall' | undefined
}

/** A sum as one bar, to scale; parts too small to be seen are drawn again below, with the factor written. Then each part as a figure. */
export function DecompositionBar({ parts, aside, onOpen, size = 'page' }: DecompositionBarProps) {
  const wall = size === 'wall'
  const { ordered, small, smallShare, factor } = magnify(parts)
  const magnified = small.length > 0
  return (
    <div>
      <div aria-hidden className={clsx('flex gap-0.5', wall ? 'h-[18px]' : 'h-2.5')}>
        {magnified && <Group parts={small} share={smallShare} className="h-full min-w-2" />}
        {ordered
          .filter((part) => !small.includes(part))
          .map(({ key, value, tone }) => (
            <span key={key} className={clsx('h-full min-w-[3px] basis-0', TONES[tone])} style={{ flexGrow: value }} />
          ))}
        {ordered.length === 0 && <span className="h-full flex-1 bg-sunken" />}
      </div>
      {magnified && (
        <div className={clsx('relative', wall ? 'pt-[34px]' : 'pt-[22px]')}>
          <svg
            aria-hidden
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="absolute inset-x-0 top-0 h-[calc(100%-12px)] w-full overflow-visible"
          >
            <path
              d={`M0 8V92M${Math.max(smallShare * 100, 0.6)} 8L${smallShare * factor * 100} 92`}
              className="fill-none stroke-line-3 [vector-effect:non-scaling-stroke]"
              strokeWidth="1"
            />
          </svg>
          <div className="flex items-center">
            <Group parts={small} share={smallShare * factor} className={clsx('gap-0.5', wall ? 'h-[18px]' : 'h-2.5')} />
            <span className={clsx('pl-3 text-ink-3', wall ? 'text-20' : 'text-13 leading-4')}>
              <span className="max-md:hidden">the smaller parts, drawn {factor.toLocaleString('en-GB')} times larger</span>
              <span className="md:hidden">× {factor.toLocaleString('en-GB')}</span>
            </span>
          </div>
        </div>
      )}
      <div className="mt-3 flex gap-x-8 max-md:flex-col md:mt-2.5">
        <ul className="contents max-md:block">
          {parts.map((part) => (
            <li key={part.key} className="max-md:border-line max-md:border-t md:shrink-0 md:last:flex-1">
              <Cell
                id={part.key}
                label={part.label}
                amount={part.amount}
                note={part.note}
                onOpen={onOpen}
                wall={wall}
                swatch={TONES[part.tone]}
              />
            </li>
          ))}
        </ul>
        {aside && (
          <div
            className={clsx(
              'max-md:border-ink max-md:border-t md:ml-auto md:border-line-2 md:border-l md:pl-6',
              !wall && 'md:min-w-[224px]',
            )}
          >
            <Cell
              id={aside.key}
              label={aside.label}
              amount={aside.amount}
              note={aside.note}
              onOpen={onOpen}
              wall={wall}
              className={wall ? undefined : 'text-status-down'}
            />
          </div>
        )}
      </div>
    </div>
  )
}

function Group({ parts, share, className }: { parts: readonly Part[]; share: number; className: string }) {
  return (
    <span aria-hidden className={clsx('flex shrink-0', className)} style={{ width: `${share * 100}%` }}>
      {parts.map(({ key, value, tone }) => (
        <span key={key} className={clsx('h-full basis-0', TONES[tone])} style={{ flexGrow: value }} />
      ))}
    </span>
  )
}

type CellProps = {
  /** What `onOpen` is called with; a cell without one cannot be opened. */
  id: string | undefined
  label: string
  amount: ReactNode
  note?: ReactNode
  swatch?: string | undefined
  wall: boolean
  className?: string | undefined
  onOpen: ((key: string) => void) | undefined
}

function Cell({ id, label, amount, note, swatch, wall, className, onOpen }: CellProps) {
  const body = (
    <>
      <span className={clsx('flex items-center gap-2 text-ink-2', wall ? 'text-20' : 'text-13 leading-5 max-md:text-14')}>
        {swatch && <span aria-hidden className={clsx('size-2.5 shrink-0', swatch)} />}
        {label}
      </span>
      <span className={clsx('block font-medium', wall ? 'text-44' : 'text-20 max-md:text-14', className)}>{amount}</span>
      {note && <span className={clsx('block text-ink-3 max-md:hidden', wall ? 'text-20' : 'text-12')}>{note}</span>}
    </>
  )
  const layout = 'w-full text-left max-md:flex max-md:min-h-11 max-md:items-center max-md:justify-between max-md:gap-3'
  if (!onOpen || id === undefined) return <div className={layout}>{body}</div>
  return (
    <button
      type="button"
      onClick={() => onOpen(id)}
      className={clsx(layout, 'hover:[&>span:first-child]:text-ink hover:[&>span:first-child]:underline')}
    >
      {body}
    </button>
  )
}
