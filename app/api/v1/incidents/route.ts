import { ListIncidents, OpenByHand } from '@/server/incidents/model'
import { listIncidents } from '@/server/incidents/verbs/list-incidents'
import { openByHand } from '@/server/incidents/verbs/open-by-hand'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: ListIncidents, verb: listIncidents })
export const POST = handle({ right: 'work-incidents', input: OpenByHand, verb: openByHand, status: 201 })
