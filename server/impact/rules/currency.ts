import { decimalsOf } from '../../kernel/money'
import type { Currencies } from '../model'

/**
 * What one minor unit of a currency is worth in minor units of the base (IMP-10).
 *
 * @returns undefined when the table has no rate: such amounts are left out and named, never guessed
 */
export function rateOf(currency: string, { base, rates }: Currencies): number | undefined {
  const major = currency === base ? 1 : rates[currency]
  return major === undefined ? undefined : major * 10 ** (decimalsOf(base) - decimalsOf(currency))
}

/**
 * Rounds amounts to multiples of `grain` so that they add up to their rounded sum: each gets its whole grains, and those with the largest
 * remainders get what is left.
 *
 * @param amounts at least 0, in any unit
 */
export function apportion(amounts: readonly number[], grain = 1): readonly number[] {
  const exact = amounts.map((amount) => amount / grain)
  const whole = exact.map((amount) => Math.floor(amount + 1e-9))
  const left = Math.round(exact.reduce((sum, amount) => sum + amount, 0)) - whole.reduce((sum, amount) => sum + amount, 0)
  const byRemainder = exact
    .map((amount, index) => ({ index, remainder: amount - (whole[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  const raised = new Set(byRemainder.slice(0, Math.max(0, left)).map(({ index }) => index))
  return whole.map((amount, index) => (amount + (raised.has(index) ? 1 : 0)) * grain)
}
