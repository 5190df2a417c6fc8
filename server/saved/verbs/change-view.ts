import type { Ctx } from '../../context'
import { invalid, notFound, Refusal } from '../../kernel/errors'
import type { ChangeView, SavedView } from '../model'
import { findView, isNameTaken, updateView } from '../queries'
import { filterIn } from '../rules/query'
import { beholderOf, refuseForeign, refuseSharing } from '../rules/refusals'

/** Gives a view another name, another filter, or other people. Of two who change the same version the second is refused. */
export async function changeView(ctx: Ctx, { id, version, name, query, sharedWith }: ChangeView): Promise<SavedView> {
  const who = beholderOf(ctx.actor)
  refuseSharing(ctx.actor, sharedWith)
  return await ctx.transaction(async ({ db, audit }) => {
    const held = await findView(db, who, id)
    if (!held) throw notFound('saved view', id)
    refuseForeign(ctx.actor, held)
    const next = { ...held, name, sharedWith, query: filterIn(held.page, query) }
    if (await isNameTaken(db, next)) {
      const message = `"${name}" is already the name of a view on this page; choose another`
      throw invalid(`name ${message}.`, [{ path: 'name', message }])
    }
    if (!(await updateView(db, id, version, { name, query: next.query, sharedWith, changedAt: ctx.clock.now() })))
      throw new Refusal('conflict', `Somebody has changed "${held.name}" in the meantime. Load it again and repeat your change.`, { id })
    await audit({ action: 'view.change', subject: { id, name }, before: kept(held), after: kept(next) })
    return { ...next, version: version + 1 }
  })
}

const kept = ({ name, query, sharedWith }: SavedView) => ({ name, query, sharedWith })
