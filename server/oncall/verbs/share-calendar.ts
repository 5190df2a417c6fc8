import type { Ctx } from '@/server/context'
import { notFound, Refusal } from '../../kernel/errors'
import type { CalendarFeed, ShareCalendar } from '../model'
import { insertFeed, listFeeds, listScheduleChanges } from '../queries'

/** Makes the link by which the calendar of whoever asks reads a schedule, or their own turns; where there is one, answers that. */
export function shareCalendar(ctx: Ctx, input: ShareCalendar): Promise<CalendarFeed> {
  const schedule = input.schedule ?? null
  const personId = personOf(ctx)
  const made = { id: ctx.ids.next(), schedule, madeAt: ctx.clock.now() }
  return ctx.transaction(async ({ db, audit }) => {
    if (schedule !== null && (await listScheduleChanges(db, schedule)).length === 0) throw notFound('schedule', schedule)
    if (await insertFeed(db, { ...made, personId })) {
      await audit({ action: 'calendar.share', subject: { id: made.id, name: schedule ?? 'their own turns' } })
      return made
    }
    const feed = (await listFeeds(db, personId)).find((one) => one.schedule === schedule)
    if (!feed) throw new Refusal('conflict', 'This calendar link was ended at this moment. Ask again.')
    return feed
  })
}

/** Whose calendar it is. A link ends with the person, so a key can have none. */
export function personOf({ actor }: Pick<Ctx, 'actor'>): string {
  if (actor.kind === 'person') return actor.id
  throw new Refusal('forbidden', 'A calendar link belongs to a person: sign in to make one, see yours or end one.')
}
