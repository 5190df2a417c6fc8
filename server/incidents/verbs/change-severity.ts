import type { Ctx } from '@/server/context'
import type { ChangeSeverity, Incident } from '../model'
import { getIncident, lastActor, saveIfStill } from '../queries'
import { told } from '../recording'
import { mustBeOpen } from '../rules/moves'
import { changedMeanwhile } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/** Sets how grave the incident is. */
export function changeSeverity(ctx: Ctx, { id, severity }: ChangeSeverity): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db } = tx
    const was = await getIncident(db, id)
    await mustBeWhole(db, was, 'given another severity')
    mustBeOpen(was, 'given another severity')
    if (was.severity === severity) return was
    const saved = await saveIfStill(db, { id, state: was.state, severity: was.severity }, { severity })
    if (!saved) {
      const now = await getIncident(db, id)
      await mustBeWhole(db, now, 'given another severity')
      mustBeOpen(now, 'given another severity')
      throw changedMeanwhile(now, await lastActor(db, id, 'severity-changed'), `it is ${now.severity} now`)
    }
    await told(ctx, tx, {
      incident: saved,
      was,
      at,
      action: 'change-severity',
      kind: 'severity-changed',
      says: `changed the severity from ${was.severity} to ${severity}`,
    })
    return saved
  })
}
