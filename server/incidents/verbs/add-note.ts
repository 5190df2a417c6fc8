import type { Ctx } from '@/server/context'
import type { AddNote, Incident } from '../model'
import { getIncident } from '../queries'
import { told } from '../recording'

/** Writes a note into the timeline, in any state: what is learnt afterwards belongs there too. */
export function addNote(ctx: Ctx, { id, text }: AddNote): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const incident = await getIncident(tx.db, id)
    await told(ctx, tx, { incident, was: incident, at, action: 'add-note', kind: 'note', says: text })
    return incident
  })
}
