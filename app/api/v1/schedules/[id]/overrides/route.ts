import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { MakeInput, standIn, standInsOf } from '@/server/web/stand-in-verbs'

export const GET = handle({ right: 'read', input: Ref, verb: standInsOf })
export const POST = handle({ right: 'work-incidents', input: MakeInput, verb: standIn, status: 201 })
