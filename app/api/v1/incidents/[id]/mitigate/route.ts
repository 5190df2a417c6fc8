import { IncidentAnswer } from '@/server/incidents/answers'
import { Mitigate } from '@/server/incidents/model'
import { mitigate } from '@/server/incidents/verbs/mitigate'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Marks an incident as mitigated.',
  right: 'work-incidents',
  input: Mitigate,
  output: IncidentAnswer,
  verb: byRef(mitigate),
})
