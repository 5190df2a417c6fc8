import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'

export type ViewTab = 'queue' | 'matrix'

/** The tabs of the view; each has an address, so that a link shows the same. */
export function ViewTabs({ on, counts, aside }: { on: ViewTab; counts: Partial<Record<ViewTab, number>>; aside?: ReactNode }) {
  return (
    <div className="flex h-9 shrink-0 items-stretch border-line border-b px-5 max-md:h-12">
      <h1 className="sr-only">Operations: {TABS.find(({ key }) => key === on)?.label}</h1>
      <nav aria-label="Operations" className="-mb-px flex gap-5">
        {TABS.map(({ key, label, href }) => (
          <Link
            key={key}
            href={href}
            prefetch={false}
            aria-current={key === on ? 'page' : undefined}
            className={clsx(
              'flex items-center gap-1.5 whitespace-nowrap border-b-2 px-0.5 text-13',
              key === on ? 'border-accent font-medium' : 'border-transparent text-ink-2 hover:text-ink',
            )}
          >
            {label}
            {counts[key] !== undefined && <span className="font-normal text-12 text-ink-3">{counts[key]}</span>}
          </Link>
        ))}
      </nav>
      {aside && <div className="ml-auto flex items-center gap-2 text-12">{aside}</div>}
    </div>
  )
}

const TABS = [
  { key: 'queue', label: 'Queue', href: '/operations' },
  { key: 'matrix', label: 'Matrix', href: '/operations?tab=matrix' },
] as const
