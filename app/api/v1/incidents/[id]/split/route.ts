import { IncidentAnswer } from '@/server/incidents/answers'
import { Split } from '@/server/incidents/model'
import { split } from '@/server/incidents/verbs/split'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about:
    'Splits alerts off an incident, or an incident that was merged into it. What it is about goes with what it cost from when it began. Answers the incident that was made.',
  right: 'work-incidents',
  input: Split,
  output: IncidentAnswer,
  verb: byRef(split),
})
