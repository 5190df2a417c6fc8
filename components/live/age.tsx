'use client'
import { utc } from '@/components/ui/format-time'
import { formatDuration } from '@/server/kernel/duration'
import { useNow } from './use-now'

export type AgeProps = {
  /** Since when. */
  since: Date | string | number
  /** `tenths` says `0.4 s`, for the age of the last frame. */
  form?: 'plain' | 'tenths' | undefined
}

/** How long ago, and counting: `6 min`. */
export function Age({ since, form = 'plain' }: AgeProps) {
  const from = new Date(since)
  const ms = Math.max(useNow(form === 'tenths' ? 200 : 1_000).getTime() - from.getTime(), 0)
  return (
    <time dateTime={from.toISOString()} title={utc(from)}>
      {form === 'tenths' && ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms)}
    </time>
  )
}
