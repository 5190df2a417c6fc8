import { IncidentAnswer } from '@/server/incidents/answers'
import { Escalate } from '@/server/incidents/model'
import { escalate } from '@/server/incidents/verbs/escalate'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Pages whoever comes next. By the policy at once, or a person or a team, who has it then.',
  right: 'work-incidents',
  input: Escalate,
  output: IncidentAnswer,
  verb: byRef(escalate),
})
