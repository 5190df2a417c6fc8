import { handle } from '@/server/web/handle'
import { Id, resendNotice } from '@/server/web/paging-verbs'

export const POST = handle({ right: 'work-incidents', input: Id, verb: resendNotice, status: 202 })
