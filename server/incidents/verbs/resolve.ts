import type { Ctx } from '@/server/context'
import type { Incident, Resolve } from '../model'
import { getIncident, lastAlertEnd, resolveIfStill } from '../queries'
import { told } from '../recording'
import { move } from '../rules/moves'
import { alreadyResolved, changedMeanwhile } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/**
 * Closes the incident, for a reason. While an alert of it is still open, recovery is not proven (INC-4): the alerts stay open,
 * the next failure reopens it, and it is left out of recovery figures.
 */
export function resolve(ctx: Ctx, { id, reason }: Resolve): Promise<Incident> {
  const resolvedAt = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const was = await getIncident(db, id)
    await mustBeWhole(db, was, 'resolved')
    if (was.state === 'resolved') throw alreadyResolved(was)
    move(was.state, 'resolve')
    const endedAt = (await lastAlertEnd(db, id)) ?? resolvedAt
    const saved = await resolveIfStill(db, was, { resolvedAt, resolvedBy: actor.name, resolvedById: actor.id, reason, endedAt })
    if (!saved) {
      const now = await getIncident(db, id)
      await mustBeWhole(db, now, 'resolved')
      throw now.state === 'resolved'
        ? alreadyResolved(now)
        : changedMeanwhile(now, now.mitigatedBy ?? now.acknowledgedBy, `it is ${now.state} now`)
    }
    const says = saved.proven ? 'resolved it' : 'resolved it before recovery was proven'
    await told(ctx, tx, { incident: saved, was, at: resolvedAt, action: 'resolve', kind: 'resolved', says, detail: reason })
    return saved
  })
}
