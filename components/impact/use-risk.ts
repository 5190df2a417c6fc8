'use client'
import { useBeat } from '@/components/live/use-beat'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { type Headline, headline } from '@/server/impact/rules/headline'
import type { RiskState } from '@/server/impact/rules/risk-state'
import type { Snapshot } from '@/server/live/model'

/** What is at risk, as of this second: worked out here by the rules that write the ledger, so that the screen and the report agree. */
export function useRisk(initial: Snapshot<RiskState>): {
  risk: RiskState | undefined
  told: Headline | undefined
  now: Date
  stale: boolean
} {
  const [held] = useLive('risk', initial)
  const { beat, state, frameAtMs } = useBeat()
  const clock = useNow(1_000)
  // Nothing is counted on from what is no longer heard: a lost page shows what held at its last frame.
  const now = state === 'lost' && frameAtMs !== undefined ? new Date(frameAtMs) : clock
  const risk = held && beat ? { ...held, blindSinceMs: beat.blindSinceMs, unstoredSinceMs: beat.unstoredSinceMs } : held
  return { risk, told: risk && headline(risk, now), now, stale: state === 'lost' || state === 'stale' }
}
