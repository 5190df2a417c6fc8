'use client'
import { Toaster as Sonner, toast } from 'sonner'

export type Told = {
  /** What is true in more words: the reason, who was first. */
  description?: string | undefined
  /** Takes back what was just done. */
  undo?: (() => void) | undefined
}

const options = ({ description, undo }: Told) => ({
  ...(description === undefined ? {} : { description }),
  ...(undo ? { action: { label: 'Undo', onClick: undo } } : {}),
})

/** Says that something was done, at the foot of the screen, for five seconds. */
export const tellDone = (sentence: string, told: Told = {}): void => void toast(sentence, { duration: 5_000, ...options(told) })

/** Says that something was refused or failed, for ten seconds. */
export const tellFailed = (sentence: string, told: Told = {}): void => void toast.error(sentence, { duration: 10_000, ...options(told) })

/** Where toasts appear; once, in the root layout. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      visibleToasts={3}
      offset={44}
      mobileOffset={{ bottom: 72 }}
      style={{ fontFamily: 'var(--font-sans)' }}
      icons={{ error: null }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-4 rounded-control border border-line-2 bg-surface px-3.5 py-2.5 text-13 text-ink shadow-float',
          error: 'border-l-2 border-l-status-down',
          content: 'grid flex-1 gap-0.5',
          description: 'text-12 text-ink-2',
          actionButton: 'rounded-chip border border-line-2 px-2 py-0.5 font-medium text-12 hover:border-line-3 max-md:min-h-11 max-md:px-3',
        },
      }}
    />
  )
}
