'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { useBeat } from './use-beat'

/** One line at the top of the content while what is shown may not be what is. Nothing while all is well. */
export function ConnectionBanner() {
  const { state, says, isPaging = false } = useBeat()
  if (!says) return null
  return (
    <p
      role="alert"
      className={clsx(
        'border-line border-b border-l-2 px-5 py-2 text-13',
        state === 'lost' || isPaging ? 'border-l-status-down text-status-down' : 'border-l-status-degraded text-status-degraded',
      )}
    >
      {says}
      {isPaging && (
        <>
          {' '}
          <Link className="underline" href="/paging" prefetch={false}>
            See what they answer
          </Link>
        </>
      )}
      {says.includes('signed out') && (
        <>
          {' '}
          <a className="underline" href={`/sign-in?returnTo=${encodeURIComponent(window.location.pathname)}`}>
            Sign in
          </a>
        </>
      )}
    </p>
  )
}
