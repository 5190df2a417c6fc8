import { ResultPageAnswer } from '@/server/checks/answers'
import { ListResults, listResults } from '@/server/checks/verbs/list-results'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists the results of a check. Newest first; of the last day unless said.',
  right: 'read',
  input: ListResults,
  output: ResultPageAnswer,
  verb: listResults,
})
