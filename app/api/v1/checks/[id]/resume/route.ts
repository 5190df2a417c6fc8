import { declaredAnswer } from '@/server/declare/answers'
import { CHECK } from '@/server/declare/kinds'
import { setPaused } from '@/server/declare/verbs/pause'
import { declareCtx, Ref, shown } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Lets a paused check run again.',
  right: 'pause-checks',
  input: Ref,
  output: declaredAnswer(CHECK),
  verb: (ctx, { id }) => shown(ctx, setPaused(declareCtx(ctx), { id, paused: false })),
})
