import { SilenceAnswer } from '@/server/alerts/answers'
import { endSilence } from '@/server/alerts/verbs/end-silence'
import { handle } from '@/server/web/handle'
import { Id } from '@/server/web/paging-verbs'

export const POST = handle({
  about: 'Ends a silence now. What still lasts is told.',
  right: 'silence-alerts',
  input: Id,
  output: SilenceAnswer,
  verb: endSilence,
})
