'use client'
import { createContext, type KeyboardEvent, type PointerEvent, type ReactNode, useContext, useMemo, useState } from 'react'

type Crosshair = { atMs: number | undefined; setAtMs: (atMs: number | undefined) => void }
const Shared = createContext<Crosshair>({ atMs: undefined, setAtMs: () => {} })

/** Charts inside share one crosshair: the instant under the pointer, or stepped to by the arrow keys. */
export function CrosshairGroup({ children }: { children: ReactNode }) {
  const [atMs, setAtMs] = useState<number>()
  const shared = useMemo(() => ({ atMs, setAtMs }), [atMs])
  return <Shared.Provider value={shared}>{children}</Shared.Provider>
}

export const useCrosshair = (): Crosshair => useContext(Shared)

/** The member of sorted instants nearest to one. */
export function nearest(instants: readonly number[], atMs: number): number | undefined {
  let low = 0
  let high = instants.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((instants[middle] ?? 0) < atMs) low = middle
    else high = middle
  }
  const [left, right] = [instants[low], instants[high]]
  if (left === undefined || right === undefined) return left ?? right
  return atMs - left <= right - atMs ? left : right
}

export type Plot = { left: number; width: number; fromMs: number; toMs: number }

/** What a chart puts on its plot so that pointer and arrow keys move the shared crosshair from result to result; Shift and drag marks a span. */
export function useCrosshairHandlers(plot: Plot, instants: readonly number[], onBrush?: (fromMs: number, toMs: number) => void) {
  const { atMs, setAtMs } = useCrosshair()
  const [brushFromMs, setBrushFromMs] = useState<number>()
  const under = (event: PointerEvent<Element>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - plot.left
    return plot.fromMs + Math.min(Math.max(x / Math.max(plot.width, 1), 0), 1) * (plot.toMs - plot.fromMs)
  }
  const step = (by: number) => {
    const now = atMs === undefined ? instants.length : instants.indexOf(nearest(instants, atMs) ?? 0)
    setAtMs(instants[Math.min(Math.max(now + by, 0), instants.length - 1)])
  }
  const at = atMs === undefined ? instants.length - 1 : instants.indexOf(nearest(instants, atMs) ?? 0)
  return {
    /** A chart is a slider over its results: that is how keys and screen readers know it. */
    slider: (label: string, says: string | undefined) => ({
      role: 'slider' as const,
      tabIndex: 0,
      'aria-label': label,
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(instants.length - 1, 0),
      'aria-valuenow': Math.max(at, 0),
      'aria-valuetext': says ?? 'no result',
    }),
    brush:
      brushFromMs !== undefined && atMs !== undefined ? ([Math.min(brushFromMs, atMs), Math.max(brushFromMs, atMs)] as const) : undefined,
    handlers: {
      onPointerMove: (event: PointerEvent<Element>) => setAtMs(brushFromMs === undefined ? nearest(instants, under(event)) : under(event)),
      onPointerLeave: () => brushFromMs === undefined && setAtMs(undefined),
      onPointerDown: (event: PointerEvent<Element>) => {
        if (!onBrush || !event.shiftKey) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setBrushFromMs(under(event))
      },
      onPointerUp: (event: PointerEvent<Element>) => {
        if (brushFromMs === undefined) return
        const to = under(event)
        setBrushFromMs(undefined)
        if (to !== brushFromMs) onBrush?.(Math.min(brushFromMs, to), Math.max(brushFromMs, to))
      },
      onKeyDown: (event: KeyboardEvent<Element>) => {
        if (event.key === 'ArrowLeft') step(-1)
        else if (event.key === 'ArrowRight') step(1)
        else if (event.key === 'Escape' && atMs !== undefined) setAtMs(undefined)
        else return
        event.preventDefault()
        event.stopPropagation()
      },
    },
  }
}
