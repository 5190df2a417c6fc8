import { SubscriberListAnswer } from '@/server/status/answers'
import { readSubscribers } from '@/server/status/verbs/subscribers'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists who is told of a status page. Those who have confirmed, at most 1,000; addresses of people outside.',
  right: 'edit-services',
  input: Ref,
  output: SubscriberListAnswer,
  verb: readSubscribers,
})
