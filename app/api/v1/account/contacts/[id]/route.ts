import { OwnContactRef } from '@/server/declare/own-contacts'
import { handle } from '@/server/web/handle'
import { dropOwnContact } from '@/server/web/own-contacts'

export const DELETE = handle({ right: 'signed-in', input: OwnContactRef, verb: dropOwnContact })
