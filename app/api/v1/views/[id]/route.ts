import { NOTHING } from '@/server/kernel/answers'
import { SavedViewAnswer } from '@/server/saved/answers'
import { ChangeView, ViewRef } from '@/server/saved/model'
import { changeView } from '@/server/saved/verbs/change-view'
import { removeView } from '@/server/saved/verbs/remove-view'
import { handle } from '@/server/web/handle'

export const PUT = handle({
  about: 'Changes a saved view. Takes all of it with the version that was read; a stale one is refused with 409.',
  right: 'read',
  input: ChangeView,
  output: SavedViewAnswer,
  verb: (ctx, input) => changeView(ctx, input),
})

export const DELETE = handle({
  about: 'Deletes a saved view.',
  right: 'read',
  input: ViewRef,
  output: NOTHING,
  async verb(ctx, ref): Promise<undefined> {
    await removeView(ctx, ref)
  },
})
