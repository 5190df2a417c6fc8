import clsx from 'clsx'
import type { ReactNode } from 'react'

export type Step = {
  label: string
  state: 'passed' | 'current' | 'to-come'
  /** When and by whom, or the forecast, or what is missing. */
  detail?: ReactNode
  /** Time spent until the next step, set into the rule. */
  spent?: ReactNode
}

/** Where something stands: marks on one line; what is passed is ink, what is to come is hollow. */
export function Stepper({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol aria-label={label} className="grid max-md:gap-2 md:auto-cols-fr md:grid-flow-col">
      {steps.map(({ label: name, state, detail, spent }, place) => (
        <li
          key={name}
          aria-current={state === 'current' ? 'step' : undefined}
          className="min-w-0 text-13 max-md:grid max-md:grid-cols-[20px_1fr] md:last:max-w-40"
        >
          <span aria-hidden className="flex h-4 items-center">
            <span
              className={clsx(
                'size-[11px] shrink-0 rounded-full border-2',
                state === 'passed' && 'border-ink bg-ink',
                state === 'current' && 'border-[3px] border-ink bg-page',
                state === 'to-come' && 'border border-line-3 bg-page',
              )}
            />
            {place < steps.length - 1 && (
              <>
                <span className={clsx('flex-1 max-md:hidden', state === 'passed' ? 'h-0.5 bg-ink' : 'h-px bg-line-3')} />
                {spent && <span className="px-1.5 font-mono text-11 text-ink-2 max-md:hidden">{spent}</span>}
                <span className={clsx('flex-1 max-md:hidden', state === 'passed' ? 'h-0.5 bg-ink' : 'h-px bg-line-3')} />
              </>
            )}
          </span>
          <span className="block min-w-0 pr-2">
            <span className={clsx('block', state === 'to-come' ? 'text-ink-3' : 'font-medium', state === 'current' && 'font-semibold')}>
              {name}
            </span>
            {detail && <span className={clsx('block text-12', state === 'current' ? 'text-ink' : 'text-ink-3')}>{detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
