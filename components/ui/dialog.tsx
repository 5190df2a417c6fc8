'use client'
import clsx from 'clsx'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useReturnFocus } from './use-return-focus'

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** One sentence under the title; for what destroys, it names what is destroyed. */
  description?: string | undefined
  /** For many fields: they stand side by side, and all of it on one screen. */
  wide?: boolean
  children?: ReactNode
  /** The buttons, the one to press last. */
  actions?: ReactNode
}

/** Asks one thing and waits for the answer. Escape and the veil close it; focus returns to where it was. */
export function Dialog({ open, onOpenChange, title, description, wide = false, children, actions }: DialogProps) {
  const returnFocus = useReturnFocus(open)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Primitive.Content
          onCloseAutoFocus={returnFocus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={clsx(
            'fixed left-1/2 z-50 flex -translate-x-1/2 flex-col gap-4 overflow-y-auto rounded-control border border-line-2 bg-surface p-5 shadow-float outline-none animate-fade',
            wide ? 'top-[4vh] max-h-[92vh] w-[min(680px,calc(100vw-32px))]' : 'top-[12vh] max-h-[80vh] w-[min(480px,calc(100vw-32px))]',
          )}
        >
          <div className="grid gap-1">
            <Primitive.Title className="font-medium text-16">{title}</Primitive.Title>
            {description !== undefined && <Primitive.Description className="text-13 text-ink-2">{description}</Primitive.Description>}
          </div>
          {children}
          {actions && <div className="flex flex-wrap justify-end gap-2">{actions}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
