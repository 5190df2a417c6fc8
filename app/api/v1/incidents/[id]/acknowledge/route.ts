import { Acknowledge } from '@/server/incidents/model'
import { acknowledge } from '@/server/incidents/verbs/acknowledge'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: Acknowledge, verb: byRef(acknowledge) })
