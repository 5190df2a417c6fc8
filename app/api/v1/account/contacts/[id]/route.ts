import { OwnContactRef } from '@/server/declare/own-contacts'
import { NOTHING } from '@/server/kernel/answers'
import { handle } from '@/server/web/handle'
import { dropOwnContact } from '@/server/web/own-contacts'

export const DELETE = handle({
  about: 'Lets go of a way to oneself.',
  right: 'signed-in',
  input: OwnContactRef,
  output: NOTHING,
  verb: dropOwnContact,
})
