import { z } from 'zod'
import { NewPersonAnswer, PersonAnswer } from '@/server/access/answers'
import { PersonInput } from '@/server/access/model'
import { listPeople } from '@/server/access/queries'
import { addPerson } from '@/server/access/verbs/add-person'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists the people.',
  right: 'manage-people',
  input: z.strictObject({}),
  output: z.array(PersonAnswer),
  verb: ({ db }) => listPeople(db),
})

export const POST = handle({
  about: 'Adds a person. Without a password one is made and shown once.',
  right: 'manage-people',
  input: PersonInput,
  output: NewPersonAnswer,
  verb: addPerson,
  status: 201,
})
