'use client'
import { useState } from 'react'
import { HeartbeatBars, type HeartbeatBarsProps } from './heartbeat-bars'

export type HeartbeatStepperProps = HeartbeatBarsProps & {
  /** What each result says, in the order of `beats`: time, place, phases. */
  readouts: readonly string[]
}

/** Heartbeat bars that can be read one by one: by the pointer, or by the arrow keys once focused. */
export function HeartbeatStepper({ readouts, ...bars }: HeartbeatStepperProps) {
  const { count = 60, barWidth = 4, gap = 1 } = bars
  const shown = Math.min(bars.beats.length, count)
  const [marked, setMarked] = useState<number>()
  const says = marked === undefined ? undefined : readouts.slice(-shown)[marked]
  const move = (to: number) => setMarked(Math.min(Math.max(to, 0), shown - 1))
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={bars.label}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={Math.max(shown, 1)}
      aria-valuenow={(marked ?? shown - 1) + 1}
      aria-valuetext={says ?? bars.label}
      className="relative w-fit max-w-full"
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') move((marked ?? shown) - 1)
        else if (event.key === 'ArrowRight') move((marked ?? shown - 2) + 1)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
      onBlur={() => setMarked(undefined)}
      onPointerLeave={() => setMarked(undefined)}
      onPointerMove={(event) => {
        const { left } = event.currentTarget.getBoundingClientRect()
        const place = Math.floor((event.clientX - left) / (barWidth + gap)) - (count - shown)
        setMarked(place >= 0 && place < shown ? place : undefined)
      }}
    >
      <HeartbeatBars {...bars} marked={marked} />
      {says && (
        <p className="pointer-events-none absolute right-0 bottom-full z-10 mb-1 whitespace-nowrap rounded-chip border border-line-2 bg-surface px-2 py-0.5 text-12 shadow-float">
          {says}
        </p>
      )}
    </div>
  )
}
