import { ChangeRole } from '@/server/access/model'
import { changeRole } from '@/server/access/verbs/change-role'
import { handle } from '@/server/web/handle'

export const PUT = handle({ right: 'manage-people', input: ChangeRole, verb: changeRole, changesAccess: true })
