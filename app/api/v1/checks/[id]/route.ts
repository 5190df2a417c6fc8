import { CHECK } from '@/server/declare/kinds'
import { readCheck } from '@/server/web/check-verbs'
import { one, Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: Ref, verb: readCheck })
export const { PUT, DELETE } = one(CHECK, { reads: 'read', writes: 'edit-checks' })
