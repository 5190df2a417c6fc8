import { endSilence } from '@/server/alerts/verbs/end-silence'
import { handle } from '@/server/web/handle'
import { Id } from '@/server/web/paging-verbs'

export const POST = handle({ right: 'silence-alerts', input: Id, verb: endSilence })
