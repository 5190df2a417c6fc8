import { z } from 'zod'
import { NOTHING } from '@/server/kernel/answers'
import { removeSubscriber } from '@/server/status/verbs/subscribers'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const DELETE = handle({
  about: 'Tells a subscriber of a status page no more. The address is forgotten.',
  right: 'edit-services',
  input: Ref.extend({ subscriber: z.uuid('must be the id of a subscriber') }),
  output: NOTHING,
  verb: removeSubscriber,
})
