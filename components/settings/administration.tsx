'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { Section } from '@/components/ui/section'
import type { Section as Read } from '@/server/views/model'

/** A page of the settings: its name, what it is about in one line, and what one can do at the right. */
export function SettingsColumn({
  title,
  lead,
  action,
  children,
}: {
  title: string
  lead: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-4 px-5 py-5 xl:px-10">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <h1 className="font-medium text-20">{title}</h1>
          <p className="max-w-[100ch] text-13 text-ink-2">{lead}</p>
        </div>
        {action}
      </header>
      {children}
    </div>
  )
}

export type ReadListProps<Item> = {
  title: string
  read: Read<readonly Item[]>
  note: (items: readonly Item[]) => string
  /** What this is for, and the one thing to do. */
  empty: string
  /** What holds although it cannot be read. */
  still: string
  children: (items: readonly Item[]) => ReactNode
}

/** A list that was read for the page. When what had the cursor goes from it, the cursor goes to the list. */
export function ReadList<Item extends { readonly id: string }>({ title, read, note, empty, still, children }: ReadListProps<Item>) {
  const router = useRouter()
  const items = read.kind === 'ready' ? read.value : []
  const place = useRef<HTMLDivElement>(null)
  const before = useRef(items.length)
  useEffect(() => {
    const fewer = items.length < before.current
    before.current = items.length
    if (fewer && (document.activeElement === null || document.activeElement === document.body)) place.current?.focus()
  }, [items.length])
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Section
        title={title}
        note={read.kind === 'ready' && items.length > 0 && note(items)}
        state={
          read.kind === 'missing'
            ? { kind: 'failed', says: read.says, still, onRetry: () => router.refresh() }
            : items.length === 0
              ? { kind: 'empty', says: empty }
              : { kind: 'ready' }
        }
      >
        {children(items)}
      </Section>
    </div>
  )
}
