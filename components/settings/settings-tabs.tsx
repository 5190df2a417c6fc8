'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type SettingsTab = { readonly href: string; readonly label: string }

/** What belongs to the settings; only what this person may open, and nothing where that is one page. */
export function SettingsTabs({ tabs }: { tabs: readonly SettingsTab[] }) {
  const path = usePathname()
  if (tabs.length < 2) return null
  const [open] = tabs.filter(({ href }) => path === href || path.startsWith(`${href}/`)).toSorted((a, b) => b.href.length - a.href.length)
  return (
    <nav
      aria-label="Settings"
      className="flex h-9 items-stretch gap-5 overflow-x-auto border-line border-b px-5 [scrollbar-width:none] max-md:h-12 xl:px-10"
    >
      {tabs.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={open?.href === href ? 'page' : undefined}
          className={clsx(
            'flex items-center whitespace-nowrap border-b-2 px-0.5 text-13',
            open?.href === href ? 'border-accent font-medium' : 'border-transparent text-ink-2 hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
