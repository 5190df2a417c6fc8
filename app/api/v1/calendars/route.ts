import { z } from 'zod'
import { ShareCalendar } from '@/server/oncall/model'
import { listFeeds } from '@/server/oncall/queries'
import { personOf, shareCalendar } from '@/server/oncall/verbs/share-calendar'
import { withAddress } from '@/server/web/calendars'
import { handle } from '@/server/web/handle'

export const GET = handle({
  right: 'read',
  input: z.strictObject({}),
  verb: async (ctx) => ({ calendars: (await listFeeds(ctx.db, personOf(ctx))).map((feed) => withAddress(ctx.web.app, feed)) }),
})

export const POST = handle({
  right: 'read',
  input: ShareCalendar,
  verb: async (ctx, input) => withAddress(ctx.web.app, await shareCalendar(ctx, input)),
  status: 201,
})
