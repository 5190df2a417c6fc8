import { Mitigate } from '@/server/incidents/model'
import { mitigate } from '@/server/incidents/verbs/mitigate'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: Mitigate, verb: byRef(mitigate) })
