import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { people } from '@/db/schema/access'
import { routingItems } from '@/db/schema/alerts'
import { calendarFeeds } from '@/db/schema/oncall'
import type { CalendarFeed } from './model'

const feed = { id: calendarFeeds.id, schedule: calendarFeeds.schedule, madeAt: calendarFeeds.madeAt }
const SCHEDULES_MAX = 500

/** The links of one person that are in use. */
export const listFeeds = (db: Db, personId: string): Promise<CalendarFeed[]> =>
  db
    .select(feed)
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.personId, personId), isNull(calendarFeeds.revokedAt)))
    .orderBy(asc(calendarFeeds.madeAt))
    .limit(SCHEDULES_MAX + 1)

/** Makes a link, or leaves the one that there is. */
export async function insertFeed(db: Db, made: CalendarFeed & { readonly personId: string }): Promise<boolean> {
  const rows = await db.insert(calendarFeeds).values(made).onConflictDoNothing().returning({ id: calendarFeeds.id })
  return rows.length > 0
}

/** Ends a link of a person; undefined when there is none in use. */
export async function revokeFeed(db: Db, id: string, personId: string, revokedAt: Date): Promise<CalendarFeed | undefined> {
  const mine = and(eq(calendarFeeds.id, id), eq(calendarFeeds.personId, personId), isNull(calendarFeeds.revokedAt))
  const [row] = await db.update(calendarFeeds).set({ revokedAt }).where(mine).returning(feed)
  return row
}

/** A link in use, with whose it is. */
export async function findFeed(db: Db, id: string): Promise<(CalendarFeed & { readonly person: string }) | undefined> {
  const [row] = await db
    .select({ ...feed, person: people.email })
    .from(calendarFeeds)
    .innerJoin(people, eq(people.id, calendarFeeds.personId))
    .where(and(eq(calendarFeeds.id, id), isNull(calendarFeeds.revokedAt)))
  return row
}

/** Names of schedules that are declared, one or all, each with when it was last changed. */
export const listScheduleChanges = (db: Db, name: string | null): Promise<{ readonly name: string; readonly changedAt: Date }[]> =>
  db
    .select({ name: routingItems.name, changedAt: routingItems.changedAt })
    .from(routingItems)
    .where(and(eq(routingItems.kind, 'schedule'), isNull(routingItems.removedAt), name === null ? undefined : eq(routingItems.name, name)))
    .orderBy(asc(routingItems.name))
    .limit(SCHEDULES_MAX)
