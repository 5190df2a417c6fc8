import { IncidentAnswer, IncidentPageAnswer } from '@/server/incidents/answers'
import { ListIncidents, OpenByHand } from '@/server/incidents/model'
import { listIncidents } from '@/server/incidents/verbs/list-incidents'
import { openByHand } from '@/server/incidents/verbs/open-by-hand'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists incidents. Newest first.',
  right: 'read',
  input: ListIncidents,
  output: IncidentPageAnswer,
  verb: listIncidents,
})
export const POST = handle({
  about: 'Opens an incident by hand.',
  right: 'work-incidents',
  input: OpenByHand,
  output: IncidentAnswer,
  verb: openByHand,
  status: 201,
})
