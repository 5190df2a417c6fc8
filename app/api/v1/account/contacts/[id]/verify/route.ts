import { VerifyOwnContact } from '@/server/declare/own-contacts'
import { NOTHING } from '@/server/kernel/answers'
import { handle } from '@/server/web/handle'
import { verifyOwnContact } from '@/server/web/own-contacts'

export const POST = handle({
  about:
    'Confirms a way to oneself. By the six digits that were sent there: for 30 minutes, five tries, and 20 wrong ones of a person in a day.',
  right: 'signed-in',
  input: VerifyOwnContact,
  output: NOTHING,
  verb: verifyOwnContact,
})
