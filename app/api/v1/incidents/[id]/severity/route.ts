import { ChangeSeverity } from '@/server/incidents/model'
import { changeSeverity } from '@/server/incidents/verbs/change-severity'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'work-incidents', input: ChangeSeverity, verb: byRef(changeSeverity) })
