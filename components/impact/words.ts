import { readsAsMany } from '@/server/incidents/rules/words'
import { DAY, HOUR, MINUTE, SECOND } from '@/server/kernel/duration'
import { formatCompact, formatWhole, type Money } from '@/server/kernel/money'

/** How long something has been so, as it is said aloud: `11 days and 19 hours`, `6 minutes`, `less than a minute`. */
export function spokenFor(ms: number): string {
  const [days, hours, minutes] = [Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR), Math.floor((ms % HOUR) / MINUTE)]
  if (days > 0) return joined(several(days, 'day'), several(hours, 'hour'))
  if (hours > 0) return joined(several(hours, 'hour'), several(minutes, 'minute'))
  return minutes > 0 ? several(minutes, 'minute') : 'less than a minute'
}

/** A mean time as it stands in a row: `24 s`, `2 min 10`, `28 min`, `2 h 04`. */
export function mean(ms: number): string {
  const rounded = Math.round(ms / SECOND)
  if (rounded < 60) return `${rounded} s`
  if (rounded < 600 && rounded % 60 > 0) return `${Math.floor(rounded / 60)} min ${String(rounded % 60).padStart(2, '0')}`
  if (rounded < 3_600) return `${Math.round(rounded / 60)} min`
  return `${Math.floor(rounded / 3_600)} h ${String(Math.floor((rounded % 3_600) / 60)).padStart(2, '0')}`
}

/** How a mean moved: `−9 s`, `+2 min 10`, `no change`. */
export const moved = (ms: number): string => (Math.abs(ms) < 500 ? 'no change' : `${ms < 0 ? '−' : '+'}${mean(Math.abs(ms))}`)

/** `£1,338 to £4,177`; one amount when both look the same. */
export function between(low: Money, high: Money): string {
  const [from, to] = [formatWhole(low), formatWhole(high)]
  return from === to ? from : `${from} to ${to}`
}

/** A tick of a money scale: `£4k`, and `0` for nothing. */
export const tick = (money: Money): string => (money.amountMinor === 0 ? '0' : formatCompact(money))

/** A share of time, never rounded up to a whole that it is not: `99.91`, `100`. */
export function percentOf(ratio: number): string {
  const floored = Math.floor(ratio * 10_000 + 1e-9) / 100
  return floored >= 100 ? '100' : floored.toFixed(2)
}

/** `is` for one, `are` for several, and for one that reads as many: `Orders`. */
export const isOrAre = (named: readonly string[]): string => (named.length === 1 && !readsAsMany(named[0] ?? '') ? 'is' : 'are')

export const several = (count: number, noun: string): string => `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`
const joined = (first: string, second: string): string => (second.startsWith('0 ') ? first : `${first} and ${second}`)
