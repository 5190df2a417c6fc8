import { DAY, HOUR } from '../../kernel/duration'

/** The stretches that a page's charts can show, as they stand in the address. */
export const TIME_RANGES = { '1h': HOUR, '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY } as const
export type TimeRange = keyof typeof TIME_RANGES

export const RANGE_WORDS: Readonly<Record<TimeRange, string>> = {
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
}

/** An hour when the address says nothing, or nothing of ours. */
export const readRange = (text: string | null | undefined): TimeRange =>
  text != null && Object.hasOwn(TIME_RANGES, text) ? (text as TimeRange) : '1h'
