import type { Status } from '@/components/marks/status'
import { formatDuration } from '@/server/kernel/duration'
import type { CheckRow } from '@/server/live/rows'

/** How often, as short as it can be: `30 s`. */
export const everyOf = ({ everyMs }: Pick<CheckRow, 'everyMs'>): string => formatDuration(everyMs)

/** What the last result said, and how far it is to another status. */
export function saysOfLast({ last, paused, turning, status }: CheckRow): string {
  if (paused) return 'paused'
  if (!last) return 'not run yet'
  const says = last.says === '' ? last.outcome : last.outcome === 'slow' ? `${last.says}, slow` : last.says
  if (!turning) return says
  return `${says}, ${turning.have} of ${turning.need} to ${status === 'up' ? 'open' : 'close'}`
}

/** The class of the words of the last result: they take a colour only where something is not well. */
export function toneOfLast({ last, status, paused }: CheckRow): string {
  if (paused || !last) return 'text-ink-3'
  if (last.outcome === 'blind') return 'text-status-unknown'
  if (last.outcome === 'fail' || status === 'down') return last.outcome === 'pass' ? 'text-ink' : 'text-status-down'
  return last.outcome === 'slow' || status === 'degraded' ? 'text-status-degraded' : 'text-ink'
}

/** When it runs again, in milliseconds from now; undefined when it does not. */
export const nextInMs = ({ paused, last, nextAfterMs }: CheckRow, nowMs: number): number | undefined =>
  paused || !last ? undefined : Math.max(0, last.atMs + nextAfterMs - nowMs)

/** Results a second that these checks make. */
export const resultsPerSecond = (rows: readonly CheckRow[]): number =>
  rows.reduce((sum, { paused, everyMs }) => sum + (paused ? 0 : 1_000 / everyMs), 0)

export const STATUS_TITLES: Readonly<Record<Status, string>> = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  unknown: 'Unknown',
  maintenance: 'In maintenance',
  paused: 'Paused',
}
