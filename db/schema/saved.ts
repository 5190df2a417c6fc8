import { integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { ROLES } from '@/server/access/model'
import { SAVED_PAGES } from '@/server/saved/model'
import { people } from './access'

export const savedViews = pgTable('saved_views', {
  id: uuid('id').primaryKey(),
  page: text('page', { enum: SAVED_PAGES }).notNull(),
  name: text('name').notNull(),
  query: text('query').notNull(),
  ownerId: uuid('owner_id').references(() => people.id, { onDelete: 'set null' }),
  /** Stays when the person goes. */
  ownerName: text('owner_name').notNull(),
  sharedWith: text('shared_with', { enum: ROLES }).array().notNull(),
  version: integer('version').notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
})

export const defaultViews = pgTable(
  'default_views',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    page: text('page', { enum: SAVED_PAGES }).notNull(),
    viewId: uuid('view_id')
      .notNull()
      .references(() => savedViews.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.personId, t.page] })],
)
