import type { Beat } from '@/components/charts/heartbeat-bars'
import type { Outcome } from '@/server/checks/model'
import type { CheckRow } from '@/server/live/rows'
import { appendRecent, NO_RECENT, outcomeOf, quantile, type RecentColumns, unpackRecent } from '@/server/live/rules/recent'

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

/** The results of several checks of one service as one row of bars: the worst of each step, in the order of time. */
export function worstOf(rows: readonly CheckRow[], count = 60): readonly Beat[] {
  const all = rows.flatMap((row) => {
    const columns = resultsOf(row)
    const beats = beatsOf(row, columns)
    return columns.atMs.flatMap((atMs, place) => (beats[place] ? [{ atMs, beat: beats[place] }] : []))
  })
  const [only] = rows
  if (rows.length === 1 && only) return beatsOf(only, resultsOf(only))
  if (all.length === 0) return []
  const toMs = Math.max(...all.map(({ atMs }) => atMs))
  // As far back as the check that reaches least far, so that every step is about all checks.
  const fromMs = Math.max(...rows.map((row) => resultsOf(row).atMs[0] ?? 0))
  const stepMs = Math.max(1, (toMs - fromMs) / count)
  const steps = new Map<number, Beat>()
  for (const { atMs, beat } of all) {
    if (atMs < fromMs) continue
    const step = Math.min(count - 1, Math.floor((atMs - fromMs) / stepMs))
    const held = steps.get(step)
    if (!held || isWorse(beat, held)) steps.set(step, beat)
  }
  return [...steps].toSorted(([a], [b]) => a - b).map(([, beat]) => beat)
}

const GRAVITY: Readonly<Record<Beat['tone'], number>> = { down: 4, degraded: 3, unknown: 2, maintenance: 1, predicted: 1, up: 0 }
const isWorse = (one: Beat, other: Beat) =>
  GRAVITY[one.tone] - GRAVITY[other.tone] > 0 || (one.tone === other.tone && (one.level ?? 0) > (other.level ?? 0))

/** The check of a service that answers slowest at its 95th percentile. */
export function slowestOf(rows: readonly CheckRow[]): { readonly check: CheckRow; readonly p95: number } | undefined {
  let slowest: { check: CheckRow; p95: number } | undefined
  for (const check of rows) {
    const p95 = p95Of(resultsOf(check))
    if (p95 !== undefined && (!slowest || p95 > slowest.p95)) slowest = { check, p95 }
  }
  return slowest
}

/** The latencies as a line; what could not see is a gap. */
export const latencyLineOf = ({ ms, outcomes }: RecentColumns): readonly (number | undefined)[] =>
  ms.map((latency, place) => (outcomes[place] === 'b' ? undefined : latency))
