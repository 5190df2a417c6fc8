import type { HistoryPoint } from '@/server/checks/queries/history'
import type { ResultRow } from '@/server/live/rows'
import { TIME_RANGES, type TimeRange } from '@/server/views/rules/time-range'

/** The results of the range that ends with the newest one. */
export type LiveHistory = {
  readonly fromMs: number
  readonly toMs: number
  /** Oldest first. */
  readonly points: readonly HistoryPoint[]
  /** Those that came since the page was rendered: the figures of the range do not count them yet. */
  readonly fresh: number
}

const NO_PHASES = [0, 0, 0, 0, 0] as const

/** Lays what came live behind what was read. */
export function liveHistory(
  {
    points,
    range,
    toMs,
  }: {
    readonly points: { readonly kind: 'ready'; readonly value: readonly HistoryPoint[] } | { readonly kind: 'missing' }
    readonly range: TimeRange
    readonly toMs: number
  },
  news: readonly ResultRow[],
): LiveHistory {
  const read = points.kind === 'ready' ? points.value : []
  const lastMs = read.at(-1)?.atMs ?? 0
  const came = news
    .filter(({ atMs }) => atMs > lastMs)
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, outcome, ms, code, phases }): HistoryPoint => ({ atMs, outcome, ms, code, phases: phases ?? NO_PHASES }))
  const endMs = Math.max(toMs, came.at(-1)?.atMs ?? 0)
  const beginMs = endMs - TIME_RANGES[range]
  return { fromMs: beginMs, toMs: endMs, points: [...read, ...came].filter(({ atMs }) => atMs >= beginMs), fresh: came.length }
}
