import type { Mark } from '@/components/marks/status'
import type { Stake } from '@/server/impact/model'

/** A deal is marked by the same glyphs as what it depends on. */
export const STAKE_MARK: Readonly<Record<Stake, Mark>> = { safe: 'up', strain: 'degraded', risk: 'down' }
export const STAKE_WORDS: Readonly<Record<Stake, string>> = { safe: 'safe', strain: 'under strain', risk: 'at risk' }
