import { Mitigate } from '@/server/incidents/model'
import { mitigate } from '@/server/incidents/verbs/mitigate'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'work-incidents', input: Mitigate, verb: mitigate })
