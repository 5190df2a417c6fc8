import { CalendarFeedAnswer } from '@/server/oncall/answers'
import { CalendarRef } from '@/server/oncall/model'
import { revokeCalendar } from '@/server/oncall/verbs/revoke-calendar'
import { handle } from '@/server/web/handle'

export const DELETE = handle({
  about: 'Ends a calendar link. At once.',
  right: 'read',
  input: CalendarRef,
  output: CalendarFeedAnswer,
  verb: (ctx, ref) => revokeCalendar(ctx, ref),
})
