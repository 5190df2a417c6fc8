import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { POST_STATES, SUBSCRIBER_KINDS } from '@/server/status/model'
import { incidents } from './incidents'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const statusPages = pgTable('status_pages', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  definition: jsonb('definition').notNull(),
  serviceIds: uuid('service_ids').array().notNull(),
  source: text('source', { enum: ['file', 'api'] }).notNull(),
  version: integer('version').notNull(),
  createdAt: at('created_at').notNull(),
  removedAt: at('removed_at'),
})

export const statusPosts = pgTable('status_posts', {
  id: uuid('id').primaryKey(),
  pageId: uuid('page_id')
    .notNull()
    .references(() => statusPages.id),
  incidentId: uuid('incident_id')
    .notNull()
    .references(() => incidents.id),
  at: at('at').notNull(),
  state: text('state', { enum: POST_STATES }).notNull(),
  title: text('title').notNull(),
  says: text('says').notNull(),
  serviceIds: uuid('service_ids').array().notNull(),
  writtenBy: text('written_by'),
  withdrawnAt: at('withdrawn_at'),
  toldTo: uuid('told_to'),
  toldAt: at('told_at'),
})

export const statusSubscribers = pgTable('status_subscribers', {
  id: uuid('id').primaryKey(),
  pageId: uuid('page_id')
    .notNull()
    .references(() => statusPages.id),
  kind: text('kind', { enum: SUBSCRIBER_KINDS }).notNull(),
  address: text('address').notNull(),
  askedAt: at('asked_at').notNull(),
  confirmedAt: at('confirmed_at'),
})
