import { IncidentAnswer } from '@/server/incidents/answers'
import { ChangeSeverity } from '@/server/incidents/model'
import { changeSeverity } from '@/server/incidents/verbs/change-severity'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Changes the severity of an incident.',
  right: 'work-incidents',
  input: ChangeSeverity,
  output: IncidentAnswer,
  verb: byRef(changeSeverity),
})
