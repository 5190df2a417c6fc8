import { AddNote } from '@/server/incidents/model'
import { addNote } from '@/server/incidents/verbs/add-note'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({ right: 'comment', input: AddNote, verb: byRef(addNote) })
