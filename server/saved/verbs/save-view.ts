import type { Ctx } from '../../context'
import { invalid, Refusal } from '../../kernel/errors'
import { MOST_OF_ONE, type SavedView, type SaveView } from '../model'
import { countViews, insertView, setDefault } from '../queries'
import { filterIn } from '../rules/query'
import { beholderOf, refuseSharing } from '../rules/refusals'

/** Keeps a filter of a list under a name. */
export async function saveView(ctx: Ctx, { page, name, query, sharedWith, isDefault }: SaveView): Promise<SavedView> {
  const who = beholderOf(ctx.actor)
  refuseSharing(ctx.actor, sharedWith)
  const id = ctx.ids.next()
  const view = { id, page, name, query: filterIn(page, query), sharedWith, version: 1 }
  return await ctx.transaction(async ({ db, audit }) => {
    if ((await countViews(db, who.id)) >= MOST_OF_ONE)
      throw new Refusal('illegal-move', `You have ${MOST_OF_ONE} saved views already; delete one that you do not use.`)
    const row = { ...view, ownerId: who.id, ownerName: who.name, changedAt: ctx.clock.now() }
    if (!(await insertView(db, row))) throw nameTaken(name)
    if (isDefault) await setDefault(db, who.id, page, id)
    await audit({ action: 'view.save', subject: { id, name }, after: { page, query: view.query, sharedWith } })
    return { ...view, owner: who.name, isOwn: true, isDefault }
  })
}

const nameTaken = (name: string) => {
  const message = `"${name}" is already the name of a view of yours on this page; choose another, or change that one`
  return invalid(`name ${message}.`, [{ path: 'name', message }])
}
