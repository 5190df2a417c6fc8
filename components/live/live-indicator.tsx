'use client'
import { LiveIndicator } from '@/components/shell/live-indicator'
import { useBeat } from './use-beat'

/** How old what this page shows is, from the page's own connection. */
export function PageLiveIndicator({ size }: { size?: 'page' | 'wall' }) {
  const { frameAtMs, state } = useBeat()
  return <LiveIndicator frameAtMs={frameAtMs} connected={state !== 'lost'} size={size} />
}
