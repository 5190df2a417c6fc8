import type { Ctx } from '@/server/context'
import { notFound, Refusal } from '../../kernel/errors'
import type { CalendarFeed, CalendarRef } from '../model'
import { revokeFeed } from '../queries'

/** Ends a calendar link of whoever asks, at once. */
export function revokeCalendar(ctx: Ctx, { id }: CalendarRef): Promise<CalendarFeed> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Refusal('forbidden', 'A calendar link belongs to a person: sign in to end one of yours.')
  return ctx.transaction(async ({ db, audit }) => {
    const feed = await revokeFeed(db, id, actor.id, ctx.clock.now())
    if (!feed) throw notFound('calendar link of yours', id)
    await audit({ action: 'calendar.revoke', subject: { id, name: feed.schedule ?? 'their own turns' } })
    return feed
  })
}
