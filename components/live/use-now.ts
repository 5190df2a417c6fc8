'use client'
import { createContext, createElement, type ReactNode, useContext, useSyncExternalStore } from 'react'

/** The only reader of the clock in the browser. */
type Beat = { readonly everyMs: number; now: Date; dueMs: number; readonly listeners: Set<() => void> }

const beats = new Map<number, Beat>()
let timer: ReturnType<typeof setTimeout> | undefined
let offsetMs = 0

/** The server's time as well as we know it. For event handlers; a component calls `useNow`. */
export const readNow = (): Date => new Date(Date.now() + offsetMs)

/** Tells how far this machine's clock is behind the server's, learnt from a frame that carried the server's time. */
export function setServerTime(serverNow: Date): void {
  offsetMs = serverNow.getTime() - Date.now()
}

const ServerNow = createContext<number | undefined>(undefined)

/** Hands the time at which the server rendered to all `useNow` below, so that hydration sees the same text. */
export function NowProvider({ atMs, children }: { atMs: number; children: ReactNode }) {
  return createElement(ServerNow.Provider, { value: atMs }, children)
}

/**
 * The time, renewed every `everyMs` by one timer that all components share; it rests while the tab is hidden.
 * Under reduced motion nothing ticks faster than once a second.
 *
 * @param initial what the server rendered with; needed only outside a `NowProvider`
 */
export function useNow(everyMs: number, initial?: Date): Date {
  const provided = useContext(ServerNow)
  const key = initial?.getTime() ?? provided
  return useSyncExternalStore(
    subscribers(everyMs),
    () => beatOf(everyMs).now,
    () => (key === undefined ? beatOf(everyMs).now : serverDate(key)),
  )
}

let lastServerDate = new Date(0)
/** The same object for the same instant: React compares snapshots by identity. */
function serverDate(ms: number): Date {
  if (lastServerDate.getTime() !== ms) lastServerDate = new Date(ms)
  return lastServerDate
}

const subscribe = new Map<number, (listener: () => void) => () => void>()
function subscribers(everyMs: number) {
  const known = subscribe.get(everyMs)
  if (known) return known
  const made = (listener: () => void) => {
    const beat = beatOf(everyMs)
    beat.listeners.add(listener)
    plan()
    return () => {
      beat.listeners.delete(listener)
      if (beat.listeners.size === 0) beats.delete(everyMs)
      plan()
    }
  }
  subscribe.set(everyMs, made)
  return made
}

function beatOf(everyMs: number): Beat {
  const known = beats.get(everyMs)
  if (known) return known
  const made: Beat = { everyMs, now: readNow(), dueMs: 0, listeners: new Set() }
  made.dueMs = nextDue(made)
  beats.set(everyMs, made)
  return made
}

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches
/** Beats fall on whole multiples of their period, so that every figure on the page turns in the same frame. */
function nextDue({ everyMs }: Beat): number {
  const period = typeof window !== 'undefined' && calm() ? Math.max(everyMs, 1_000) : everyMs
  return Math.floor(Date.now() / period + 1) * period
}

function plan(): void {
  clearTimeout(timer)
  timer = undefined
  if (document.hidden) return
  const due = Math.min(...[...beats.values()].filter(({ listeners }) => listeners.size > 0).map(({ dueMs }) => dueMs))
  if (Number.isFinite(due)) timer = setTimeout(beat, Math.max(due - Date.now(), 0))
}

function beat(): void {
  for (const each of beats.values()) {
    if (each.dueMs > Date.now()) continue
    each.now = readNow()
    each.dueMs = nextDue(each)
    for (const listener of each.listeners) listener()
  }
  plan()
}

if (typeof document !== 'undefined') document.addEventListener('visibilitychange', beat)
