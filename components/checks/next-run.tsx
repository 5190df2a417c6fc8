'use client'
import { useNow } from '@/components/live/use-now'
import { formatDuration } from '@/server/kernel/duration'
import type { CheckRow } from '@/server/live/rows'
import { nextInMs } from './check-words'

/** How long until it runs again, counting down. */
export function NextRun({ row }: { row: CheckRow }) {
  const ms = nextInMs(row, useNow(1_000).getTime())
  if (ms === undefined) return row.paused ? 'paused' : 'now'
  return ms === 0 ? 'now' : formatDuration(Math.ceil(ms / 1_000) * 1_000)
}
