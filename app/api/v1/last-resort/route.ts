import { z } from 'zod'
import { LastResortAnswer } from '@/server/declare/answers'
import { LastResortInput, readLastResort, setLastResort } from '@/server/declare/verbs/last-resort'
import { declareCtx, shown } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Reads the policy of last resort. It is followed by what has no policy of its own.',
  right: 'read',
  input: z.strictObject({}),
  output: LastResortAnswer,
  verb: ({ sql }) => readLastResort(sql),
})

export const PUT = handle({
  about: 'Sets the policy of last resort. What the file declares is changed there.',
  right: 'change-settings',
  input: LastResortInput,
  output: LastResortAnswer,
  verb: (ctx, given) => shown(ctx, setLastResort(declareCtx(ctx), given)),
})
