import { NoticePageAnswer } from '@/server/alerts/answers'
import { ListNotices } from '@/server/alerts/model'
import { handle } from '@/server/web/handle'
import { readNotices } from '@/server/web/paging-verbs'

export const GET = handle({
  about:
    'Lists the delivery log. Newest first. One that is searched by `text` or `severities` looks through 10,000 messages and goes on at `next`.',
  right: 'read',
  input: ListNotices,
  output: NoticePageAnswer,
  verb: readNotices,
})
