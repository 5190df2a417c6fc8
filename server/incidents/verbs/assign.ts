import { findPersonByEmail } from '@/server/access/queries'
import type { Ctx } from '@/server/context'
import type { Assign, Incident } from '../model'
import { getIncident, lastActor, saveIfStill } from '../queries'
import { told } from '../recording'
import { workerOr } from '../rules/assignee'
import { mustBeOpen } from '../rules/moves'
import { changedMeanwhile } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/** Gives the incident to a person who may work on it, and takes it from whoever had it. */
export function assign(ctx: Ctx, { id, to }: Assign): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const person = workerOr(await findPersonByEmail(db, to.trim().toLowerCase()), to)
    const was = await getIncident(db, id)
    await mustBeWhole(db, was, 'assigned')
    mustBeOpen(was, 'assigned')
    if (was.assigneeId === person.id) return was
    const saved = await saveIfStill(
      db,
      { id, state: was.state, assignee: was.assignee, assigneeId: was.assigneeId },
      { assignee: person.name, assigneeId: person.id },
    )
    if (!saved) {
      const now = await getIncident(db, id)
      await mustBeWhole(db, now, 'assigned')
      mustBeOpen(now, 'assigned')
      throw changedMeanwhile(
        now,
        await lastActor(db, id, 'assigned'),
        now.assignee ? `it is now with ${now.assignee}` : 'nobody has it now',
      )
    }
    const says = person.id === actor.id ? 'took the incident' : `assigned it to ${person.name}`
    await told(ctx, tx, { incident: saved, was, at, action: 'assign', kind: 'assigned', says })
    return saved
  })
}
