import type { Ctx } from '@/server/context'
import type { DeclareCause, Incident } from '../model'
import { getIncident, lastActor, saveIfStill } from '../queries'
import { told } from '../recording'
import { changedMeanwhile } from '../rules/refusals'

/** Says what the cause is, in any state: it is often found after the repair. */
export function declareCause(ctx: Ctx, { id, cause }: DeclareCause): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db } = tx
    const was = await getIncident(db, id)
    if (was.cause === cause) return was
    const saved = await saveIfStill(db, { id, cause: was.cause }, { cause })
    if (!saved) {
      const now = await getIncident(db, id)
      throw changedMeanwhile(now, await lastActor(db, id, 'cause-declared'), `its cause is now "${now.cause}"`)
    }
    await told(ctx, tx, { incident: saved, was, at, action: 'declare-cause', kind: 'cause-declared', says: `declared the cause: ${cause}` })
    return saved
  })
}
