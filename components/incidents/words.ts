import type { Mark } from '@/components/marks/status'
import { formatDuration } from '@/server/kernel/duration'
import type { IncidentRow } from '@/server/live/rows'

/** How an incident looks: down while a check of it fails, degraded while it is only slow, recovering while all pass, up when it is over. */
export function markOf({ state, proven, recovering, checks, openChecks }: IncidentRow): Mark {
  if (state === 'resolved') return proven ? 'up' : 'unknown'
  if (recovering) return 'recovering'
  const open = checks.filter(({ endedAtMs }) => endedAtMs === null)
  if (open.some(({ condition }) => condition === 'down')) return 'down'
  return openChecks > 0 ? 'degraded' : 'unknown'
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
  return 'not acknowledged'
}

/** `2 of 3 checks` fail; of one that is over, how many took part. What follows is from when to when. */
export function extentOf({ openChecks, allChecks, openedBy }: IncidentRow): string {
  if (allChecks === 0) return openedBy ? `Opened by ${openedBy}, without a check,` : 'Without a check,'
  const noun = allChecks === 1 ? 'check' : 'checks'
  return openChecks === 0 ? `${allChecks} ${noun}` : `${openChecks} of ${allChecks} ${noun}`
}
