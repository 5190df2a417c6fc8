import type { Ctx } from '@/server/context'
import type { Acknowledge, Incident } from '../model'
import { assignIfNobody, getIncident, saveIfStill } from '../queries'
import { told } from '../recording'
import { move } from '../rules/moves'
import { alreadyAcknowledged } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/** Takes the incident for the actor, who also gets it if nobody has it. Of two people pressing at once one wins, and the other is told who. */
export function acknowledge(ctx: Ctx, { id }: Acknowledge): Promise<Incident> {
  const acknowledgedAt = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const was = await getIncident(db, id)
    if (was.state === 'acknowledged') throw alreadyAcknowledged(was)
    await mustBeWhole(db, was, 'acknowledged')
    const state = move(was.state, 'acknowledge')
    const saved = await saveIfStill(
      db,
      { id, state: was.state },
      { state, acknowledgedAt, acknowledgedBy: actor.name, acknowledgedById: actor.id },
    )
    if (!saved) throw await whyNot(db, id)
    const incident = (actor.kind === 'person' && (await assignIfNobody(db, id, actor))) || saved
    await told(ctx, tx, { incident, was, at: acknowledgedAt, action: 'acknowledge', kind: 'acknowledged', says: 'acknowledged' })
    return incident
  })
}

async function whyNot(db: Parameters<typeof getIncident>[0], id: string) {
  const now = await getIncident(db, id)
  await mustBeWhole(db, now, 'acknowledged')
  if (now.state !== 'acknowledged') move(now.state, 'acknowledge')
  return alreadyAcknowledged(now)
}
