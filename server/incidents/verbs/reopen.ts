import type { Ctx } from '@/server/context'
import { formatDuration } from '@/server/kernel/duration'
import type { Incident, Reopen } from '../model'
import { getIncident, lastActor, saveIfStill } from '../queries'
import { told } from '../recording'
import { mayReopen } from '../rules/handing'
import { move } from '../rules/moves'
import { alreadyReopened, tooLateToReopen } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/**
 * Begins anew: a mitigation that did not hold, or what was resolved at most `windowMs` ago (setting `incidents.reopenWindow`).
 * It needs somebody again.
 */
export function reopen(ctx: Ctx, { id }: Reopen, windowMs: number): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db } = tx
    const was = await getIncident(db, id)
    await mustBeWhole(db, was, 'reopened')
    const state = move(was.state, 'reopen')
    if (was.resolvedAt && !mayReopen(was.resolvedAt, at, windowMs)) throw tooLateToReopen(was, formatDuration(windowMs))
    const saved = await saveIfStill(db, { id, state: was.state }, { state, ...ANEW })
    if (!saved) throw alreadyReopened(await getIncident(db, id), await lastActor(db, id, 'reopened'))
    await told(ctx, tx, { incident: saved, was, at, action: 'reopen', kind: 'reopened', says: 'reopened it' })
    return saved
  })
}

const ANEW = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedById: null,
  mitigatedAt: null,
  mitigatedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  resolvedById: null,
  endedAt: null,
  proven: true,
  reason: null,
} as const
