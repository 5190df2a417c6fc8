import { HOUR } from '../../kernel/duration'
import { ratePerHour } from './accrual'
import type { RiskLoss, RiskState } from './risk-state'

/** What each incident costs an hour, and what it has taken, in minor units of the base. For rows. */
export function costsOf(
  risk: RiskState,
  nowMs: number,
): ReadonlyMap<string, { readonly perHourMinor: number; readonly lostMinor: number }> {
  const costs = new Map<string, { perHourMinor: number; lostMinor: number }>()
  for (const { losses, basePerMinor } of risk.streams)
    for (const loss of losses) {
      const held = costs.get(loss.incidentId) ?? { perHourMinor: 0, lostMinor: 0 }
      costs.set(loss.incidentId, {
        perHourMinor: held.perHourMinor + (runs(loss, nowMs) ? ratePerHour(loss) * basePerMinor : 0),
        lostMinor: held.lostMinor + lostTo(loss, nowMs) * basePerMinor,
      })
    }
  return costs
}

/** Whether it runs at an instant. */
export const runs = ({ fromMs, toMs }: RiskLoss, nowMs: number): boolean => fromMs <= nowMs && (toMs === null || toMs > nowMs)

/** Only what was seen: what ran while nobody could see is expected, never counted (IMP-13). */
export const lostTo = (loss: RiskLoss, nowMs: number): number =>
  loss.certainty === 'blind' ? 0 : ratePerHour(loss) * (Math.max(0, Math.min(loss.toMs ?? nowMs, nowMs) - loss.fromMs) / HOUR)
