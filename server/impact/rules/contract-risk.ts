import { HOUR } from '../../kernel/duration'
import type { Contract } from '../model'
import { addSums, type Counted, creditOf, NO_TIME, nextStep, type Period, type Sums, uptimeOf } from './credits'
import type { Outlook } from './outlook'

/** A contract as topic `risk` carries it: what its months came to, and what it is now. Of one size, however long it is declared. */
export type RiskContract = Pick<Contract, 'id' | 'name' | 'title' | 'customer' | 'currency' | 'monthlyFeeMinor' | 'sla' | 'tiers'> & {
  readonly timeZone: string
  /** What one minor unit of it is worth in the base. */
  readonly basePerMinor: number
  /** In the order of time: those in which something of what runs lies, the present one, and the next ones. */
  readonly periods: readonly RiskPeriod[]
  /** What it is since `sinceMs`; that stretch is in no sum. */
  readonly is: Counted
  readonly sinceMs: number
  /** Something that it measures fails, as far as anybody can see. */
  readonly failing: boolean
  /** The open incidents about the services that it measures. */
  readonly incidentIds: readonly string[]
  /** Titles of the measured services. */
  readonly services: readonly string[]
}

/** A month up to `sinceMs`: before the first of what runs began, and since. */
export type RiskPeriod = Period & { readonly before: Sums; readonly since: Sums }

/** What a contract costs at an instant. Amounts in minor units of the contract's currency, not rounded. */
export type Credits = {
  readonly contract: RiskContract
  /** The month that holds now. */
  readonly period: Period
  /** The month's share in which it works, if nothing more happens: blind time as down, and as up. */
  readonly uptime: { readonly low: number; readonly high: number }
  /** Owed for the month so far, whatever caused it. */
  readonly dueMinor: number
  /** Owed for the month if what fails goes on for another hour. */
  readonly inAnHourMinor: number
  /** Owed by the likely end because of what runs now: what was owed before is not in it. */
  readonly expectedMinor: number
  /** The same at the earliest and the latest end, what nobody could see once as up and once as down. */
  readonly lowMinor: number
  readonly highMinor: number
  /** The likely end, in epoch milliseconds; null when nothing of it fails. */
  readonly endsAtMs: number | null
  /** The next step, and when it is reached if what fails goes on; null when it does not fail, or there is none left. */
  readonly next: { readonly below: number; readonly credit: number; readonly inMs: number } | null
}

type Look = {
  readonly nowMs: number
  readonly blindIs: 'up' | 'down' /** What cannot be seen fails on, as it did before. */
  readonly expecting: boolean
}

/** What of the stretch that still runs lies in a period, up to an instant that may be to come. */
function running({ is, sinceMs, failing }: RiskContract, { fromMs, toMs }: Period, atMs: number, { nowMs, expecting }: Look): Sums {
  const within = (startMs: number, endMs: number) => Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs))
  const seen = within(sinceMs, Math.min(atMs, nowMs))
  const ahead = failing ? within(Math.max(sinceMs, nowMs), atMs) : 0
  const counts = expecting && failing && is === 'blind' ? 'down' : is
  return {
    downMs: (counts === 'down' ? seen : 0) + ahead,
    blindMs: counts === 'blind' ? seen : 0,
    offMs: counts === 'off' ? seen : 0,
  }
}

const sumsAt = (contract: RiskContract, period: RiskPeriod, atMs: number, look: Look): Sums =>
  addSums(addSums(period.before, period.since), running(contract, period, atMs, look))

/** What falls due by an instant because of what runs now, in minor units of the contract's currency. */
function addedBy(contract: RiskContract, atMs: number, look: Look): number {
  if (contract.incidentIds.length === 0) return 0
  const share = contract.periods
    .filter(({ fromMs }) => fromMs < atMs)
    .reduce((sum, period) => {
      const owed = creditOf(contract, period, sumsAt(contract, period, atMs, look), look.blindIs)
      return sum + Math.max(0, owed - creditOf(contract, period, period.before, look.blindIs))
    }, 0)
  return share * contract.monthlyFeeMinor
}

/** Everything about one contract at an instant (IMP-6). */
export function creditsOf(contract: RiskContract, outlooks: ReadonlyMap<string, Outlook>, nowMs: number): Credits | undefined {
  const period = contract.periods.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)
  if (!period) return undefined
  const seen: Look = { nowMs, blindIs: 'up', expecting: false }
  const now = sumsAt(contract, period, nowMs, seen)
  const ends = contract.incidentIds.flatMap((id) => outlooks.get(id) ?? [])
  const last = (of: (end: Outlook) => number) => Math.max(nowMs, ...ends.map(of))
  const expectedMinor = addedBy(
    contract,
    last(({ endsAtMs }) => endsAtMs),
    { ...seen, expecting: true },
  )
  const earliest = last(({ earliestAtMs }) => earliestAtMs)
  const latest = last(({ latestAtMs }) => latestAtMs)
  return {
    contract,
    period,
    uptime: { low: uptimeOf(period, now, 'down'), high: uptimeOf(period, now, 'up') },
    dueMinor: creditOf(contract, period, now) * contract.monthlyFeeMinor,
    inAnHourMinor: creditOf(contract, period, sumsAt(contract, period, nowMs + HOUR, seen)) * contract.monthlyFeeMinor,
    expectedMinor,
    lowMinor: Math.min(expectedMinor, addedBy(contract, earliest, seen)),
    highMinor: Math.max(
      expectedMinor,
      addedBy(contract, latest, { ...seen, expecting: true }),
      addedBy(contract, latest, { nowMs, blindIs: 'down', expecting: true }),
    ),
    endsAtMs: contract.failing && ends.length > 0 ? last(({ endsAtMs }) => endsAtMs) : null,
    next: contract.failing ? (nextStep(contract, period, now) ?? null) : null,
  }
}

/** A month in which nothing has happened yet. */
export const quietPeriod = (period: Period): RiskPeriod => ({ ...period, before: NO_TIME, since: NO_TIME })
