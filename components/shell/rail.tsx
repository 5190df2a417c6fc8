'use client'
import clsx from 'clsx'
import { CircleHelp, CircleUser, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '@/components/marks/logo'
import type { Mark } from '@/components/marks/status'
import { KeyCap } from '@/components/ui/key-cap'
import { going, isWithin, type Place } from './navigation'

export type Count = {
  value: number /** red: something needs a person */
  urgent?: boolean | undefined /** `5 open incidents` */
  says: string
}

export type RailProps = {
  path: string
  mark: Mark
  open: boolean
  views: readonly Place[]
  places: readonly Place[]
  counts: Readonly<Record<string, Count>>
  person?: ReactNode
  onGo: (href: string) => void
  onFold: () => void
  onHelp: () => void
}

const ROW = 'relative flex h-8 items-center gap-3 rounded-control text-14 touch:h-11'

/** The left rail, without prefetching, so that opening a view costs the server one rendering and not one for each link: 180 px with words, 52 px with icons only. */
export function Rail({ path, mark, open, views, places, counts, person, onGo, onFold, onHelp }: RailProps) {
  return (
    <nav
      aria-label="Main"
      className={clsx(
        'flex min-h-0 flex-col overflow-y-auto border-line border-r max-md:hidden',
        open ? 'w-[180px] px-3' : 'w-[52px] bg-panel px-2',
      )}
    >
      <Link
        href="/"
        prefetch={false}
        aria-label="Plimsoll, start"
        className={clsx('flex h-12 shrink-0 items-center', open ? 'px-2' : 'justify-center')}
      >
        <Logo mark={mark} name={open} size={open ? 20 : 26} />
      </Link>
      <ul className="mt-2 grid gap-0.5">
        {views.map((place) => (
          <Item key={place.href} {...place} on={isWithin(path, place.href)} open={open} count={counts[place.href]} onGo={onGo} />
        ))}
      </ul>
      {places.length > 0 && (
        <ul className={clsx('mt-4 grid gap-0.5 border-line border-t pt-4', open && 'mx-2 [&>li]:-mx-2')}>
          {places.map((place) => (
            <Item key={place.href} {...place} on={isWithin(path, place.href)} open={open} count={counts[place.href]} onGo={onGo} />
          ))}
        </ul>
      )}
      <div className="mt-auto grid gap-0.5 py-3">
        <button
          type="button"
          onClick={onHelp}
          aria-keyshortcuts="?"
          aria-label="Shortcuts"
          title="Shortcuts"
          className={clsx(ROW, 'text-ink-2 hover:bg-nav-on hover:text-ink', open ? 'px-2' : 'justify-center')}
        >
          <CircleHelp aria-hidden size={16} strokeWidth={1.6} />
          {open && 'Shortcuts'}
          {open && (
            <span className="ml-auto">
              <KeyCap keys="?" />
            </span>
          )}
        </button>
        <button
          type="button"
          onClick={onFold}
          aria-expanded={open}
          aria-label={open ? 'Fold the navigation' : 'Open the navigation'}
          title={open ? 'Fold the navigation' : 'Open the navigation'}
          className={clsx(ROW, 'text-ink-2 hover:bg-nav-on hover:text-ink', open ? 'px-2' : 'justify-center')}
        >
          {open ? <PanelLeftClose aria-hidden size={16} strokeWidth={1.6} /> : <PanelLeftOpen aria-hidden size={16} strokeWidth={1.6} />}
          {open && 'Fold'}
        </button>
        {person && (
          <Link
            href="/account"
            prefetch={false}
            title={open ? undefined : 'Your account'}
            className={clsx(ROW, 'text-ink-2 hover:bg-nav-on hover:text-ink', open ? 'px-2' : 'justify-center')}
          >
            <CircleUser aria-hidden size={16} strokeWidth={1.6} className="shrink-0" />
            <span className={open ? 'min-w-0 truncate' : 'sr-only'}>{person}</span>
            <span className="sr-only">, your account</span>
          </Link>
        )}
      </div>
    </nav>
  )
}

function Item({
  href,
  label,
  icon: Icon,
  on,
  open,
  count,
  onGo,
}: Place & { on: boolean; open: boolean; count: Count | undefined; onGo: (href: string) => void }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        onNavigate={going(href, onGo)}
        aria-current={on ? 'page' : undefined}
        title={open ? undefined : label}
        className={clsx(
          ROW,
          open ? 'px-2' : '-mx-2 h-[34px] justify-center rounded-none',
          on ? (open ? 'bg-nav-on font-medium' : 'row-selected') : 'text-ink-2 hover:bg-nav-on hover:text-ink',
        )}
      >
        <Icon aria-hidden size={open ? 16 : 18} strokeWidth={1.6} />
        <span className={open ? undefined : 'sr-only'}>{label}</span>
        {count && count.value > 0 && (
          <>
            <span
              aria-hidden
              className={clsx(
                'text-12',
                open
                  ? 'ml-auto'
                  : 'absolute top-0 right-1.5 grid h-4 min-w-4 place-items-center rounded-full px-1 font-semibold leading-none',
                count.urgent
                  ? open
                    ? 'font-medium text-status-down'
                    : 'bg-status-down text-page'
                  : open
                    ? 'text-ink-3'
                    : 'bg-ink-3 text-page',
              )}
            >
              {count.value}
            </span>
            <span className="sr-only">, {count.says}</span>
          </>
        )}
      </Link>
    </li>
  )
}
