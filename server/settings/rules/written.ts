import { formatDuration } from '../../kernel/duration'
import type { Unit } from '../model'

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 })
const SIZES = [
  ['GiB', 1_073_741_824],
  ['MiB', 1_048_576],
  ['KiB', 1_024],
] as const

/**
 * A value of a setting as a person reads it: `10 min`, `64 MiB`, `£5,000 an hour`.
 *
 * @param currency of what is money
 */
export function written(value: number, unit: Unit, currency: string): string {
  switch (unit) {
    case 'duration':
      return formatDuration(value)
    case 'bytes':
      return bytes(value)
    case 'per-second':
      return `${NUMBER.format(value)} a second`
    case 'percent':
      return `${NUMBER.format(value)} %`
    case 'money-per-hour':
      return `${currency} ${NUMBER.format(value)} an hour`
    case 'count':
    case 'ratio':
    case 'weight':
      return NUMBER.format(value)
  }
}

function bytes(value: number): string {
  const [name, size] = SIZES.find(([, least]) => value >= least) ?? (['bytes', 1] as const)
  return `${NUMBER.format(value / size)} ${name}`
}
