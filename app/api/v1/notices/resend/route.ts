import { ResendNotices } from '@/server/alerts/model'
import { handle } from '@/server/web/handle'
import { resendNotices } from '@/server/web/paging-verbs'

export const POST = handle({ right: 'work-incidents', input: ResendNotices, verb: resendNotices, status: 202 })
