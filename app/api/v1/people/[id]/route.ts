import { PersonAnswer } from '@/server/access/answers'
import { PersonRef } from '@/server/access/model'
import { getPerson } from '@/server/access/queries'
import { removePerson } from '@/server/access/verbs/remove-person'
import { NOTHING } from '@/server/kernel/answers'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Reads a person.',
  right: 'manage-people',
  input: PersonRef,
  output: PersonAnswer,
  verb: ({ db }, { id }) => getPerson(db, id),
})

export const DELETE = handle({
  about: 'Removes a person. Refused for the last administrator.',
  right: 'manage-people',
  input: PersonRef,
  output: NOTHING,
  async verb(ctx, ref): Promise<undefined> {
    await removePerson(ctx, ref)
  },
  changesAccess: true,
})
