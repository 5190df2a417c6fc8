'use client'
import { useState } from 'react'
import { reachFrom } from '@/server/views/rules/checks-table'

export type Marked = {
  /** The ids of those that are chosen, also where the filter hides them. */
  readonly ids: ReadonlySet<string>
  toggle(id: string): void
  add(ids: readonly string[]): void
  /** All from the last that was chosen to this one. */
  reach(to: string): void
  clear(): void
}

/** What is chosen in a list of which only a part is in the document. */
export function useMarked(rows: readonly { readonly id: string }[], selectedId: string | undefined): Marked {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string>()
  return {
    ids,
    toggle(id) {
      setAnchor(id)
      setIds((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      })
    },
    add: (more) => setIds((before) => new Set([...before, ...more])),
    reach(to) {
      const from = reachFrom(rows, anchor ?? selectedId, to)
      setAnchor(to)
      setIds((before) => new Set([...before, ...from]))
    },
    clear() {
      setAnchor(undefined)
      setIds(new Set())
    },
  }
}
