import { IncidentAnswer } from '@/server/incidents/answers'
import { Merge } from '@/server/incidents/model'
import { merge } from '@/server/incidents/verbs/merge'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about:
    'Merges an incident into another. Its alerts, timeline and loss are there from then on, and nobody is paged for it any more; `split` takes it back. Answers the one that stays.',
  right: 'work-incidents',
  input: Merge,
  output: IncidentAnswer,
  verb: byRef(merge),
})
