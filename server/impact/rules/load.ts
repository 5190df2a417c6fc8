import { HOUR } from '../../kernel/duration'
import { ratePerHour } from './accrual'
import type { RiskLoss, RiskState } from './risk-state'
import type { Load } from './workings'

/** A level that holds from an instant until the next one. */
export type Level = { readonly atMs: number; readonly value: number }

/** The loads of everything that lost something since `fromMs`, in minor units of the base an hour. */
export const loadsOf = ({ streams }: RiskState, fromMs: number, nowMs: number): readonly Load[] =>
  streams.flatMap(({ losses, basePerMinor }) =>
    losses
      .filter((loss) => endOf(loss, nowMs) > fromMs)
      .map((loss) => ({
        incidentId: loss.incidentId,
        fromMs: loss.fromMs,
        toMs: endOf(loss, nowMs),
        perHourMinor: ratePerHour(loss) * basePerMinor,
      })),
  )

const endOf = ({ toMs }: RiskLoss, nowMs: number): number => toMs ?? nowMs

/**
 * Loads that overlap, added up: a staircase from `fromMs` on. Ends in force at the same instant as begins do not show as a notch.
 *
 * @returns levels in the order of time, the first at `fromMs`; the last is 0 where nothing goes on
 */
export function levelsOf(loads: readonly Load[], fromMs: number): readonly Level[] {
  const turns = loads
    .filter((load) => load.toMs > fromMs && load.toMs > load.fromMs)
    .flatMap((load) => [
      { atMs: Math.max(fromMs, load.fromMs), by: load.perHourMinor },
      { atMs: load.toMs, by: -load.perHourMinor },
    ])
    .sort((a, b) => a.atMs - b.atMs)
  const levels: Level[] = [{ atMs: fromMs, value: 0 }]
  let sum = 0
  for (const { atMs, by } of turns) {
    sum += by
    // A sum of floats that comes back to nothing is not quite nothing; a thousandth of a penny is.
    const value = Math.max(0, Math.round(sum * 1_000) / 1_000)
    if (levels.at(-1)?.atMs === atMs) levels.pop()
    if (levels.at(-1)?.value !== value) levels.push({ atMs, value })
  }
  return levels
}

/** What an incident that is over took in all, in minor units of the base. */
export const tookOf = ({ streams }: RiskState, incidentId: string): number =>
  streams.reduce(
    (sum, { losses, basePerMinor }) =>
      sum +
      basePerMinor *
        losses.reduce(
          (all, loss) =>
            loss.incidentId === incidentId && loss.toMs !== null ? all + ratePerHour(loss) * ((loss.toMs - loss.fromMs) / HOUR) : all,
          0,
        ),
    0,
  )
