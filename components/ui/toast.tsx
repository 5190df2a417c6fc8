'use client'
import clsx from 'clsx'
import { Toast } from 'radix-ui'
import { useSyncExternalStore } from 'react'

export type Told = {
  /** What is true in more words: the reason, who was first. */
  description?: string | undefined
  /** There is much to read, or to copy: it stays for a minute. */
  long?: boolean
  /** Takes back what was just done. */
  undo?: (() => void) | undefined
}

type Said = Told & { readonly id: number; readonly sentence: string; readonly failed: boolean }

const [DONE_MS, FAILED_MS, LONG_MS] = [5_000, 10_000, 60_000]
/** Older ones make room. */
const SHOWN_AT_ONCE = 3

/** Said from anywhere, shown at one place; one page, one list. */
let said: readonly Said[] = []
let lastId = 0
const listeners = new Set<() => void>()
const change = (next: readonly Said[]) => {
  said = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
const NOTHING: readonly Said[] = []

const say = (sentence: string, failed: boolean, told: Told) => {
  lastId += 1
  change([...said, { ...told, id: lastId, sentence, failed }].slice(-SHOWN_AT_ONCE))
}
const close = (id: number) => change(said.filter((one) => one.id !== id))

/** Says that something was done, at the foot of the screen, for five seconds. */
export const tellDone = (sentence: string, told: Told = {}): void => say(sentence, false, told)

/** Says that something was refused or failed, for ten seconds. */
export const tellFailed = (sentence: string, told: Told = {}): void => say(sentence, true, told)

/** Where toasts appear; once, in the root layout. F8 leads there, Escape closes one, a pointer or the focus on one keeps it. */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => said,
    () => NOTHING,
  )
  return (
    <Toast.Provider label="Message" swipeDirection="down">
      {toasts.map(({ id, sentence, description, undo, failed, long }) => (
        <Toast.Root
          key={id}
          type={failed ? 'foreground' : 'background'}
          onOpenChange={(stays) => !stays && close(id)}
          duration={long ? LONG_MS : failed ? FAILED_MS : DONE_MS}
          className={clsx(
            'flex w-full animate-open items-center gap-4 rounded-control border border-line-2 bg-surface px-3.5 py-2.5 text-13 text-ink shadow-float',
            failed && 'border-l-2 border-l-status-down',
          )}
        >
          <div className="grid flex-1 gap-0.5">
            <Toast.Title>{sentence}</Toast.Title>
            {description !== undefined && <Toast.Description className="text-12 text-ink-2">{description}</Toast.Description>}
          </div>
          {undo && (
            <Toast.Action
              altText="Undo it with the key Z, or where it was done"
              onClick={undo}
              className="rounded-chip border border-line-2 px-2 py-0.5 font-medium text-12 hover:border-line-3 max-md:min-h-11 max-md:px-3"
            >
              Undo
            </Toast.Action>
          )}
        </Toast.Root>
      ))}
      <Toast.Viewport
        label="Messages ({hotkey})"
        className="-translate-x-1/2 fixed bottom-11 left-1/2 z-50 flex w-[min(356px,calc(100vw-32px))] flex-col gap-2 max-md:bottom-18"
      />
    </Toast.Provider>
  )
}
