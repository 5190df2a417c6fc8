import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Button } from './button'
import { EmptyState } from './empty-state'
import { SkeletonRows } from './skeleton'

/**
 * What a section has to show. A section cannot be built without saying which of these it is in.
 * - `empty`: what this is for, and the one thing to do
 * - `loading`: places with the size of what comes
 * - `failed`: what failed, what is still true, and a way to try again
 * - `stale`: the last known content, greyed, with its age
 * - `forbidden`: who can grant it
 */
export type SectionState =
  | { kind: 'ready' }
  | { kind: 'empty'; says: string; action?: ReactNode }
  | { kind: 'loading'; rows?: number; rowHeight?: number; skeleton?: ReactNode }
  | { kind: 'failed'; says: string; still?: string; onRetry?: () => void }
  | { kind: 'stale'; since: ReactNode }
  | { kind: 'forbidden'; says: string }

export type SectionProps = {
  title: string
  /** Beside the title, quiet: a count, a unit, what it is compared with. */
  note?: ReactNode
  /** At the right edge of the head: chips, a link, a key. */
  aside?: ReactNode
  /** `report` has a hairline above and its note at the right; `instrument` has a compact head. */
  look?: 'report' | 'instrument' | undefined
  level?: 2 | 3 | undefined
  state: SectionState
  className?: string | undefined
  children?: ReactNode
}

/** A named part of a view. */
export function Section({ title, note, aside, look = 'report', level = 2, state, className, children }: SectionProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section
      aria-label={title}
      aria-busy={state.kind === 'loading' || undefined}
      className={clsx(look === 'report' && 'border-line border-t', className)}
    >
      <header
        className={clsx(
          'flex items-baseline gap-2',
          look === 'report' ? 'min-h-10 justify-between pt-2.5 pb-2 text-13' : 'min-h-8 pt-2 pb-1 text-12',
        )}
      >
        <Heading className={clsx('font-medium', look === 'report' ? 'text-13' : 'text-12 text-ink-2')}>{title}</Heading>
        {state.kind === 'stale' ? (
          <span className="text-12 text-status-degraded">last known, {state.since}</span>
        ) : (
          note && <span className="text-12 text-ink-3">{note}</span>
        )}
        {aside && <span className="ml-auto flex items-center gap-2">{aside}</span>}
      </header>
      <Body state={state}>{children}</Body>
    </section>
  )
}

function Body({ state, children }: { state: SectionState; children: ReactNode }) {
  switch (state.kind) {
    case 'ready':
      return children
    case 'stale':
      return <div className="grayscale [--color-ink-2:var(--color-ink-3)] [--color-ink:var(--color-ink-3)]">{children}</div>
    case 'empty':
      return <EmptyState says={state.says} action={state.action} />
    case 'forbidden':
      return <EmptyState says={state.says} />
    case 'loading':
      return (
        <>
          <span role="status" className="sr-only">
            Loading
          </span>
          {state.skeleton ?? <SkeletonRows rows={state.rows ?? 4} height={state.rowHeight ?? 40} />}
        </>
      )
    case 'failed':
      return (
        <div role="alert" className="grid justify-items-start gap-2 border-status-down border-l-2 py-1 pl-3 text-13">
          <p>{state.says}</p>
          {state.still && <p className="text-ink-2">{state.still}</p>}
          {state.onRetry && (
            <Button size="small" onClick={state.onRetry}>
              Try again
            </Button>
          )}
        </div>
      )
  }
}
