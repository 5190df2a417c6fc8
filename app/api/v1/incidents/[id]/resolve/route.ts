import { IncidentAnswer } from '@/server/incidents/answers'
import { Resolve } from '@/server/incidents/model'
import { resolve } from '@/server/incidents/verbs/resolve'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about:
    'Resolves an incident. Before the checks have proven it: it has `proven: false`, is left out of recovery figures, and reopens at the next failure.',
  right: 'work-incidents',
  input: Resolve,
  output: IncidentAnswer,
  verb: byRef(resolve),
})
