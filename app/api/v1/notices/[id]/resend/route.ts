import { NoticeAnswer } from '@/server/alerts/answers'
import { handle } from '@/server/web/handle'
import { Id, resendNotice } from '@/server/web/paging-verbs'

export const POST = handle({
  about: 'Sends a dead letter again.',
  right: 'work-incidents',
  input: Id,
  output: NoticeAnswer,
  verb: resendNotice,
  status: 202,
})
