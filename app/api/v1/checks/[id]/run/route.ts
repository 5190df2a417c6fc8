import { runCheck } from '@/server/web/check-verbs'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'run-checks', input: Ref, verb: runCheck, status: 202 })
