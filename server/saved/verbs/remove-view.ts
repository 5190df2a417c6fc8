import type { Ctx } from '../../context'
import { notFound } from '../../kernel/errors'
import { deleteView, findView } from '../queries'
import { beholderOf, refuseForeign } from '../rules/refusals'

/** Deletes a view; who had it as their default sees the page without one. */
export async function removeView(ctx: Ctx, { id }: { readonly id: string }): Promise<void> {
  const who = beholderOf(ctx.actor)
  return await ctx.transaction(async ({ db, audit }) => {
    const held = await findView(db, who, id)
    if (!held) throw notFound('saved view', id)
    refuseForeign(ctx.actor, held)
    await deleteView(db, id)
    const { page, query, sharedWith } = held
    await audit({ action: 'view.remove', subject: { id, name: held.name }, before: { page, query, sharedWith } })
  })
}
