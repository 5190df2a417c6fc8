import { NoticeReadAnswer } from '@/server/alerts/answers'
import { handle } from '@/server/web/handle'
import { TEST_ROUTE_MS, TestInput, testChannel } from '@/server/web/paging-verbs'

export const POST = handle({
  about: 'Sends a message of nothing by a channel. Answers with the attempt within ten seconds.',
  right: 'change-settings',
  input: TestInput,
  output: NoticeReadAnswer,
  verb: testChannel,
  withinMs: TEST_ROUTE_MS,
})
