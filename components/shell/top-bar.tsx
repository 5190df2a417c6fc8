'use client'
import clsx from 'clsx'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Logo } from '@/components/marks/logo'
import type { Mark } from '@/components/marks/status'
import { KeyCap } from '@/components/ui/key-cap'

export type TopBarProps = {
  title: string
  mark: Mark
  /** The gutter of the view: 40 px where it reads as a report, 20 where it is an instrument. */
  wide: boolean
  /** Which world this is: `ProfileBadge`. */
  profile: ReactNode
  /** The time range, or nothing. */
  range?: ReactNode
  live?: ReactNode
  onCall?: ReactNode
  onSearch: () => void
}

/** Where one is, in which world, how fresh it is, who is on call, and the way to everything else. */
export function TopBar({ title, mark, wide, profile, range, live, onCall, onSearch }: TopBarProps) {
  return (
    <header className={clsx('flex h-12 items-center gap-4 border-line border-b px-5 text-13', wide && 'xl:px-10')}>
      <span className="flex md:hidden">
        <Logo mark={mark} name={false} size={20} />
      </span>
      <span className="font-medium text-14 max-md:sr-only">{title}</span>
      {profile}
      <span className="max-md:hidden">{range}</span>
      <div className="ml-auto flex min-w-0 items-center gap-4">
        {live}
        {onCall && <span className="whitespace-nowrap text-ink-2 max-lg:hidden">{onCall}</span>}
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-7 items-center gap-2 rounded-control border border-line-2 bg-surface px-2.5 text-ink-3 hover:border-line-3 hover:text-ink-2 max-md:-mr-3 max-md:size-11 max-md:justify-center max-md:border-0 max-md:bg-transparent md:w-[196px]"
        >
          <Search aria-hidden size={15} className="max-md:size-5" />
          <span className="max-md:sr-only">Search or run</span>
          <span className="ml-auto max-md:hidden">
            <KeyCap keys="mod+k" />
          </span>
        </button>
      </div>
    </header>
  )
}
