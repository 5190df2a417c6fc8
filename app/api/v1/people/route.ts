import { z } from 'zod'
import { PersonInput } from '@/server/access/model'
import { listPeople } from '@/server/access/queries'
import { addPerson } from '@/server/access/verbs/add-person'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'manage-people', input: z.strictObject({}), verb: ({ db }) => listPeople(db) })

export const POST = handle({ right: 'manage-people', input: PersonInput, verb: addPerson, status: 201 })
