import { Reopen } from '@/server/incidents/model'
import { reopen } from '@/server/incidents/verbs/reopen'
import { handle } from '@/server/web/handle'

export const POST = handle({
  right: 'work-incidents',
  input: Reopen,
  verb: (ctx, input) => reopen(ctx, input, ctx.web.app.mirror.world.rules.reopenWindowMs),
})
