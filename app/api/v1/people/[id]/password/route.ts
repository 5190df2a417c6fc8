import { NewPasswordAnswer } from '@/server/access/answers'
import { ResetPassword } from '@/server/access/model'
import { resetPassword } from '@/server/access/verbs/reset-password'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Sets a new password. Without one, one is made and shown once; their sessions end.',
  right: 'manage-people',
  input: ResetPassword,
  output: NewPasswordAnswer,
  verb: resetPassword,
  changesAccess: true,
})
