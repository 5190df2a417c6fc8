'use client'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { KeyCap } from './key-cap'

export type MenuItem = {
  key: string
  label: string
  note?: string | undefined
  keyHint?: string | undefined
  checked?: boolean | undefined
  danger?: boolean | undefined
  onSelect: () => void
}

/** A list of choices that opens under its trigger, which must be a button. */
export function Menu({
  trigger,
  items,
  align = 'start',
}: {
  trigger: ReactNode
  items: readonly MenuItem[]
  align?: 'start' | 'end' | undefined
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 animate-fade rounded-control border border-line-2 bg-surface p-1 shadow-float"
        >
          {items.map(({ key, label, note, keyHint, checked, danger, onSelect }) => (
            <DropdownMenu.Item
              key={key}
              onSelect={onSelect}
              className="flex h-8 cursor-pointer items-center gap-3 rounded-chip px-2 text-13 outline-none data-[highlighted]:bg-sel max-md:h-11"
            >
              <span className={danger ? 'text-status-down' : checked ? 'font-medium' : undefined}>{label}</span>
              {checked && <span className="sr-only">chosen</span>}
              <span className="ml-auto flex items-center gap-2 text-12 text-ink-3">
                {note}
                {checked && <span aria-hidden className="size-1.5 rounded-full bg-ink" />}
                {keyHint && <KeyCap keys={keyHint} />}
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
