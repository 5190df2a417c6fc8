import type { Ctx } from '../../context'
import { invalid, notFound } from '../../kernel/errors'
import type { ChooseDefault, SavedView } from '../model'
import { clearDefault, findView, listViews, setDefault } from '../queries'
import { beholderOf } from '../rules/refusals'

/** Says what one sees first on a page. */
export async function chooseDefault(ctx: Ctx, { page, view }: ChooseDefault): Promise<{ readonly views: readonly SavedView[] }> {
  const who = beholderOf(ctx.actor)
  return await ctx.transaction(async ({ db, audit }) => {
    const held = view === null ? undefined : await findView(db, who, view)
    if (view !== null && !held) throw notFound('saved view', view)
    if (held && held.page !== page) {
      const message = `is a view of another page: "${held.name}" is of ${held.page}`
      throw invalid(`view ${message}.`, [{ path: 'view', message }])
    }
    if (held) await setDefault(db, who.id, page, held.id)
    else await clearDefault(db, who.id, page)
    await audit({ action: 'view.default', ...(held && { subject: { id: held.id, name: held.name } }), after: { page } })
    return { views: await listViews(db, who, page) }
  })
}
