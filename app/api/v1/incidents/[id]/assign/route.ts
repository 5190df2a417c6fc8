import { Assign } from '@/server/incidents/model'
import { assign } from '@/server/incidents/verbs/assign'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: Assign, verb: byRef(assign) })
