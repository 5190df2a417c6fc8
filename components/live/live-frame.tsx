'use client'
import type { ReactNode } from 'react'
import { Frame, type FrameProps } from '@/components/shell/frame'
import type { Beat, Snapshot } from '@/server/live/model'
import type { OverviewRow } from '@/server/live/rows'
import { ConnectionBanner } from './connection-banner'
import { PageLiveIndicator } from './live-indicator'
import { Sight } from './sight'
import { useLive } from './use-live'

type LiveFrameProps = Omit<FrameProps, 'status' | 'live' | 'sight' | 'counts'> & {
  beat: Beat
  overview: Snapshot<OverviewRow>
  children: ReactNode
}

/** The frame of all views, with what is live in it: the overall status, what is open, how old all this is. */
export function LiveFrame({ beat, overview: initial, children, ...frame }: LiveFrameProps) {
  const [{ status, openIncidents, urgent } = UNKNOWN] = useLive('overview', initial)
  const says = openIncidents === 1 ? '1 open incident' : `${openIncidents} open incidents`
  return (
    <Frame
      {...frame}
      status={status}
      live={<PageLiveIndicator />}
      sight={<Sight initial={beat} />}
      counts={{ '/operations': { value: openIncidents, urgent, says } }}
    >
      <ConnectionBanner />
      {children}
    </Frame>
  )
}

const UNKNOWN: OverviewRow = { id: 'overview', status: 'unknown', openIncidents: 0, urgent: false }
