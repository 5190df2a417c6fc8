import { RunAnswer } from '@/server/web/answers'
import { runCheck } from '@/server/web/check-verbs'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Runs a check now. It starts as soon as the caps on its host allow.',
  right: 'run-checks',
  input: Ref,
  output: RunAnswer,
  verb: runCheck,
  status: 202,
})
