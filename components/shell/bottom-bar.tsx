'use client'
import clsx from 'clsx'
import { Menu as MenuIcon } from 'lucide-react'
import Link from 'next/link'
import { going, isWithin, type Place } from './navigation'
import type { Count } from './rail'

/** The rail of a phone: the three views and the rest behind "More", each 56 px high. */
export function BottomBar({
  path,
  views,
  counts,
  onGo,
  onMore,
}: {
  path: string
  views: readonly Place[]
  counts: Readonly<Record<string, Count>>
  onGo: (href: string) => void
  onMore: () => void
}) {
  const cell = 'relative flex flex-1 flex-col items-center justify-center gap-0.5 text-12'
  return (
    <nav
      aria-label="Main"
      className="flex h-[calc(56px+env(safe-area-inset-bottom))] border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {views.map(({ href, label, icon: Icon }) => {
        const on = isWithin(path, href)
        const count = counts[href]
        return (
          <Link
            key={href}
            href={href}
            prefetch={false}
            onNavigate={going(href, onGo)}
            aria-current={on ? 'page' : undefined}
            className={clsx(cell, on ? 'font-medium text-ink shadow-[inset_0_2px_0_var(--color-accent)]' : 'text-ink-2')}
          >
            <Icon aria-hidden size={20} strokeWidth={1.6} />
            {label}
            {count && count.value > 0 && (
              <span
                className={clsx(
                  'absolute top-1 left-1/2 ml-2 grid h-4 min-w-4 place-items-center rounded-full px-1 font-semibold leading-none',
                  count.urgent ? 'bg-status-down text-page' : 'bg-ink-3 text-page',
                )}
              >
                <span aria-hidden>{count.value}</span>
                <span className="sr-only">{count.says}</span>
              </span>
            )}
          </Link>
        )
      })}
      <button type="button" onClick={onMore} className={clsx(cell, 'text-ink-2')}>
        <MenuIcon aria-hidden size={20} strokeWidth={1.6} />
        More
      </button>
    </nav>
  )
}
