import { findPersonByEmail } from '@/server/access/queries'
import type { Ctx } from '@/server/context'
import type { Escalate, Incident } from '../model'
import { getIncident, lastActor, listTeams, saveIfStill } from '../queries'
import { told } from '../recording'
import { teamOr, workerOr } from '../rules/assignee'
import { raised } from '../rules/handing'
import { mustBeOpen } from '../rules/moves'
import { changedMeanwhile } from '../rules/refusals'

/** Hands the incident to a named person (by e-mail) or team, and raises its severity by one step (INC-2). */
export function escalate(ctx: Ctx, { id, to, note }: Escalate): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db } = tx
    const assignee = to.includes('@')
      ? workerOr(await findPersonByEmail(db, to.trim().toLowerCase()), to)
      : { id: null, name: teamOr(await listTeams(db), to) }
    const was = await getIncident(db, id)
    mustBeOpen(was, 'escalated')
    const severity = raised(was.severity)
    const still = { id, state: was.state, severity: was.severity, assignee: was.assignee, assigneeId: was.assigneeId }
    const saved = await saveIfStill(db, still, { severity, assignee: assignee.name, assigneeId: assignee.id })
    if (!saved) {
      const now = await getIncident(db, id)
      mustBeOpen(now, 'escalated')
      throw changedMeanwhile(
        now,
        await lastActor(db, id, 'escalated'),
        `it is ${now.severity} now and ${now.assignee ? `with ${now.assignee}` : 'with nobody'}`,
      )
    }
    const says =
      severity === was.severity ? `escalated to ${assignee.name}` : `escalated to ${assignee.name}, from ${was.severity} to ${severity}`
    await told(ctx, tx, { incident: saved, was, at, action: 'escalate', kind: 'escalated', says, detail: note?.trim() || null })
    return saved
  })
}
