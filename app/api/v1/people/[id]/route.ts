import { PersonRef } from '@/server/access/model'
import { getPerson } from '@/server/access/queries'
import { removePerson } from '@/server/access/verbs/remove-person'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'manage-people', input: PersonRef, verb: ({ db }, { id }) => getPerson(db, id) })

export const DELETE = handle({ right: 'manage-people', input: PersonRef, verb: removePerson, changesAccess: true })
