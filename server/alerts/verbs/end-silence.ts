import type { Ctx } from '@/server/context'
import { notFound } from '../../kernel/errors'
import { endSilence as end, type KeptSilence } from '../queries/silences'

/** Ends a silence now: what it kept quiet and still lasts is told. Refused as `not-found` when it has ended. */
export function endSilence(ctx: Ctx, { id }: { readonly id: string }): Promise<KeptSilence> {
  const now = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const ended = await end(tx.db, id, ctx.actor.name, now)
    if (!ended) throw notFound('silence that lasts', id)
    const { matcher, fromAt, reason, by } = ended
    await tx.record({ kind: 'silence', silence: { id, matcher, fromAt, toAt: now, reason, by } })
    await tx.audit({ action: 'silence.end', subject: { id, name: reason }, before: { toAt: ended.toAt }, after: { toAt: now } })
    return ended
  })
}
