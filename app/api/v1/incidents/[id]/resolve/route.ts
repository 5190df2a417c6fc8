import { Resolve } from '@/server/incidents/model'
import { resolve } from '@/server/incidents/verbs/resolve'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: Resolve, verb: byRef(resolve) })
