import { VerifyOwnContact } from '@/server/declare/own-contacts'
import { handle } from '@/server/web/handle'
import { verifyOwnContact } from '@/server/web/own-contacts'

export const POST = handle({ right: 'signed-in', input: VerifyOwnContact, verb: verifyOwnContact })
