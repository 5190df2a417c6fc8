import { IncidentRef } from '@/server/incidents/model'
import { readIncident } from '@/server/incidents/verbs/read-incident'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: IncidentRef, verb: readIncident })
