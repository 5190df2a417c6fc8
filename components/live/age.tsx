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

/** How long until then, `4:05` within an hour; `0:00` when it is past. */
export function Countdown({ to }: { to: Date | string | number }) {
  const at = new Date(to)
  const seconds = Math.max(Math.ceil((at.getTime() - useNow(1_000).getTime()) / 1_000), 0)
  return (
    <time dateTime={at.toISOString()} title={utc(at)}>
      {seconds < 3_600 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : formatDuration(seconds * 1_000)}
    </time>
  )
}
