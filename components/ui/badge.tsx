import clsx from 'clsx'
import type { ReactNode } from 'react'

export type BadgeTone = 'neutral' | 'solid' | 'down' | 'degraded' | 'up' | 'predicted' | 'maintenance'

const TONES: Record<BadgeTone, string> = {
  neutral: 'border-line-2 text-ink-2',
  solid: 'border-ink bg-ink text-page',
  down: 'border-status-down text-status-down',
  degraded: 'border-status-degraded text-status-degraded',
  up: 'border-status-up text-status-up',
  predicted: 'border-status-predicted text-status-predicted',
  maintenance: 'border-status-maintenance text-status-maintenance',
}

/** A word in a frame. `mono` for ids and tags. */
export function Badge({
  tone = 'neutral',
  mono = false,
  children,
}: {
  tone?: BadgeTone | undefined
  mono?: boolean | undefined
  children: ReactNode
}) {
  return (
    <span
      className={clsx(
        'inline-flex h-[18px] shrink-0 items-center whitespace-nowrap rounded-chip border px-1.5',
        mono ? 'font-mono text-11' : 'font-medium text-12',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}

/** A person by initials; the whole name is read out and shown on hover. */
export function Initials({ name }: { name: string }) {
  const initials = name.split(/\s+/).flatMap(([first]) => first ?? [])
  return (
    <abbr
      title={name}
      className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-chip border border-line-2 px-0.5 font-mono text-11 text-ink-2 no-underline"
    >
      {[initials[0], initials.length > 1 ? initials.at(-1) : ''].join('').toUpperCase()}
    </abbr>
  )
}
