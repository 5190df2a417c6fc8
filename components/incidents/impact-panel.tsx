'use client'
import Link from 'next/link'
import { Time } from '@/components/live/time'
import { useNow } from '@/components/live/use-now'
import { Amount } from '@/components/ui/amount'
import { Section } from '@/components/ui/section'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { DAY, formatDuration, SECOND } from '@/server/kernel/duration'
import { formatExact, formatWhole } from '@/server/kernel/money'
import type { IncidentRow } from '@/server/live/rows'
import { impactOf, waitOf } from './impact'
import { ImpactGauge } from './impact-gauge'

const SECONDS_PER_HOUR = 3_600

/** What one incident costs, ticking, with the numbers that make it. By the rules that write the ledger. */
export function ImpactPanel({ row, risk }: { row: IncidentRow; risk: RiskState }) {
  const over = row.state === 'resolved'
  const now = useNow(over ? 60_000 : SECOND)
  const impact = impactOf(risk, row, now.getTime())
  const { base, lostMinor, perHourMinor, streams, opportunities, credits, customers } = impact
  const running = perHourMinor > 0
  const says =
    risk.declared.streams === 0
      ? 'No revenue stream is declared, so nothing here is counted in money.'
      : 'No revenue stream needs what this touches.'
  const empty = lostMinor === 0 && !running && opportunities.length === 0 && credits.length === 0 && customers === null
  return (
    <Section
      title="Impact"
      note={
        running ? (
          <>
            estimate, as of <Time at={now} form="exact" />
          </>
        ) : undefined
      }
      look="instrument"
      state={empty ? { kind: 'empty', says } : { kind: 'ready' }}
      className="px-4 pb-3"
    >
      <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4">
        <Amount money={{ amountMinor: lostMinor, currency: base }} ticks={running} className="font-semibold text-28" />
        <span className={running ? 'font-semibold text-16 text-status-down' : 'text-16 text-ink-3'}>
          {formatWhole({ amountMinor: perHourMinor, currency: base })}/h
        </span>
        <span className="text-12 text-ink-2">{over ? 'lost in all' : 'lost so far'}</span>
        {running && (
          <span className="text-right text-12 text-ink-2">
            {formatExact({ amountMinor: perHourMinor / SECONDS_PER_HOUR, currency: base })} a second
          </span>
        )}
      </div>
      {running && (
        <div className="pt-3 pb-2">
          <ImpactGauge impact={impact} sinceMs={impact.levels[0]?.atMs ?? row.startedAtMs} nowMs={now.getTime()} />
        </div>
      )}
      <ul className="text-13">
        {streams.map(({ id, title, currency, usualPerHourMinor, fraction, perHourMinor: rate }) => (
          <Line
            key={`${id}${fraction}`}
            name={title}
            how={`${formatWhole({ amountMinor: usualPerHourMinor, currency })} × ${share(fraction)}`}
            value={`${formatWhole({ amountMinor: rate, currency: base })}/h`}
          />
        ))}
        {opportunities.map(({ id, title, stake, valueMinor, currency }) => (
          <Line
            key={id}
            name={
              <Link href={`/opportunities/${id}`} prefetch={false} className="hover:underline">
                {title}
              </Link>
            }
            how={stake === 'risk' ? 'at risk' : 'under strain'}
            value={formatWhole({ amountMinor: valueMinor, currency })}
          />
        ))}
        {credits.map(({ contract: { id, title, currency }, expectedMinor, dueMinor, inAnHourMinor, next }) => (
          <li key={id} className="grid gap-0.5 border-line border-b py-1 last:border-b-0">
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 truncate">{title}</span>
              <span className="ml-auto shrink-0">{formatWhole({ amountMinor: expectedMinor, currency })} credits</span>
            </span>
            <span className="text-12 text-ink-3">
              {formatWhole({ amountMinor: dueMinor, currency })} owed this month, {formatWhole({ amountMinor: inAnHourMinor, currency })} if
              it lasts another hour
              {next && next.inMs > 0 && next.inMs < DAY && `; ${creditShare(next.credit)} of the fee in ${inSeconds(next.inMs)}`}
            </span>
          </li>
        ))}
        <Waited row={row} wentByMinor={impact.wentByMinor} base={base} nowMs={now.getTime()} />
        {customers !== null && <Line name="Customers affected" how="each once" value={customers.toLocaleString('en-GB')} />}
      </ul>
    </Section>
  )
}

/** What went by until somebody said that they are on it, or goes by while nobody does (IMP-12). */
function Waited({ row, wentByMinor, base, nowMs }: { row: IncidentRow; wentByMinor: number; base: string; nowMs: number }) {
  const wait = waitOf(row)
  if (wentByMinor < 1) return null
  const waits = wait.toMs === null
  const lasted = formatDuration(Math.max(0, (wait.toMs ?? nowMs) - wait.fromMs))
  return (
    <Line
      name={waits ? 'Unacknowledged' : 'Until somebody was on it'}
      how={`${waits ? 'for ' : ''}${lasted}`}
      value={
        <span className={waits ? 'font-semibold text-status-down' : undefined}>
          <Amount money={{ amountMinor: wentByMinor, currency: base }} ticks={waits} /> went by
        </span>
      }
    />
  )
}

const inSeconds = (ms: number): string => formatDuration(Math.max(SECOND, Math.round(ms / SECOND) * SECOND))
const creditShare = (credit: number): string => `${(credit * 100).toLocaleString('en-GB', { maximumSignificantDigits: 3 })} %`

/** 0..1 as it stands in a product: `0.6`, `0.75`. */
const share = (fraction: number): string => fraction.toLocaleString('en-GB', { maximumSignificantDigits: 3 })

function Line({ name, how, value }: { name: React.ReactNode; how: string; value: React.ReactNode }) {
  return (
    <li className="flex min-h-7 items-baseline gap-2 border-line border-b py-1 last:border-b-0">
      <span className="max-w-[60%] shrink-0 truncate">{name}</span>
      <span className="min-w-0 truncate text-12 text-ink-3" title={how}>
        {how}
      </span>
      <span className="ml-auto shrink-0 pl-2">{value}</span>
    </li>
  )
}
