import { redirect } from 'next/navigation'
import { may } from '../access/model'
import type { SavedPage, SavedView } from '../saved/model'
import { listViews } from '../saved/queries'
import { defaultAddress, PATHS } from '../saved/rules/query'
import type { PageContext } from '../web/page-context'
import { reader } from './section'

/** What the menu of saved views of a page shows. */
export type SavedViewsPart = {
  readonly page: SavedPage
  /** Null when they cannot be read; empty also for a key, which has none. */
  readonly views: readonly SavedView[] | null
  readonly mayShare: boolean
}

/** The saved views of a page; sends whoever asks for the page without saying what of it to their default one. */
export async function savedViewsOf(ctx: PageContext, page: SavedPage, address: URLSearchParams): Promise<SavedViewsPart> {
  const { actor, db } = ctx
  const part = { page, mayShare: may(actor, 'comment') }
  if (actor.kind !== 'person') return { ...part, views: [] }
  const found = await reader(ctx)('your saved views', listViews(db, actor, page))
  if (found.kind !== 'ready') return { ...part, views: null }
  const to = defaultAddress(page, PATHS[page], address, found.value)
  if (to !== undefined) redirect(to)
  return { ...part, views: found.value }
}
