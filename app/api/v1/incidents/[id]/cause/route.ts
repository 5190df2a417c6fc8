import { DeclareCause } from '@/server/incidents/model'
import { declareCause } from '@/server/incidents/verbs/declare-cause'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: DeclareCause, verb: byRef(declareCause) })
