import { NoticeDetailAnswer } from '@/server/alerts/answers'
import { handle } from '@/server/web/handle'
import { Id, readNotice } from '@/server/web/paging-verbs'

export const GET = handle({
  about: 'Reads one message. With its attempts, and the trail of why whom.',
  right: 'read',
  input: Id,
  output: NoticeDetailAnswer,
  verb: readNotice,
})
