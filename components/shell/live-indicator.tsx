'use client'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import { useNow } from '@/components/live/use-now'

export type LiveIndicatorProps = {
  /** When the last frame came, as an instant in ms; undefined before the first. */
  frameAtMs: number | undefined
  connected: boolean
  size?: 'page' | 'wall' | undefined
}

/** A silence from here on is worth a colour. */
const LATE_MS = 5_000

/** How old what one sees is: green dot and age; amber from five seconds; red and in words when the connection is gone. */
export function LiveIndicator({ frameAtMs, connected, size = 'page' }: LiveIndicatorProps) {
  const ageMs = useNow(1_000).getTime() - (frameAtMs ?? 0)
  if (frameAtMs === undefined)
    return (
      <Shown size={size} tone="late" dot="bg-status-unknown">
        Connecting
      </Shown>
    )
  if (!connected)
    return (
      <Shown size={size} tone="lost" dot="bg-status-down">
        Not live since <Time at={frameAtMs} form="exact" />
      </Shown>
    )
  return (
    <Shown size={size} tone={ageMs > LATE_MS ? 'late' : 'live'} dot={ageMs > LATE_MS ? 'bg-status-degraded' : 'bg-status-up'}>
      {ageMs > LATE_MS ? 'Late' : 'Live'}
      <span className={clsx('inline-block min-w-8', ageMs <= LATE_MS && 'text-ink-3')}>
        <Age since={frameAtMs} form="tenths" />
      </span>
    </Shown>
  )
}

const TONES = { live: 'text-ink', late: 'text-status-degraded', lost: 'font-medium text-status-down' }

function Shown({ size, tone, dot, children }: { size: 'page' | 'wall'; tone: keyof typeof TONES; dot: string; children: ReactNode }) {
  return (
    <span
      role="status"
      aria-live="off"
      className={clsx('inline-flex items-center gap-2 whitespace-nowrap', size === 'wall' ? 'text-20' : 'text-13', TONES[tone])}
    >
      <span aria-hidden className={clsx('rounded-full ring-3 ring-ink/8', size === 'wall' ? 'size-3' : 'size-2', dot)} />
      {children}
    </span>
  )
}
