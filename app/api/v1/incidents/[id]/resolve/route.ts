import { Resolve } from '@/server/incidents/model'
import { resolve } from '@/server/incidents/verbs/resolve'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'work-incidents', input: Resolve, verb: resolve })
