'use client'
import clsx from 'clsx'
import { useEffect, useState, useSyncExternalStore } from 'react'

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

/**
 * Where toasts appear; once, in the root layout. A pointer or the focus on one keeps it. None takes Escape, which belongs to the dialog that may be
 * open; none is hidden from a screen reader by one, because what is live stays.
 */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => said,
    () => NOTHING,
  )
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      aria-relevant="additions text"
      className="-translate-x-1/2 pointer-events-none fixed bottom-11 left-1/2 z-50 grid w-[min(356px,calc(100vw-32px))] gap-2 max-md:bottom-18"
    >
      {toasts.map((one) => (
        <Toast key={one.id} {...one} />
      ))}
    </section>
  )
}

function Toast({ id, sentence, description, undo, failed, long }: Said) {
  const [held, setHeld] = useState(false)
  const forMs = long ? LONG_MS : failed ? FAILED_MS : DONE_MS
  useEffect(() => {
    if (held) return
    const timer = window.setTimeout(() => close(id), forMs)
    return () => window.clearTimeout(timer)
  }, [held, id, forMs])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while it is read; what can be done in it is a button
    <div
      role={failed ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={clsx(
        'pointer-events-auto flex w-full animate-open items-center gap-4 rounded-control border border-line-2 bg-surface px-3.5 py-2.5 text-13 text-ink shadow-float',
        failed && 'border-l-2 border-l-status-down',
      )}
    >
      <div className="grid flex-1 gap-0.5">
        <p>{sentence}</p>
        {description !== undefined && <p className="text-12 text-ink-2">{description}</p>}
      </div>
      {undo && (
        <button
          type="button"
          onClick={() => {
            undo()
            close(id)
          }}
          className="rounded-chip border border-line-2 px-2 py-0.5 font-medium text-12 hover:border-line-3 max-md:min-h-11 max-md:px-3"
        >
          Undo
        </button>
      )}
    </div>
  )
}
