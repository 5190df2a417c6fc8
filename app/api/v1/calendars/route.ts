import { z } from 'zod'
import { CalendarAnswer, CalendarListAnswer } from '@/server/oncall/answers'
import { ShareCalendar } from '@/server/oncall/model'
import { listFeeds } from '@/server/oncall/queries'
import { personOf, shareCalendar } from '@/server/oncall/verbs/share-calendar'
import { withAddress } from '@/server/web/calendars'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists one’s own calendar links.',
  right: 'read',
  input: z.strictObject({}),
  output: CalendarListAnswer,
  verb: async (ctx) => ({ calendars: (await listFeeds(ctx.db, personOf(ctx))).map((feed) => withAddress(ctx.web.app, feed)) }),
})

export const POST = handle({
  about: 'Makes a calendar link. Answers with the link that there is, or a new one. 403 for a key.',
  right: 'read',
  input: ShareCalendar,
  output: CalendarAnswer,
  verb: async (ctx, input) => withAddress(ctx.web.app, await shareCalendar(ctx, input)),
  status: 201,
})
