import type { Span, Status } from '../../checks/model'
import type { Contract } from '../model'

/** What an instant counts as by a contract: `off` is left out of the month, `blind` may have been either (IMP-13). */
export type Counted = 'up' | 'down' | 'blind' | 'off'
/** From an instant on, until the next one. */
export type Turn = { readonly atMs: number; readonly is: Counted }
/** How long it was what, in milliseconds. What is left is up. */
export type Sums = { readonly downMs: number; readonly blindMs: number; readonly offMs: number }
export const NO_TIME: Sums = { downMs: 0, blindMs: 0, offMs: 0 }

/** A calendar month, in epoch milliseconds, the end exclusive. */
export type Period = { readonly fromMs: number; readonly toMs: number }

/** So much of a millisecond is a rounding of the percentage, not time in which it was down. */
const ROUNDING_MS = 1e-3

type Measured = Pick<Contract, 'maintenance'>
type Terms = Pick<Contract, 'tiers'>

/**
 * What the measured services were together, as the contract counts it: down while any of them is down, else blind while any cannot be seen or
 * is paused, left out while all are in maintenance that the contract excludes, else up. Slow still answers. Before something was first
 * watched nobody can hold it against anybody: that counts as up.
 *
 * @param histories of each measured service, in the order of time
 * @returns in the order of time, no two neighbours alike; empty when nothing was ever watched
 */
export function turnsOf(contract: Measured, histories: readonly (readonly Span[])[]): readonly Turn[] {
  const instants = [...new Set(histories.flatMap((spans) => spans.map(({ fromAt }) => fromAt.getTime())))].sort((a, b) => a - b)
  const places = histories.map(() => -1)
  const turns: Turn[] = []
  for (const atMs of instants) {
    const each = histories.map((spans, i): Counted => {
      let place = places[i] ?? -1
      while (place + 1 < spans.length && (spans[place + 1]?.fromAt.getTime() ?? Number.POSITIVE_INFINITY) <= atMs) place += 1
      places[i] = place
      const span = spans[place]
      return span ? countedAs(contract, span) : 'up'
    })
    const is = together(each)
    if (turns.at(-1)?.is !== is) turns.push({ atMs, is })
  }
  return turns
}

const AS: Readonly<Record<Exclude<Status, 'maintenance'>, Counted>> = {
  up: 'up',
  degraded: 'up',
  down: 'down',
  unknown: 'blind',
  paused: 'blind',
}

/** Maintenance that is not excluded counts as what it hides; what was not kept of it nobody knows. */
export function countedAs({ maintenance }: Measured, { status, hides }: Span): Counted {
  if (status !== 'maintenance') return AS[status]
  if (maintenance === 'excluded') return 'off'
  return hides === undefined || hides === 'maintenance' ? 'blind' : AS[hides]
}

function together(each: readonly Counted[]): Counted {
  if (each.includes('down')) return 'down'
  if (each.includes('blind')) return 'blind'
  return each.length > 0 && each.every((is) => is === 'off') ? 'off' : 'up'
}

/** How long it was what from one instant to another; the last turn lasts. */
export function sumsIn(turns: readonly Turn[], fromMs: number, toMs: number): Sums {
  const sums = { up: 0, down: 0, blind: 0, off: 0 }
  turns.forEach(({ atMs, is }, i) => {
    const untilMs = turns[i + 1]?.atMs ?? Number.POSITIVE_INFINITY
    sums[is] += Math.max(0, Math.min(untilMs, toMs) - Math.max(atMs, fromMs))
  })
  return { downMs: sums.down, blindMs: sums.blind, offMs: sums.off }
}

export const addSums = (a: Sums, b: Sums): Sums => ({
  downMs: a.downMs + b.downMs,
  blindMs: a.blindMs + b.blindMs,
  offMs: a.offMs + b.offMs,
})

/**
 * The share of the month in which it worked: (month − left out − down) / (month − left out). What is still to come counts as up, so it is
 * what the month will end with if nothing more happens.
 *
 * @returns 0..1; 1 when the whole month is left out
 * @see docs/concepts.md#contract
 */
export function uptimeOf({ fromMs, toMs }: Period, { downMs, blindMs, offMs }: Sums, blindIs: 'up' | 'down' = 'up'): number {
  const counts = toMs - fromMs - offMs
  return counts <= 0 ? 1 : Math.max(0, counts - downMs - (blindIs === 'down' ? blindMs : 0)) / counts
}

/** The share of the month's fee that is owed: that of the deepest step that the month falls below. */
export function creditOf({ tiers }: Terms, period: Period, sums: Sums, blindIs: 'up' | 'down' = 'up'): number {
  const counts = period.toMs - period.fromMs - sums.offMs
  const upMs = uptimeOf(period, sums, blindIs) * counts
  return tiers.reduce((most, { below, credit }) => (below * counts - upMs > ROUNDING_MS ? Math.max(most, credit) : most), 0)
}

/**
 * The share of the fee that a stretch of time has made due: for each month what was owed at its end, less what was owed at its beginning.
 *
 * @param months all that the stretch lies in
 */
export const madeDue = (terms: Terms, turns: readonly Turn[], months: readonly Period[], fromMs: number, toMs: number): number =>
  months.reduce((sum, month) => {
    const owedBy = (atMs: number) => creditOf(terms, month, sumsIn(turns, month.fromMs, Math.max(month.fromMs, Math.min(month.toMs, atMs))))
    return sum + Math.max(0, owedBy(toMs) - owedBy(fromMs))
  }, 0)

/**
 * How much longer it may be down in the month before the next step is reached, in milliseconds; undefined when there is none left.
 * A step is reached just after.
 */
export function nextStep(
  contract: Terms,
  period: Period,
  sums: Sums,
): { readonly below: number; readonly credit: number; readonly inMs: number } | undefined {
  const owed = creditOf(contract, period, sums)
  const counts = period.toMs - period.fromMs - sums.offMs
  const next = contract.tiers.filter(({ credit }) => credit > owed).reduce<Terms['tiers'][number] | undefined>(higher, undefined)
  return next && { ...next, inMs: Math.max(0, counts * (1 - next.below) - sums.downMs) }
}

/** Of two steps the one that is reached first: with the higher bound, and the larger credit where both are alike. */
const higher = (one: Terms['tiers'][number] | undefined, other: Terms['tiers'][number]): Terms['tiers'][number] =>
  !one || other.below > one.below || (other.below === one.below && other.credit > one.credit) ? other : one
