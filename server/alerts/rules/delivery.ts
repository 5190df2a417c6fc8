import { HOUR } from '../../kernel/duration'
import type { MeasuredKind } from '../model'
import { budgetOf, type Figures, merged, quantileOf } from './figures'

/** What is promised of how soon messages arrive (ALR-13). */
export type DeliveryTargets = {
  /** Half of them within, in milliseconds. */
  readonly medianMs: number
  /** One is in time within, in milliseconds. */
  readonly withinMs: number
  /** This share is to be in time, 0..1. */
  readonly share: number
}

/** How soon messages of a stretch arrived, and what is left of the promise. Figures are null where nothing was measured. */
export type DeliverySummary = {
  readonly pages: number
  readonly canaries: number
  readonly lost: number
  readonly medianMs: number | null
  /** Within which the promised share arrived. */
  readonly shareMs: number | null
  /** In time of all, 0..1. */
  readonly inTime: number | null
  /** Of the misses that are allowed, what is left, up to 1; below 0 when the promise is broken. */
  readonly budgetLeft: number | null
}

type Hour = Figures & { readonly hour: Date; readonly channel: string; readonly kind: MeasuredKind }

/** Sums hours up. */
export function summaryOf(hours: readonly Hour[], { withinMs, share }: DeliveryTargets): DeliverySummary {
  const all = merged(hours)
  const { ratio, left } = budgetOf(all, withinMs, share)
  const count = (kind: MeasuredKind) => hours.reduce((sum, one) => sum + (one.kind === kind ? one.arrived + one.lost : 0), 0)
  return {
    pages: count('page'),
    canaries: count('canary'),
    lost: all.lost,
    medianMs: quantileOf(all, 0.5),
    shareMs: quantileOf(all, share),
    inTime: ratio,
    budgetLeft: left,
  }
}

/** Within how many milliseconds the promised share arrived, hour by hour up to now; null where nothing was measured. */
export function byHour(hours: readonly Hour[], { share }: DeliveryTargets, count: number, now: Date): readonly (number | null)[] {
  const newestMs = Math.floor(now.getTime() / HOUR) * HOUR
  const atHour = Map.groupBy(hours, ({ hour }) => hour.getTime())
  return Array.from({ length: count }, (_, place) => {
    const found = atHour.get(newestMs - (count - 1 - place) * HOUR)
    return found ? quantileOf(merged(found), share) : null
  })
}
