import { handle } from '@/server/web/handle'
import { ChangeInput, endStanding, OneInput, standInUntil } from '@/server/web/stand-in-verbs'

export const PATCH = handle({ right: 'work-incidents', input: ChangeInput, verb: standInUntil })
export const DELETE = handle({ right: 'work-incidents', input: OneInput, verb: endStanding })
