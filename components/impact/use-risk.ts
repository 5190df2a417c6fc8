'use client'
import { useBeat } from '@/components/live/use-beat'
import { useHeard } from '@/components/live/use-heard'
import { useLive } from '@/components/live/use-live'
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
  const { beat } = useBeat()
  const { now, stale } = useHeard()
  const risk = held && beat ? { ...held, blindSinceMs: beat.blindSinceMs, unstoredSinceMs: beat.unstoredSinceMs } : held
  return { risk, told: risk && headline(risk, now), now, stale }
}
