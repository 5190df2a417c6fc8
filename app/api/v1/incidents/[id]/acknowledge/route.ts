import { IncidentAnswer } from '@/server/incidents/answers'
import { Acknowledge } from '@/server/incidents/model'
import { acknowledge } from '@/server/incidents/verbs/acknowledge'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Acknowledges an incident. Whoever is second gets a 409 that says who was faster.',
  right: 'work-incidents',
  input: Acknowledge,
  output: IncidentAnswer,
  verb: byRef(acknowledge),
})
