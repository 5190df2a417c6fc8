import { IncidentAnswer } from '@/server/incidents/answers'
import { DeclareCause } from '@/server/incidents/model'
import { declareCause } from '@/server/incidents/verbs/declare-cause'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Declares the cause of an incident.',
  right: 'work-incidents',
  input: DeclareCause,
  output: IncidentAnswer,
  verb: byRef(declareCause),
})
