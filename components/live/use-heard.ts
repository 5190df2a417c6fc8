'use client'
import { useBeat } from './use-beat'
import { useNow } from './use-now'

/** The time up to which figures may tick. Nothing is counted on from what is no longer heard: a lost page shows what held at its last frame. */
export function useHeard(): { readonly now: Date; readonly stale: boolean } {
  const { state, frameAtMs } = useBeat()
  const clock = useNow(1_000)
  const now = state === 'lost' && frameAtMs !== undefined ? new Date(frameAtMs) : clock
  return { now, stale: state === 'lost' || state === 'stale' }
}
