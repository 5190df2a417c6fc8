import { tally } from '../checks/rules/availability'
import type { OpportunityRow, RiskState } from '../impact/rules/risk-state'
import { DAY } from '../kernel/duration'
import { notFound } from '../kernel/errors'
import type { ViewParts } from './executive'
import { stakeSpans } from './executive-queries'
import type { OpportunityView } from './model'
import { dayHealths, daysBack, lostMinutes, monthsBack, seenOf } from './rules/history'
import { mapped, reader } from './section'

const DAYS = 90
const AVAILABILITY_DAYS = 30
const MONTHS = 12

/**
 * One deal: how it stands from memory, and its history from one query.
 *
 * @param named its id, or the name it was declared by
 * @throws Refusal `not-found`
 */
export async function opportunityView(
  { sql, clock, log, actor, mirror }: Omit<ViewParts, 'availability'>,
  named: string,
): Promise<OpportunityView> {
  const now = clock.now()
  const opportunities = mirror.snapshot<OpportunityRow>('opportunities', actor)
  const row = opportunities.items.find(({ id, name }) => id === named || name === named)
  if (!row) throw notFound('opportunity', named)
  const days = daysBack(now, DAYS)
  const months = monthsBack(now, MONTHS)
  const spans = await reader({ clock, log })('the history of the opportunity', stakeSpans(sql, months[0] ?? now, row.id))
  return {
    nowMs: now.getTime(),
    id: row.id,
    opportunities: { ...opportunities, items: [row] },
    risk: mirror.snapshot<RiskState>('risk', actor),
    history: mapped(spans, (rows) => {
      const createdAt = rows[0]?.createdAt ?? now
      const known = rows.flatMap(({ status, fromAt, toAt }) => (status && fromAt ? [{ status, fromAt, toAt }] : []))
      // Before its first change a deal was safe.
      const before = { status: 'up' as const, fromAt: createdAt, toAt: known[0]?.fromAt ?? null }
      const nowMs = now.getTime()
      const sums = tally([before, ...known], { fromMs: nowMs - AVAILABILITY_DAYS * DAY, toMs: nowMs, seenToMs: nowMs })
      return {
        days: dayHealths(rows, days, now).map((health, i) => ({ fromMs: days[i] ?? 0, health })),
        months: lostMinutes(rows, months, now),
        coversMs: Math.min(AVAILABILITY_DAYS * DAY, nowMs - createdAt.getTime()),
        availability: seenOf(sums),
      }
    }),
  }
}
