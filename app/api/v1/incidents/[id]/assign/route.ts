import { Assign } from '@/server/incidents/model'
import { assign } from '@/server/incidents/verbs/assign'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'work-incidents', input: Assign, verb: assign })
