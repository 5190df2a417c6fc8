import type { Ctx } from '../../context'
import { findByRef } from '../../incidents/queries'
import { told } from '../../incidents/recording'
import { notFound } from '../../kernel/errors'
import { withdrawWritten } from '../queries'

/** Takes back what was said of an incident on one page. Those who were told by mail or webhook were told. */
export function withdrawPost(ctx: Ctx, { id, update }: { readonly id: string; readonly update: string }): Promise<undefined> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const incident = await findByRef(tx.db, id)
    const post = await withdrawWritten(tx.db, incident.id, update, at)
    if (!post) throw notFound('update', update)
    await told(ctx, tx, { incident, was: incident, at, action: 'withdraw', kind: 'published', says: `Took back "${post.title}"` })
    return undefined
  })
}
