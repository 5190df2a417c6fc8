import { AlertPageAnswer } from '@/server/alerts/answers'
import { ListAlerts } from '@/server/alerts/model'
import { readAlerts } from '@/server/alerts/verbs/read-alerts'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists alerts. Open and ended, the newest first.',
  right: 'read',
  input: ListAlerts,
  output: AlertPageAnswer,
  verb: readAlerts,
})
