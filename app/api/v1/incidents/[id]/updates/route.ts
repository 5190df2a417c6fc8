import { z } from 'zod'
import { StatusUpdateAnswer, StatusUpdateListAnswer } from '@/server/status/answers'
import { WritePost } from '@/server/status/model'
import { readPosts } from '@/server/status/verbs/read-posts'
import { writePost } from '@/server/status/verbs/write-post'
import { handle, type WebCtx } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const GET = handle({
  about: 'Reads what status pages say of an incident. With the pages that show what it affects.',
  right: 'read',
  input: WritePost.pick({ id: true }),
  output: StatusUpdateListAnswer,
  verb: (ctx, ref) => readPosts(ctx, ref, ctx.web.app.settings.url),
})

const write = byRef<WritePost, WebCtx, Awaited<ReturnType<typeof writePost>>>(writePost)

export const POST = handle({
  about: 'Says something of an incident on status pages. Visitors read it at once; subscribers are told.',
  right: 'work-incidents',
  input: WritePost,
  output: z.object({ updates: z.array(StatusUpdateAnswer) }),
  verb: async (ctx, input) => {
    const written = await write(ctx, input)
    ctx.web.app.book.moved()
    return written
  },
  status: 201,
})
