import { IncidentDetailAnswer } from '@/server/incidents/answers'
import { IncidentRef } from '@/server/incidents/model'
import { readIncident } from '@/server/incidents/verbs/read-incident'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Reads an incident. With its alerts and timeline, and with `read-money` also its ledger.',
  right: 'read',
  input: IncidentRef,
  output: IncidentDetailAnswer,
  verb: readIncident,
})
