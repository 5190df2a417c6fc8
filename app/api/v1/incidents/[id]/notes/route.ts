import { IncidentAnswer } from '@/server/incidents/answers'
import { AddNote } from '@/server/incidents/model'
import { addNote } from '@/server/incidents/verbs/add-note'
import { handle } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Writes a note on an incident.',
  right: 'comment',
  input: AddNote,
  output: IncidentAnswer,
  verb: byRef(addNote),
})
