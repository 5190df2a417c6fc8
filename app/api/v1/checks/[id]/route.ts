import { CHECK } from '@/server/declare/kinds'
import { CheckDetailAnswer } from '@/server/web/answers'
import { readCheck } from '@/server/web/check-verbs'
import { one, Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Reads a check. Its definition with secrets hidden, and where it stands.',
  right: 'read',
  input: Ref,
  output: CheckDetailAnswer,
  verb: readCheck,
})
export const { PUT, DELETE } = one(CHECK, { reads: 'read', writes: 'edit-checks' })
