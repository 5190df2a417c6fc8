'use client'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import type { Status } from './status'

/** Makes the tab's icon show the overall status. Files, not data URLs, so that the content policy stays strict. */
export function Favicon({ mark }: { mark: Status }) {
  const path = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation writes the page's own icon again
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')
    if (link) link.href = `/mark/${mark}.svg`
  }, [mark, path])
  return null
}
