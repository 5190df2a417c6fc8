'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'

const TABS = [
  { key: 'now', label: 'Now', href: '/paging' },
  { key: 'log', label: 'Delivery log', href: '/paging/log' },
  { key: 'delivery', label: 'Delivery times', href: '/paging/delivery' },
  { key: 'routing', label: 'Routing', href: '/paging/routing' },
] as const

export type PagingTab = (typeof TABS)[number]['key']

/** A page of what is about paging: its tabs, what it is about in one line, and what one can do at the right. */
export function PagingColumn({ on, lead, action, children }: { on: PagingTab; lead: string; action?: ReactNode; children: ReactNode }) {
  return (
    <>
      <nav
        aria-label="Paging"
        className="flex h-9 items-stretch gap-5 overflow-x-auto border-line border-b px-5 [scrollbar-width:none] max-md:h-12 xl:px-10"
      >
        {TABS.map(({ key, label, href }) => (
          <Link
            key={key}
            href={href}
            prefetch={false}
            aria-current={key === on ? 'page' : undefined}
            className={clsx(
              'flex items-center whitespace-nowrap border-b-2 px-0.5 text-13',
              key === on ? 'border-accent font-medium' : 'border-transparent text-ink-2 hover:text-ink',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-4 px-5 py-5 xl:px-10">
        <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1">
            <h1 className="font-medium text-20">{on === 'now' ? 'Paging' : TABS.find(({ key }) => key === on)?.label}</h1>
            <p className="max-w-[100ch] text-13 text-ink-2">{lead}</p>
          </div>
          {action}
        </header>
        {children}
      </div>
    </>
  )
}

/** A row of a list: hairline, one column on a phone. */
export const ROW = 'grid items-baseline gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3'
