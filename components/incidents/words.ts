import type { Mark } from '@/components/marks/status'
import { formatDuration } from '@/server/kernel/duration'
import type { IncidentRow, Report } from '@/server/live/rows'

/** How an incident looks: down while a check of it fails, degraded while it is only slow, recovering while all pass, up when it is over. */
export function markOf({ state, proven, recovering, checks, reports, openChecks, openReports }: IncidentRow): Mark {
  if (state === 'resolved') return proven ? 'up' : 'unknown'
  if (recovering) return 'recovering'
  const open = [...checks, ...reports].filter(({ endedAtMs }) => endedAtMs === null)
  if (open.some(({ condition }) => condition === 'down')) return 'down'
  return openChecks + openReports > 0 ? 'degraded' : 'unknown'
}

/** How something reported looks: by what it says of its service. */
export function reportMarkOf({ endedAtMs, condition }: Pick<Report, 'endedAtMs' | 'condition'>): Mark {
  if (endedAtMs !== null) return 'up'
  return condition === 'down' ? 'down' : 'degraded'
}

/** What is going on, in a few words: the second line of a row. */
export function standingOf(row: IncidentRow): string {
  if (row.state === 'resolved') {
    if (!row.proven) return 'closed, not proven'
    return row.endedAtMs === null ? 'over' : `lasted ${formatDuration(Math.max(0, row.endedAtMs - row.startedAtMs))}`
  }
  if (row.recovering) return `${row.proof.have} of ${row.proof.need} successes`
  if (row.state === 'mitigated') return `mitigated by ${row.mitigatedBy}`
  if (row.state === 'acknowledged') return row.acknowledgedBy === row.assignee ? 'on it' : `acknowledged by ${row.acknowledgedBy}`
  return row.mutedBy.length > 0 ? `quiet by ${row.mutedBy.join(' and ')}` : 'not acknowledged'
}

/** `2 of 3 checks and 1 report`: what holds; of one that is over, how much took part. What follows is from when to when. */
export function extentOf({ openChecks, allChecks, openReports, allReports, openedBy }: IncidentRow): string {
  if (allChecks + allReports === 0) return openedBy ? `Opened by ${openedBy}, without a check,` : 'Without a check,'
  return [extent(openChecks, allChecks, 'check'), extent(openReports, allReports, 'report')].filter(Boolean).join(' and ')
}

function extent(open: number, all: number, noun: string): string {
  if (all === 0) return ''
  const named = all === 1 ? noun : `${noun}s`
  return open === 0 ? `${all} ${named}` : `${open} of ${all} ${named}`
}

/** `2 checks still fail and what 1 report says still holds`: why a recovery would not be proven; undefined when nothing is left. */
export function holdingIn(rows: readonly Pick<IncidentRow, 'openChecks' | 'openReports'>[]): string | undefined {
  const checks = rows.reduce((sum, { openChecks }) => sum + openChecks, 0)
  const reports = rows.reduce((sum, { openReports }) => sum + openReports, 0)
  const parts = [
    checks > 0 && (checks === 1 ? 'one check still fails' : `${checks} checks still fail`),
    reports > 0 && (reports === 1 ? 'one report still holds' : `${reports} reports still hold`),
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(' and ') : undefined
}
