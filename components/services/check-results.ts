import type { Beat } from '@/components/charts/heartbeat-bars'
import type { Outcome } from '@/server/checks/model'
import type { CheckRow } from '@/server/live/rows'
import { appendRecent, NO_RECENT, outcomeOf, quantile, type RecentColumns, unpackRecent } from '@/server/live/rules/recent'
import { type Cells, unpackCells } from '@/server/live/rules/strip'

/** Unpacked once for each row that is held. */
const unpacked = new WeakMap<CheckRow, RecentColumns>()

/** The last results of a check, oldest first. */
export function resultsOf(row: CheckRow): RecentColumns {
  const known = unpacked.get(row)
  if (known) return known
  const columns = row.recent ? unpackRecent(row.recent) : NO_RECENT
  unpacked.set(row, columns)
  return columns
}

/** A delta carries only what has changed, and only the last result: it is laid behind those that are held. For `useLive`. */
export function withResults(held: CheckRow, next: CheckRow): CheckRow {
  if (next.recent) return next
  const merged = { ...held, ...next }
  unpacked.set(merged, next.last ? appendRecent(resultsOf(held), next.last) : resultsOf(held))
  return merged
}

const TONES: Readonly<Record<Outcome, Beat['tone']>> = { pass: 'up', slow: 'degraded', fail: 'down', blind: 'unknown' }
/** Without a declared threshold a bar is full at this many times the median. */
const FULL_AT_MEDIANS = 2.5

/** The last results as bars: as tall as slow against the check's threshold, or against its own median where it has none. */
export function beatsOf({ slowAfterMs }: Pick<CheckRow, 'slowAfterMs'>, { ms, outcomes }: RecentColumns): readonly Beat[] {
  const full = slowAfterMs ?? (quantile(ms, 0.5) ?? 0) * FULL_AT_MEDIANS
  return ms.map((latency, place) => ({ tone: TONES[outcomeOf(outcomes[place] ?? '')], level: full > 0 ? Math.min(1, latency / full) : 0 }))
}

/** The 95th percentile of what answered, in milliseconds; undefined when nothing did. */
export const p95Of = ({ ms, outcomes }: RecentColumns): number | undefined =>
  quantile(
    ms.filter((_, place) => outcomes[place] !== 'b'),
    0.95,
  )

/** What the bars say to who cannot see them: `60 results, the last 13 failed`. */
export function saysOf({ outcomes }: RecentColumns): string {
  if (outcomes === '') return 'no result yet'
  const last = outcomes.at(-1) ?? ''
  const inARow = outcomes.length - [...outcomes].findLastIndex((letter) => letter !== last) - 1
  const word = { pass: 'passed', slow: 'were slow', fail: 'failed', blind: 'could not see' }[outcomeOf(last)]
  return `${outcomes.length} results, the last ${inARow} ${word}`
}

/** The last results of a service as bars, oldest first: a step without a result is one that nobody saw. */
export function stripBeats(strip: Cells | undefined): readonly Beat[] {
  if (!strip) return []
  const steps = unpackCells(strip)
  return Array.from({ length: strip.cells.length / 2 }, (_, place) => {
    const step = steps.get(strip.firstStep + place)
    return step ? { tone: TONES[outcomeOf(step.letter)], level: step.level } : { tone: 'unknown' }
  })
}

/** The latencies as a line; what could not see is a gap. */
export const latencyLineOf = ({ ms, outcomes }: RecentColumns): readonly (number | undefined)[] =>
  ms.map((latency, place) => (outcomes[place] === 'b' ? undefined : latency))
