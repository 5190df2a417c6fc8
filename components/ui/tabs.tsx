'use client'
import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

export type Tab = { key: string; label: string; count?: number | undefined; content: ReactNode }

export type TabsProps = { tabs: readonly Tab[]; label: string; value?: string | undefined; onChange?: ((key: string) => void) | undefined }

/** Tabs within a page. Tabs that have an address of their own are `SubNav` in components/shell. */
export function Tabs({ tabs, label, value, onChange }: TabsProps) {
  return (
    <Primitive.Root
      {...(value === undefined ? { defaultValue: tabs[0]?.key ?? '' } : { value })}
      {...(onChange ? { onValueChange: onChange } : {})}
      className="grid gap-4"
    >
      <Primitive.List aria-label={label} className="flex gap-5 overflow-x-auto border-line border-b">
        {tabs.map(({ key, label: name, count }) => (
          <Primitive.Trigger
            key={key}
            value={key}
            className="-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 text-13 text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink max-md:h-11"
          >
            {name}
            {count !== undefined && <span className="text-12 text-ink-3">{count}</span>}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map(({ key, content }) => (
        <Primitive.Content key={key} value={key}>
          {content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}
