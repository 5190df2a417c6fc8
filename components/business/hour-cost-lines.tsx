import { Facts } from '@/components/ui/table'
import { formatExact, isCurrency, toMinor } from '@/server/kernel/money'
import type { Choice } from '@/server/views/business'
import type { Draft } from './drafts'
import { hourCost } from './hour-cost'

/** What an hour of outage costs now and at its peak, as the fields stand. */
export function HourCostLines({ draft, nowMs, services }: { draft: Draft; nowMs: number; services: readonly Choice[] }) {
  const cost = hourCost(draft, nowMs)
  const currency = draft.texts.currency ?? ''
  if (!cost || !isCurrency(currency)) return <p className="text-13 text-ink-2">Stands here once the baseline and its hours are numbers.</p>
  const money = (amount: number) => formatExact({ amountMinor: toMinor(amount, currency), currency })
  const factor = (value: number) => (value === 1 ? '' : `, ${value} × the baseline`)
  return (
    <>
      <Facts
        facts={[
          { name: `Now${factor(cost.now.factor)}`, value: <strong className="font-semibold">{money(cost.now.amount)}</strong> },
          { name: `At its peak, ${cost.peak.when}${factor(cost.peak.factor)}`, value: money(cost.peak.amount) },
          ...cost.alone.map(({ service, amount }) => ({
            name: `Now, with only ${services.find(({ name }) => name === service)?.title ?? service} down`,
            value: money(amount),
          })),
        ]}
      />
      <p className="mt-2 text-12 text-ink-3">The first two with everything down that it needs.</p>
    </>
  )
}
