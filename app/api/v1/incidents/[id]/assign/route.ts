import { IncidentAnswer } from '@/server/incidents/answers'
import { Assign } from '@/server/incidents/model'
import { assign } from '@/server/incidents/verbs/assign'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Hands an incident to a person.',
  right: 'work-incidents',
  input: Assign,
  output: IncidentAnswer,
  verb: byRef(assign),
})
