'use client'
import { Tooltip as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

/** Says more about what it surrounds, which must be focusable. Never the only place where something is said. */
export function Tooltip({ says, children }: { says: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={350}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            sideOffset={6}
            className="z-50 max-w-72 animate-fade rounded-chip border border-line-2 bg-surface px-2 py-1 text-12 text-ink shadow-float"
          >
            {says}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  )
}
