import { handle } from '@/server/web/handle'
import { Id, readNotice } from '@/server/web/paging-verbs'

export const GET = handle({ right: 'read', input: Id, verb: readNotice })
