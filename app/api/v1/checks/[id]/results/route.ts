import { ListResults, listResults } from '@/server/checks/verbs/list-results'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: ListResults, verb: listResults })
