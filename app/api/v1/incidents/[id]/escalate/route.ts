import { Escalate } from '@/server/incidents/model'
import { escalate } from '@/server/incidents/verbs/escalate'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: Escalate, verb: byRef(escalate) })
