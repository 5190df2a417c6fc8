import type { Ctx } from '@/server/context'
import type { Incident, Merge } from '../model'
import { findByRef, lastActor, lockIncidents, saveIfStill } from '../queries'
import { told } from '../recording'
import { move } from '../rules/moves'
import { alreadyMerged, mustMerge, survivorOf } from '../rules/placing'
import { mustBeWhole } from '../whole'

/**
 * Makes an incident part of another: the engine moves its alerts and its loss there, its link leads there, and nobody is paged for it any
 * more. Of two people who merge it at once one wins, and the other is told who. `split` takes it back.
 */
export async function merge(ctx: Ctx, { id, into }: Merge): Promise<Incident> {
  const at = ctx.clock.now()
  const { id: wholeId } = await findByRef(ctx.db, into)
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const held = await lockIncidents(db, [...new Set([id, wholeId])])
    const [was, whole] = [held.get(id), held.get(wholeId)]
    if (!was || !whole) throw new Error('Incidents that were locked are not there.')
    if (was.mergedInto === null) await mustBeWhole(db, whole, 'merged with others')
    mustMerge(was, whole, {
      partOf: was.mergedInto === null ? null : await findByRef(db, was.mergedInto),
      by: was.mergedInto === null ? null : await lastActor(db, id, 'merged'),
    })
    const saved = await saveIfStill(
      db,
      { id, state: was.state },
      {
        state: move(was.state, 'resolve'),
        mergedInto: whole.id,
        resolvedAt: at,
        resolvedBy: actor.name,
        resolvedById: actor.id,
        // It did not end here: what it was about goes on in the other.
        proven: false,
        reason: `Part of INC-${whole.number}`,
      },
    )
    const kept = await saveIfStill(db, { id: whole.id, state: whole.state }, survivorOf(whole, was))
    if (!saved || !kept) throw alreadyMerged(was, null, null)
    await told(ctx, tx, {
      incident: saved,
      was,
      at,
      action: 'merge',
      kind: 'merged',
      says: `merged it into INC-${whole.number}`,
      detail: whole.title,
    })
    await told(ctx, tx, {
      incident: kept,
      was: whole,
      at,
      action: 'take-in',
      kind: 'merged',
      says: `merged INC-${was.number} into it`,
      detail: was.title,
    })
    return kept
  })
}
