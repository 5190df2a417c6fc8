import { Escalate } from '@/server/incidents/model'
import { escalate } from '@/server/incidents/verbs/escalate'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'work-incidents', input: Escalate, verb: escalate })
