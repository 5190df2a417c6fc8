import { ListAlerts } from '@/server/alerts/model'
import { readAlerts } from '@/server/alerts/verbs/read-alerts'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: ListAlerts, verb: readAlerts })
