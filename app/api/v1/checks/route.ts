import { CheckInput } from '@/server/checks/input'
import { CheckListAnswer } from '@/server/live/answers'
import { NewCheckAnswer } from '@/server/web/answers'
import { createCheck, ListChecks, listChecks } from '@/server/web/check-verbs'
import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists checks with where they stand. From memory: answers while Postgres is away.',
  right: 'read',
  input: ListChecks,
  output: CheckListAnswer,
  verb: listChecks,
})
export const POST = handle({
  about:
    'Declares a check. In the words of the file; `options` are those of its type, whose schemas `GET /api/v1/check-types` has. The engine takes it up within a second or two.',
  right: 'edit-checks',
  input: inWords(CheckInput),
  output: NewCheckAnswer,
  verb: createCheck,
  status: 201,
})
