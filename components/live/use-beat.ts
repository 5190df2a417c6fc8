'use client'
import { useSyncExternalStore } from 'react'
import type { Beat } from '@/server/live/model'
import type { Connection } from './hub'
import { useNow } from './use-now'
import { liveHub } from './watch'

/** A silence from here on is worth a colour. */
export const STALE_MS = 5_000
/** A silence from here on is no connection, whatever the socket says. */
const LOST_MS = 15_000

export type Liveness = {
  readonly beat: Beat | null
  readonly frameAtMs: number | undefined
  /** `connecting` before the first frame; `stale` when frames or the engine are late; `lost` without a connection. */
  readonly state: 'connecting' | 'live' | 'stale' | 'lost'
  /** What is wrong, in a sentence; null while all is well. */
  readonly says: string | null
  /** It is said in red, and Paging says more. */
  readonly isPaging?: boolean
}

const NONE: Connection = { connected: false, beat: null, frameAtMs: undefined, refusal: null }
const subscribe = (listener: () => void) => liveHub().onConnection(listener)

/** How live this page is, and what the engine can see. */
export function useBeat(): Liveness {
  const connection = useSyncExternalStore(
    subscribe,
    () => liveHub().connection(),
    () => NONE,
  )
  return livenessOf(connection, useNow(1_000).getTime())
}

/** Pure, for tests: what the connection means at an instant (epoch milliseconds). */
export function livenessOf({ connected, beat, frameAtMs, refusal }: Connection, nowMs: number): Liveness {
  const ageMs = frameAtMs === undefined ? 0 : nowMs - frameAtMs
  if (refusal) return { beat, frameAtMs, state: 'lost', says: refusal }
  if (frameAtMs === undefined) return { beat, frameAtMs, state: 'connecting', says: null }
  if (!connected || ageMs > LOST_MS)
    return {
      beat,
      frameAtMs,
      state: 'lost',
      says: 'The connection to Plimsoll is lost. What you see is as old as it says; it catches up by itself.',
    }
  if (ageMs > STALE_MS)
    return { beat, frameAtMs, state: 'stale', says: 'Plimsoll has said nothing for some seconds. What you see may be old.' }
  if (beat && (beat.engineAtMs === null || nowMs - beat.engineAtMs > STALE_MS))
    return {
      beat,
      frameAtMs,
      state: 'stale',
      says: 'The engine is silent, so nothing is being checked at this moment. It is being started again.',
    }
  if (beat?.blindSinceMs)
    return {
      beat,
      frameAtMs,
      state: 'live',
      says: 'Plimsoll has no connection of its own, so it cannot see. Results are unknown meanwhile, not down.',
    }
  if (beat?.unstoredSinceMs)
    return { beat, frameAtMs, state: 'live', says: 'The database is away. Checks and alerts go on; results wait and will be stored.' }
  if (beat && beat.channelsDown.length > 0)
    return { beat, frameAtMs, state: 'live', says: `Messages do not arrive by ${beat.channelsDown.join(', ')}.`, isPaging: true }
  return { beat, frameAtMs, state: 'live', says: null }
}
