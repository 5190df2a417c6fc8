import { RehearsalAnswer } from '@/server/views/answers'
import { handle } from '@/server/web/handle'
import { RehearsalInput, readRehearsal } from '@/server/web/rehearsal-verb'

export const GET = handle({
  about: 'Tells who would be told. By which channel and when, if a service failed and nobody answered; nothing is told.',
  right: 'read',
  input: RehearsalInput,
  output: RehearsalAnswer,
  verb: readRehearsal,
})
