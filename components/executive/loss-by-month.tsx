import { MonthBars } from '@/components/charts/month-bars'
import { between } from '@/components/impact/words'
import { Section } from '@/components/ui/section'
import { formatCompact, formatWhole } from '@/server/kernel/money'
import type { Section as Part } from '@/server/views/model'
import type { Month } from '@/server/views/rules/history'

const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** What was lost in each of the last twelve months, from the ledger; the current one is still running. */
export function LossByMonth({ months, currency }: { months: Part<readonly Month[]>; currency: string }) {
  if (months.kind === 'missing')
    return <Section title="Loss by month" state={{ kind: 'failed', says: months.says, still: 'What is at risk is current.' }} />
  if (months.value.every(({ lostMinor }) => lostMinor === 0))
    return <Section title="Loss by month" state={{ kind: 'empty', says: 'Nothing has been lost in the last twelve months.' }} />
  return (
    <Section title="Loss by month" note="12 months" state={{ kind: 'ready' }}>
      <MonthBars
        label="Loss by month"
        months={months.value.map(({ fromMs, lostMinor, blindMinor }) => {
          const lost = { amountMinor: Math.round(lostMinor), currency }
          const full = name.format(fromMs)
          const unseen =
            blindMinor > 0 ? `; ${between(lost, { amountMinor: Math.round(lostMinor + blindMinor), currency })} with what was not seen` : ''
          return { name: full.slice(0, 1), value: lostMinor, label: formatCompact(lost), title: `${full}: ${formatWhole(lost)}${unseen}` }
        })}
      />
    </Section>
  )
}
