import type { Ctx } from '@/server/context'
import type { Incident, Mitigate } from '../model'
import { getIncident, saveIfStill } from '../queries'
import { told } from '../recording'
import { move } from '../rules/moves'
import { alreadyMitigated, changedMeanwhile } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/** Says that the harm has stopped, though the cause may still be there. */
export function mitigate(ctx: Ctx, { id }: Mitigate): Promise<Incident> {
  const mitigatedAt = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const was = await getIncident(db, id)
    if (was.state === 'mitigated') throw alreadyMitigated(was)
    await mustBeWhole(db, was, 'marked as mitigated')
    const state = move(was.state, 'mitigate')
    const saved = await saveIfStill(db, { id, state: was.state }, { state, mitigatedAt, mitigatedBy: actor.name })
    if (!saved) {
      const now = await getIncident(db, id)
      await mustBeWhole(db, now, 'marked as mitigated')
      if (now.state !== 'mitigated') move(now.state, 'mitigate')
      throw now.state === 'mitigated' ? alreadyMitigated(now) : changedMeanwhile(now, now.acknowledgedBy, `it is ${now.state} now`)
    }
    await told(ctx, tx, { incident: saved, was, at: mitigatedAt, action: 'mitigate', kind: 'mitigated', says: 'marked it as mitigated' })
    return saved
  })
}
