import Link from 'next/link'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Section } from '@/components/ui/section'
import type { Credits } from '@/server/impact/rules/contract-risk'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { workingsOf } from '@/server/impact/rules/workings'
import { formatDuration, SECOND } from '@/server/kernel/duration'
import { formatWhole } from '@/server/kernel/money'

/** Named here; what else is kept is counted. */
const SHOWN = 6

/** What customers were promised this month, what is owed already, and what another hour of the outage would make due (IMP-6). */
export function Contracts({ risk, now }: { risk: RiskState; now: Date }) {
  const credits = workingsOf(risk, now.getTime()).credits.toSorted((a, b) => weightOf(b) - weightOf(a))
  const more = risk.declared.contracts - Math.min(credits.length, SHOWN)
  return (
    <Section title="Contracts" note="this month" state={{ kind: 'ready' }} className="mt-6">
      <ul className="text-13">
        {credits.slice(0, SHOWN).map((one) => (
          <Row key={one.contract.id} {...one} />
        ))}
      </ul>
      {more > 0 && <p className="pt-1 text-12 text-ink-3">and {more} more, kept</p>}
    </Section>
  )
}

/** In the base currency: what it may come to. */
const weightOf = ({ contract, dueMinor, inAnHourMinor, highMinor }: Credits): number =>
  (contract.failing ? 1 : 0) + contract.basePerMinor * (dueMinor + inAnHourMinor + highMinor)

function Row({ contract, uptime, dueMinor, inAnHourMinor, next }: Credits) {
  const { name, title, customer, currency, sla, failing } = contract
  const money = (amountMinor: number) => formatWhole({ amountMinor, currency })
  const kept = uptime.high >= sla
  return (
    <li className="grid gap-x-4 border-line border-b py-1.5 last:border-b-0 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1.2fr)_minmax(0,1.6fr)]">
      <span className="flex min-w-0 items-center gap-2">
        <StatusGlyph mark={failing ? 'down' : kept ? 'up' : 'degraded'} />
        <span className="min-w-0 truncate">
          <Link href={`/settings/business/contracts/${name}`} prefetch={false} className="hover:underline">
            {title}
          </Link>
          <span className="text-ink-3">, {customer}</span>
        </span>
      </span>
      <span className="tabular-nums">
        {share(uptime.high)}
        {uptime.high - uptime.low > 0.000005 && <span className="text-ink-3"> or {share(uptime.low)} with what was not seen</span>}
        <span className="text-ink-3"> of {share(sla)} promised</span>
      </span>
      <span className="md:text-right">
        {dueMinor > 0 ? <span className="font-medium text-status-down">{money(dueMinor)} owed</span> : 'nothing owed'}
        {failing && `, ${money(inAnHourMinor)} if it lasts another hour`}
        {next && next.inMs > 0 && (
          <span className="text-ink-3">
            , {percent(next.credit)} of the fee in {formatDuration(Math.max(SECOND, Math.round(next.inMs / SECOND) * SECOND))}
          </span>
        )}
      </span>
    </li>
  )
}

/** Never rounded up to what was promised. */
const share = (ratio: number): string =>
  `${(Math.floor(ratio * 1e5 + 1e-6) / 1e3).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 3 })}\u00a0%`
const percent = (ratio: number): string => `${(ratio * 100).toLocaleString('en-GB', { maximumSignificantDigits: 3 })}\u00a0%`
