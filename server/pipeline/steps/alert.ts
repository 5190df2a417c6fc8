import type { CheckAlert } from '../../alerts/model'
import type { Result } from '../../checks/model'
import { statusOf } from '../../checks/rules/status-machine'
import { graver, severityOf, titleOf } from '../../incidents/rules/words'
import { formatDuration } from '../../kernel/duration'
import type { Telling } from '../advance'
import type { CheckState } from '../model'
import { alertEnded, alertLetGo, alertMoved, alertOpened, type NewCheckAlert, note, patched, reopened } from './incident'
import { seenStatus } from './service'

/** Opens, changes or ends the alert of a check by where its conditions stand. A blind or slow-to-decide check leaves it as it is. */
export function alertStep(telling: Telling, state: CheckState, result: Result, lastPassAt: Date | null): void {
  const { world } = telling
  const condition = conditionOf(state)
  const open = world.openAlertOf.get(state.check.id)
  if (!open && condition) return opens(telling, state, condition, result, lastPassAt)
  if (open && condition && condition !== open.condition) return changes(telling, state, open, condition)
  if (open && !condition) return ends(telling, state, open, endOf(state, open))
}

/** A check that was failing or slow was so once more: an incident that a person closed before it was proven reopens (INC-4), and a new reason is noted. */
export function failedAgain(telling: Telling, { check, standing }: CheckState, result: Result): void {
  const { world, now, ids, tell } = telling
  const alert = world.openAlertOf.get(check.id)
  if (!alert) return
  const incident = world.incidents.get(alert.incidentId)
  if (incident?.state === 'resolved') reopened(telling, incident, result.says)
  if (alert.condition === 'degraded' || reasonOf(result.says) === reasonOf(alert.says)) return
  tell({ kind: 'alert', alert: { ...alert, says: result.says } })
  tell({ kind: 'result', result, standing })
  tell(
    note(ids, alert.incidentId, now, 'reason-changed', `${check.title} now fails for another reason`, {
      detail: result.says,
      checkId: check.id,
    }),
  )
}

/** Times and counts differ from one failure to the next; the reason is what remains. */
export const reasonOf = (says: string): string => says.replaceAll(/\d+(?:[.,]\d+)*\s*(?:ms|s|min|bytes)\b/g, '#').slice(0, 120)

function opens(telling: Telling, state: CheckState, condition: CheckAlert['condition'], result: Result, lastPassAt: Date | null): void {
  const { world, now, ids } = telling
  const { check } = state
  const latch = condition === 'down' ? state.standing.failing : state.standing.slow
  const alert: NewCheckAlert = {
    id: ids.next(),
    fingerprint: `check:${check.id}`,
    checkId: check.id,
    serviceId: check.serviceId,
    severity: severityOf(check, world.services.get(check.serviceId)?.service, condition),
    condition,
    // What it was for another service before is not this one's.
    startedAt: new Date(Math.max(latch.fromMs, state.joinedAt?.getTime() ?? 0)),
    openedAt: now,
    endedAt: null,
    blindFromAt: lastPassAt,
    says: result.says,
    signal: null,
  }
  alertOpened(telling, alert, state)
}

function changes(telling: Telling, state: CheckState, open: CheckAlert, condition: CheckAlert['condition']): void {
  const { world, tell } = telling
  const { check } = state
  const service = world.services.get(check.serviceId)
  const severity = severityOf(check, service?.service, condition)
  tell({ kind: 'alert', alert: { ...open, condition, severity, says: state.lastSays } })
  const incident = world.incidents.get(open.incidentId)
  if (!incident || !service) return
  for (const change of patched(incident, {
    ...(incident.serviceId === check.serviceId && { title: titleOf(service.service, seenStatus(world, service, state), check, condition) }),
    ...(condition === 'down' && { severity: graver(incident.severity, severity) }),
  }))
    tell(change)
  tell(
    note(
      telling.ids,
      incident.id,
      telling.now,
      'reason-changed',
      condition === 'down' ? `${check.title} went from slow to failing` : `${check.title} answers again, but slowly`,
      { detail: state.lastSays, checkId: check.id },
    ),
  )
}

function ends(telling: Telling, state: CheckState, open: CheckAlert, endedAt: Date): void {
  telling.tell({ kind: 'alert', alert: { ...open, endedAt } })
  const lasted = formatDuration(Math.max(0, endedAt.getTime() - open.startedAt.getTime()))
  alertEnded(
    telling,
    open,
    endedAt,
    `${state.check.title} has recovered`,
    `${state.check.closeAfter} successes in a row; it lasted ${lasted}`,
  )
}

/** Nobody looks any more, for the service of the alert, whether a failing check recovers: its alert ends, and nothing is proven (INC-4). */
export function letsGo(
  telling: Telling,
  open: CheckAlert,
  title: string,
  how: 'paused' | 'removed' | `moved to ${string}`,
  at: Date,
): void {
  telling.tell({ kind: 'alert', alert: { ...open, endedAt: at } })
  alertLetGo(telling, open, at, `${title} was ${how} while it was ${wrongIn(open)}`)
}

/** A failing check belongs to another service from now on, which has an alert of its own: what came before stays with the one before. */
export function moves(telling: Telling, before: CheckAlert, state: CheckState): void {
  const { check } = state
  const { world, now, ids } = telling
  const from = world.services.get(before.serviceId)?.service.title ?? 'another service'
  const alert = {
    ...before,
    id: ids.next(),
    serviceId: check.serviceId,
    severity: severityOf(check, world.services.get(check.serviceId)?.service, before.condition),
    startedAt: now,
    openedAt: now,
    endedAt: null,
    blindFromAt: null,
  }
  alertMoved(telling, alert, state, `${check.title} was moved here from ${from} while it was ${wrongIn(before)}`)
}

const wrongIn = ({ condition }: CheckAlert) => (condition === 'down' ? 'failing' : 'slow')

function conditionOf({ standing }: CheckState): CheckAlert['condition'] | null {
  const status = statusOf(standing)
  return status === 'down' || status === 'degraded' ? status : null
}

/** The first success of the streak that closed it: the later of the two conditions, and not before it began. */
const endOf = ({ standing }: CheckState, { startedAt }: CheckAlert): Date =>
  new Date(Math.max(standing.failing.fromMs, standing.slow.fromMs, startedAt.getTime()))
