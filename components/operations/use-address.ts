'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

export type Address = {
  get(key: string): string | null
  /** All of it, as it is written. */
  all(): string
  /** Writes the state into the address without asking the server; null takes it out. `leave` makes it a step to go back to. */
  set(changes: Readonly<Record<string, string | null>>, leave?: boolean): void
}

/** What a colleague should see too stands in the address (VIEW-7). */
export function useAddress(): Address {
  const search = useSearchParams()
  const set = useCallback((changes: Readonly<Record<string, string | null>>, leave = false) => {
    const next = new URLSearchParams(window.location.search)
    for (const [key, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(key)
      else next.set(key, value)
    }
    const address = `${window.location.pathname}${next.size > 0 ? `?${next}` : ''}`
    if (leave) window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }, [])
  return { get: (key) => search.get(key), all: () => search.toString(), set }
}
