import { ResentAnswer } from '@/server/alerts/answers'
import { ResendNotices } from '@/server/alerts/model'
import { handle } from '@/server/web/handle'
import { resendNotices } from '@/server/web/paging-verbs'

export const POST = handle({
  about: 'Sends all dead letters again that fit. A thousand at once.',
  right: 'work-incidents',
  input: ResendNotices,
  output: ResentAnswer,
  verb: resendNotices,
  status: 202,
})
