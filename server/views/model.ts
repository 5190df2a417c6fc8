import type { Availability } from '../checks/rules/availability'
import type { OpportunityRow, RiskState } from '../impact/rules/risk-state'
import type { Snapshot } from '../live/model'
import type { DayHealth, DayLoad, Month, Period, Seen } from './rules/history'

/** A part of a view that has to be read, or why it is missing: each part fails for itself. */
export type Section<T> = { readonly kind: 'ready'; readonly value: T } | { readonly kind: 'missing'; readonly says: string }

/** A range where Plimsoll could not see (IMP-13), and how much of the window counts: less than all of what was declared later, paused or maintained. */
export type Known = Availability & { readonly countsMs: number }
/** Over the last 24 hours, 7 and 30 days; null where nothing is known. */
export type Windows = { readonly day: Known | null; readonly week: Known | null; readonly month: Known | null }

export type ServiceAvailability = Seen & { readonly id: string; readonly title: string; readonly tier: 1 | 2 | 3 }
/** Of how many services it is known, and those with the lowest, the lowest first: the others are at least as available. */
export type LowestAvailability = { readonly known: number; readonly lowest: readonly ServiceAvailability[] }

export type ExecutiveView = {
  readonly nowMs: number
  readonly risk: Snapshot<RiskState>
  readonly opportunities: Snapshot<OpportunityRow>
  readonly months: Section<readonly Month[]>
  readonly days: Section<readonly DayLoad[]>
  readonly period: Section<Period>
  readonly availability: Section<LowestAvailability>
  /** By opportunity id: each of the last 30 days. */
  readonly health: Section<Readonly<Record<string, readonly DayHealth[]>>>
}

export type OpportunityHistory = {
  /** Each of the last 90 days, oldest first. */
  readonly days: readonly { readonly fromMs: number; readonly health: DayHealth }[]
  /** Time at risk by month, oldest first; `declared` is false before the deal was. */
  readonly months: readonly { readonly fromMs: number; readonly lostMs: number; readonly declared: boolean }[]
  /** Over the last 30 days, or since it was declared. */
  readonly availability: Seen
  readonly coversMs: number
}

export type OpportunityView = {
  readonly nowMs: number
  readonly id: string
  readonly opportunities: Snapshot<OpportunityRow>
  readonly risk: Snapshot<RiskState>
  readonly history: Section<OpportunityHistory>
}
