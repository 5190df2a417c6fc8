import { PersonAnswer } from '@/server/access/answers'
import { ChangeRole } from '@/server/access/model'
import { changeRole } from '@/server/access/verbs/change-role'
import { handle } from '@/server/web/handle'

export const PUT = handle({
  about: 'Changes the role of a person.',
  right: 'manage-people',
  input: ChangeRole,
  output: PersonAnswer,
  verb: changeRole,
  changesAccess: true,
})
