import { ResetPassword } from '@/server/access/model'
import { resetPassword } from '@/server/access/verbs/reset-password'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'manage-people', input: ResetPassword, verb: resetPassword, changesAccess: true })
