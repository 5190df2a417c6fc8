'use client'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useReturnFocus } from './use-return-focus'

export type SideSheetProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Small, above everything: what this sheet explains. */
  title: string
  /** The figure that is explained, at 44 px. */
  figure?: ReactNode
  /** Under the figure: how sure, and as of when. */
  note?: ReactNode
  children: ReactNode
}

/** A sheet from the right, 468 px wide, over a dimmed page. On a phone it is the whole screen. */
export function SideSheet({ open, onOpenChange, title, figure, note, children }: SideSheetProps) {
  const returnFocus = useReturnFocus(open)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Primitive.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 w-[468px] max-w-full animate-sheet overflow-y-auto border-line-2 border-l bg-surface px-8 pt-5 pb-10 shadow-sheet outline-none max-md:w-full max-md:px-5"
        >
          <div className="flex items-start justify-between gap-4">
            <Primitive.Title className="pt-0.5 text-13 text-ink-3">{title}</Primitive.Title>
            <Primitive.Close
              aria-label="Close (esc)"
              className="grid h-[18px] place-items-center rounded-key border border-line-2 px-1.5 font-mono text-11 text-ink-2 hover:border-line-3 hover:text-ink max-md:size-11 touch:size-11"
            >
              esc
            </Primitive.Close>
          </div>
          {figure && <div className="mt-2 font-medium text-44">{figure}</div>}
          {note && <div className="mt-1 text-13 text-ink-3">{note}</div>}
          <div className="mt-7 grid gap-8">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
