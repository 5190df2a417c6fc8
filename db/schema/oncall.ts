import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { people } from './access'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const calendarFeeds = pgTable('calendar_feeds', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id')
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  /** By name; null for all turns of that person. */
  schedule: text('schedule'),
  madeAt: instant('made_at').notNull(),
  revokedAt: instant('revoked_at'),
})
