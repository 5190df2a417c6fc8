import { setPaused } from '@/server/declare/verbs/pause'
import { declareCtx, Ref, shown } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({
  right: 'pause-checks',
  input: Ref,
  verb: (ctx, { id }) => shown(ctx, setPaused(declareCtx(ctx), { id, paused: true })),
})
