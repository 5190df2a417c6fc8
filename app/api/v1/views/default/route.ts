import { SavedViewListAnswer } from '@/server/saved/answers'
import { ChooseDefault } from '@/server/saved/model'
import { chooseDefault } from '@/server/saved/verbs/choose-default'
import { handle } from '@/server/web/handle'

export const PUT = handle({
  about: 'Says what one sees first on a page. Answers with the views of that page. 403 for a key.',
  right: 'read',
  input: ChooseDefault,
  output: SavedViewListAnswer,
  verb: (ctx, input) => chooseDefault(ctx, input),
})
