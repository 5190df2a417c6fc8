import { z } from 'zod'
import { NOTHING } from '@/server/kernel/answers'
import { WritePost } from '@/server/status/model'
import { withdrawPost } from '@/server/status/verbs/withdraw-post'
import { handle } from '@/server/web/handle'

export const DELETE = handle({
  about: 'Takes back what a status page says of an incident. Whoever was told by mail or webhook was told.',
  right: 'work-incidents',
  input: WritePost.pick({ id: true }).extend({ update: z.uuid('must be the id of an update') }),
  output: NOTHING,
  verb: async (ctx, input) => {
    await withdrawPost(ctx, input)
    ctx.web.app.book.moved()
    return undefined
  },
})
