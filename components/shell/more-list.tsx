'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Place } from './navigation'
import type { Theme } from './preferences'
import { ThemeSwitch } from './theme-switch'

/** Behind "More" on a phone: the other places, the appearance, the person. */
export function MoreList({
  places,
  theme,
  person,
  onLeave,
}: {
  places: readonly Place[]
  theme: Theme
  person?: ReactNode
  onLeave: () => void
}) {
  return (
    <div className="grid gap-1 text-14">
      {places.map(({ href, label, icon: Icon }) => (
        <Link key={href} href={href} prefetch={false} onClick={onLeave} className="flex h-11 items-center gap-3 border-line border-b">
          <Icon aria-hidden size={18} strokeWidth={1.6} />
          {label}
        </Link>
      ))}
      <div className="flex min-h-11 items-center justify-between">
        Appearance <ThemeSwitch initial={theme} />
      </div>
      {person && (
        <Link href="/account" prefetch={false} onClick={onLeave} className="flex min-h-11 items-center text-ink-2">
          {person}
          <span className="sr-only">, your account</span>
        </Link>
      )}
    </div>
  )
}
