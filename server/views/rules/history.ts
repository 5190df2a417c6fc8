import type { Status } from '../../checks/model'
import { availabilityOf, type Tally } from '../../checks/rules/availability'
import type { Certainty, Currencies } from '../../impact/model'
import { rateOf } from '../../impact/rules/currency'
import { levelsOf } from '../../impact/rules/load'
import { type Kpis, kpisOf, type Measured } from '../../incidents/rules/kpis'
import { DAY, MINUTE } from '../../kernel/duration'

/** Pure: what the rows of history mean. Days and months are UTC. */

export type MonthLoss = {
  readonly fromAt: Date
  readonly currency: string
  readonly certainty: Certainty /** in minor units, not rounded */
  readonly minor: number
}

export type PastLoad = {
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly currency: string /** minor units an hour */
  readonly perHourMinor: number
}

export type StakeSpan = {
  readonly id: string
  readonly createdAt: Date
  readonly status: Status | null
  readonly fromAt: Date | null
  readonly toAt: Date | null
}

/** The beginnings of the last `count` months, and the end of the current one. */
export function monthsBack(now: Date, count: number): readonly Date[] {
  return Array.from({ length: count + 1 }, (_, i) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count + 1 + i, 1)))
}

/** The beginnings of the last `count` days, today last. */
export function daysBack(now: Date, count: number): readonly number[] {
  const today = Math.floor(now.getTime() / DAY) * DAY
  return Array.from({ length: count }, (_, i) => today - (count - 1 - i) * DAY)
}

export type Month = {
  readonly fromMs: number
  readonly lostMinor: number /** Ran while nobody could see; not in `lostMinor`. */
  readonly blindMinor: number
}

/** The loss of each month in the base currency. What has no rate is left out, as everywhere. */
export function monthsOf(rows: readonly MonthLoss[], months: readonly Date[], currencies: Currencies): readonly Month[] {
  const sum = (fromMs: number, certainty: MonthLoss['certainty']) =>
    rows.reduce(
      (all, row) =>
        row.fromAt.getTime() === fromMs && row.certainty === certainty ? all + row.minor * (rateOf(row.currency, currencies) ?? 0) : all,
      0,
    )
  return months
    .slice(0, -1)
    .map((at) => ({ fromMs: at.getTime(), lostMinor: sum(at.getTime(), 'seen'), blindMinor: sum(at.getTime(), 'blind') }))
}

export type DayLoad = {
  readonly fromMs: number /** The highest load of the day, in minor units of the base an hour. */
  readonly peakMinor: number /** How long anything was lost. */
  readonly lastedMs: number
}

/** The highest load of each day, and how long there was one. */
export function dayLoadsOf(rows: readonly PastLoad[], days: readonly number[], now: Date, currencies: Currencies): readonly DayLoad[] {
  const [first = 0] = days
  const loads = rows.map(({ fromAt, toAt, currency, perHourMinor }) => ({
    incidentId: '',
    fromMs: fromAt.getTime(),
    toMs: (toAt ?? now).getTime(),
    perHourMinor: perHourMinor * (rateOf(currency, currencies) ?? 0),
  }))
  const levels = levelsOf(loads, first)
  const peaks = days.map((fromMs) => ({ fromMs, peakMinor: 0, lastedMs: 0 }))
  levels.forEach(({ atMs, value }, i) => {
    const endMs = levels[i + 1]?.atMs ?? now.getTime()
    if (value === 0) return
    for (let place = Math.max(0, Math.floor((atMs - first) / DAY)); place < peaks.length; place++) {
      const day = peaks[place]
      if (!day || day.fromMs >= endMs) break
      day.peakMinor = Math.max(day.peakMinor, value)
      day.lastedMs += Math.min(endMs, day.fromMs + DAY) - Math.max(atMs, day.fromMs)
    }
  })
  return peaks
}

export type Period = { readonly fromMs: number; readonly now: Kpis; readonly before: Kpis }

/** The KPIs of this month beside those of the month before. */
export function periodOf(incidents: readonly Measured[], [, thisMonth]: readonly [Date, Date]): Period {
  return {
    fromMs: thisMonth.getTime(),
    now: kpisOf(incidents.filter(({ openedAt }) => openedAt >= thisMonth)),
    before: kpisOf(incidents.filter(({ openedAt }) => openedAt < thisMonth)),
  }
}

export type Seen = {
  /** 0..1 of the time that was seen; slow counts as available. Null when nothing was seen. */
  readonly ratio: number | null
  /** The same if all blind time had been down, or up (IMP-13). */
  readonly low: number | null
  readonly high: number | null
  readonly downMs: number
  readonly blindMs: number
}

/** How available something was, by how long it was what. */
export function seenOf(tally: Tally): Seen {
  const { upMs, downMs, blindMs } = tally
  const seen = upMs + downMs > 0
  const range = seen ? availabilityOf(tally) : undefined
  return { ratio: seen ? upMs / (upMs + downMs) : null, low: range?.low ?? null, high: range?.high ?? null, downMs, blindMs }
}

export type DayHealth = 'up' | 'degraded' | 'down' | 'unknown'
const WORSE: readonly DayHealth[] = ['up', 'degraded', 'down']
/** A strain that was over sooner is not a day's mark: checks that start to look are blind for seconds. */
const STRAIN_SHOWN_MS = MINUTE

/** How a deal stood on each day, at its worst; unknown before it was declared. */
export function dayHealths(spans: readonly StakeSpan[], days: readonly number[], now: Date): readonly DayHealth[] {
  const [first] = spans
  return days.map((fromMs) => {
    const toMs = Math.min(fromMs + DAY, now.getTime())
    if (!first || first.createdAt.getTime() >= toMs) return 'unknown'
    return spans.reduce<DayHealth>((worst, { status, fromAt, toAt }) => {
      const touches = fromAt && fromAt.getTime() < toMs && (toAt?.getTime() ?? Number.POSITIVE_INFINITY) > fromMs
      const lastedMs = (toAt ?? now).getTime() - (fromAt ?? now).getTime()
      const here = status === 'down' || (status === 'degraded' && lastedMs >= STRAIN_SHOWN_MS) ? status : 'up'
      return touches && WORSE.indexOf(here) > WORSE.indexOf(worst) ? here : worst
    }, 'up')
  })
}

/** Minutes in which a deal was at risk, by month: what is held against a target of 100 % (IMP-4). */
export function lostMinutes(
  spans: readonly StakeSpan[],
  months: readonly Date[],
  now: Date,
): readonly { readonly fromMs: number; readonly lostMs: number; readonly declared: boolean }[] {
  const createdMs = spans[0]?.createdAt.getTime() ?? Number.POSITIVE_INFINITY
  return months.slice(0, -1).map((at, i) => {
    const fromMs = at.getTime()
    const toMs = Math.min(months[i + 1]?.getTime() ?? now.getTime(), now.getTime())
    const lostMs = spans.reduce((sum, { status, fromAt, toAt }) => {
      if (status !== 'down' || !fromAt) return sum
      return sum + Math.max(0, Math.min((toAt ?? now).getTime(), toMs) - Math.max(fromAt.getTime(), fromMs))
    }, 0)
    return { fromMs, lostMs, declared: createdMs < toMs }
  })
}
