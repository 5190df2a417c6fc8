import type { Ctx } from '@/server/context'
import { invalid } from '@/server/kernel/errors'
import type { Incident, OpenByHand } from '../model'
import { findServiceByName, insertIncident } from '../queries'
import { told } from '../recording'

/** Opens an incident that no check has found. It closes when a person resolves it, or with the checks that join it. */
export function openByHand(ctx: Ctx, { title, severity, service: name }: OpenByHand): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const service = name === undefined ? undefined : await findServiceByName(db, name)
    if (name !== undefined && !service)
      throw invalid(`There is no service "${name}". Leave it out, or give the name of one that is declared.`, [
        { path: 'service', message: 'is not declared' },
      ])
    const incident = await insertIncident(db, {
      id: ctx.ids.next(),
      title,
      severity,
      state: 'triggered',
      serviceId: service?.id ?? null,
      startedAt: at,
      openedAt: at,
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedById: null,
      mitigatedAt: null,
      mitigatedBy: null,
      assignee: null,
      assigneeId: null,
      resolvedAt: null,
      endedAt: null,
      resolvedBy: null,
      resolvedById: null,
      proven: true,
      reason: null,
      cause: null,
      openedBy: actor.name,
      escalations: [],
    })
    await told(ctx, tx, { incident, was: null, at, action: 'open-by-hand', kind: 'opened-by-hand', says: 'opened it by hand' })
    return incident
  })
}
