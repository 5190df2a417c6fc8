import type { Severity } from '@/server/checks/model'
import { raised } from '@/server/incidents/rules/handing'
import type { IncidentRow } from '@/server/live/rows'

/** Something a person does to an incident, with what it needs. */
export type Deed =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'escalate'; readonly to?: string; readonly raise?: boolean; readonly note?: string }
  | { readonly kind: 'severity'; readonly severity: Severity }
  | { readonly kind: 'notes'; readonly text: string }
  | { readonly kind: 'cause'; readonly cause: string }
  | { readonly kind: 'mitigate' }
  | { readonly kind: 'resolve'; readonly reason: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'silence'; readonly lasts: string; readonly reason: string }
  | { readonly kind: 'merge'; readonly into: string }
  | { readonly kind: 'split'; readonly alerts?: readonly string[]; readonly incident?: string; readonly title?: string }

export type Me = { readonly id: string; readonly name: string }
export type Assignee = { readonly id: string; readonly name: string; readonly email: string }

/** What the screen shows before the server has answered: the row as it will be if nobody was faster. */
export function echoOf(row: IncidentRow, deed: Deed, me: Me, people: readonly Assignee[], nowMs: number): IncidentRow {
  const given = (to: string) => {
    const person = people.find(({ email }) => email === to)
    return { assignee: person?.name ?? to, assigneeId: person?.id ?? null }
  }
  switch (deed.kind) {
    case 'acknowledge':
      return {
        ...row,
        state: 'acknowledged',
        acknowledgedAtMs: nowMs,
        acknowledgedBy: me.name,
        acknowledgedById: me.id,
        ...(row.assignee ? {} : { assignee: me.name, assigneeId: me.id }),
      }
    case 'assign':
      return { ...row, ...given(deed.to) }
    case 'escalate':
      return { ...row, ...(deed.to && given(deed.to)), ...(deed.raise && { severity: raised(row.severity) }) }
    case 'severity':
      return { ...row, severity: deed.severity }
    case 'cause':
      return { ...row, cause: deed.cause }
    case 'mitigate':
      return { ...row, state: 'mitigated', mitigatedAtMs: nowMs, mitigatedBy: me.name }
    case 'resolve':
      return {
        ...row,
        state: 'resolved',
        resolvedAtMs: nowMs,
        resolvedBy: me.name,
        reason: deed.reason,
        proven: row.openChecks + row.openReports === 0,
      }
    case 'reopen':
      return {
        ...row,
        state: 'triggered',
        acknowledgedAtMs: null,
        acknowledgedBy: null,
        acknowledgedById: null,
        mitigatedAtMs: null,
        mitigatedBy: null,
        resolvedAtMs: null,
        resolvedBy: null,
        endedAtMs: null,
      }
    case 'notes':
    case 'silence':
    case 'merge':
    case 'split':
      return row
  }
}

/** An echo holds until the server has said something newer of the incident. */
export type Echo = { readonly overVersion: number; readonly row: IncidentRow }

export const withEcho = (row: IncidentRow, echo: Echo | undefined): IncidentRow =>
  echo && row.version <= echo.overVersion ? { ...row, ...movedOf(echo.row) } : row

/** Only what people move: what checks see goes on meanwhile. */
const movedOf = ({
  state,
  severity,
  acknowledgedAtMs,
  acknowledgedBy,
  acknowledgedById,
  mitigatedAtMs,
  mitigatedBy,
  assignee,
  assigneeId,
  resolvedAtMs,
  resolvedBy,
  reason,
  cause,
}: IncidentRow): Partial<IncidentRow> => ({
  state,
  severity,
  acknowledgedAtMs,
  acknowledgedBy,
  acknowledgedById,
  mitigatedAtMs,
  mitigatedBy,
  assignee,
  assigneeId,
  resolvedAtMs,
  resolvedBy,
  reason,
  cause,
})

/** What takes a deed back, where something does: the deed to do then. */
export function undoOf(row: IncidentRow, deed: Deed, people: readonly Assignee[]): Deed | undefined {
  if (deed.kind === 'severity') return { kind: 'severity', severity: row.severity }
  if (deed.kind === 'resolve') return { kind: 'reopen' }
  if (deed.kind !== 'assign') return undefined
  const before = people.find(({ id }) => id === row.assigneeId)
  return before && { kind: 'assign', to: before.email }
}

/** What somebody wrote for a deed, to be said again where it was refused. */
export function saidIn(deed: Deed): string | undefined {
  const written =
    deed.kind === 'notes'
      ? deed.text
      : deed.kind === 'cause'
        ? deed.cause
        : deed.kind === 'resolve' || deed.kind === 'silence'
          ? deed.reason
          : deed.kind === 'escalate'
            ? deed.note
            : undefined
  return written ? `You wrote: ${written}` : undefined
}
