'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { OPENABLE, type Openable } from '@/server/impact/rules/arithmetic'

/** Which figure is open, kept in the address: `?part=lost` shows a colleague the same. */
export function usePart(): { part: Openable | null; open: (part: string | null) => void } {
  const params = useSearchParams()
  const path = usePathname()
  return {
    part: OPENABLE.find((each) => each === params.get('part')) ?? null,
    open(part) {
      const next = new URLSearchParams(params)
      if (part === null) next.delete('part')
      else next.set('part', part)
      window.history[part === null ? 'replaceState' : 'pushState'](null, '', next.size > 0 ? `${path}?${next}` : path)
    },
  }
}
