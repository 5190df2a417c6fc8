import { SavedViewAnswer, SavedViewListAnswer } from '@/server/saved/answers'
import { ListViews, SaveView } from '@/server/saved/model'
import { listViews } from '@/server/saved/queries'
import { beholderOf } from '@/server/saved/rules/refusals'
import { saveView } from '@/server/saved/verbs/save-view'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists saved views. One’s own, and those that are shared with one’s role. 403 for a key.',
  right: 'read',
  input: ListViews,
  output: SavedViewListAnswer,
  verb: async ({ db, actor }, { page }) => ({ views: await listViews(db, beholderOf(actor), page) }),
})

export const POST = handle({
  about: 'Keeps a filter under a name. One’s own, or shared with roles. 403 for a key.',
  right: 'read',
  input: SaveView,
  output: SavedViewAnswer,
  verb: (ctx, input) => saveView(ctx, input),
  status: 201,
})
