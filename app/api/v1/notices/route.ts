import { ListNotices } from '@/server/alerts/model'
import { handle } from '@/server/web/handle'
import { readNotices } from '@/server/web/paging-verbs'

export const GET = handle({ right: 'read', input: ListNotices, verb: readNotices })
