'use client'
import type { ReactNode } from 'react'
import type { Status } from '@/components/marks/status'
import { Frame, type FrameProps } from '@/components/shell/frame'
import type { Snapshot } from '@/server/live/model'
import type { IncidentRow } from '@/server/live/rows'
import { ConnectionBanner } from './connection-banner'
import { PageLiveIndicator } from './live-indicator'
import { Sight } from './sight'
import { useLive } from './use-live'

type LiveFrameProps = Omit<FrameProps, 'status' | 'live' | 'sight' | 'counts'> & {
  incidents: Snapshot<IncidentRow>
  /** How many checks there are; without any nothing can be said. */
  watched: number
  children: ReactNode
}

/** The frame of all views, with what is live in it: the overall status, what is open, how old all this is. */
export function LiveFrame({ incidents: initial, watched, children, ...frame }: LiveFrameProps) {
  const open = useLive('incidents', initial).filter(({ state }) => state !== 'resolved')
  const urgent = open.some(({ state }) => state === 'triggered')
  const says = open.length === 1 ? '1 open incident' : `${open.length} open incidents`
  return (
    <Frame
      {...frame}
      status={overall(open, watched)}
      live={<PageLiveIndicator />}
      sight={<Sight />}
      counts={{ '/operations': { value: open.length, urgent, says } }}
    >
      <ConnectionBanner />
      {children}
    </Frame>
  )
}

function overall(open: readonly IncidentRow[], watched: number): Status {
  if (watched === 0) return 'unknown'
  const conditions = open.flatMap(({ checks }) => checks.filter(({ endedAtMs }) => endedAtMs === null).map(({ condition }) => condition))
  if (conditions.includes('down')) return 'down'
  return conditions.includes('degraded') || open.length > 0 ? 'degraded' : 'up'
}
