'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export type SubNavProps = {
  label: string
  /** The one whose address is the longest beginning of the current one is on. */
  items: readonly { href: string; label: string; count?: number | undefined }[]
  aside?: ReactNode
}

/** The tabs of a view; each has an address. */
export function SubNav({ label, items, aside }: SubNavProps) {
  const path = usePathname()
  const on = items
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((one, other) => other.href.length - one.href.length)[0]
  return (
    <div className="flex h-9 items-stretch gap-6 border-line border-b px-5 max-md:h-12">
      <nav aria-label={label} className="-mb-px flex min-w-0 gap-5 overflow-x-auto [scrollbar-width:none]">
        {items.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            prefetch={false}
            aria-current={item === on ? 'page' : undefined}
            className={clsx(
              'flex items-center gap-1.5 whitespace-nowrap border-b-2 text-13',
              item === on ? 'border-accent font-medium' : 'border-transparent text-ink-2 hover:text-ink',
            )}
          >
            {item.label}
            {item.count !== undefined && <span className="font-normal text-12 text-ink-3">{item.count}</span>}
          </Link>
        ))}
      </nav>
      {aside && <div className="ml-auto flex items-center gap-2 text-12 max-md:hidden">{aside}</div>}
    </div>
  )
}
