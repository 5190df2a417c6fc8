import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { type Facts, type Matcher, MEASURED_KINDS, NOTICE_KINDS, NOTICE_STATES, type Page } from '@/server/alerts/model'
import type { Counts } from '@/server/alerts/rules/figures'
import { SEVERITIES } from '@/server/checks/model'
import { incidents } from './incidents'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const ROUTING_KINDS = ['channel', 'team', 'contact', 'schedule', 'policy', 'definition', 'window', 'source'] as const

export const routingItems = pgTable(
  'routing_items',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ROUTING_KINDS }).notNull(),
    name: text('name').notNull(),
    /** Secret leaves are sealed. */
    definition: jsonb('definition').notNull(),
    source: text('source').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull().default(sql`now()`),
    removedAt: instant('removed_at'),
    /** When somebody ended the maintenance that held then; of windows only. */
    endedAt: instant('ended_at'),
  },
  (t) => [uniqueIndex('routing_items_name').on(t.kind, t.name).where(sql`${t.removedAt} is null`)],
)

export const silences = pgTable(
  'silences',
  {
    id: uuid('id').primaryKey(),
    matcher: jsonb('matcher').$type<Matcher>().notNull(),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    byId: text('by_id').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
  },
  (t) => [
    /** Those that hold or will. */
    index('silences_current').on(t.toAt).where(sql`${t.endedAt} is null`),
    /** The list, newest first. */
    index('silences_newest').on(t.fromAt, t.id),
  ],
)

export const pages = pgTable(
  'pages',
  {
    incidentId: uuid('incident_id')
      .primaryKey()
      .references(() => incidents.id),
    state: jsonb('state').$type<Page>().notNull(),
    nextAt: instant('next_at'),
  },
  (t) => [index('pages_open').on(t.nextAt).where(sql`${t.nextAt} is not null`)],
)

export const notices = pgTable(
  'notices',
  {
    id: uuid('id').primaryKey(),
    key: text('key').notNull().unique(),
    incidentId: uuid('incident_id'),
    kind: text('kind', { enum: NOTICE_KINDS }).notNull(),
    channel: text('channel').notNull(),
    address: text('address'),
    person: text('person'),
    lane: text('lane').notNull(),
    reader: text('reader').notNull(),
    thread: text('thread').notNull(),
    urgency: smallint('urgency').notNull(),
    severity: text('severity', { enum: SEVERITIES }).notNull(),
    lossPerMinute: doublePrecision('loss_per_minute').notNull().default(0),
    facts: jsonb('facts').$type<Facts>().notNull(),
    at: instant('at').notNull(),
    dueAt: instant('due_at').notNull(),
    state: text('state', { enum: NOTICE_STATES }).notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    deliveredAt: instant('delivered_at'),
    says: text('says'),
    ref: text('ref'),
    bundleOf: uuid('bundle_of'),
  },
  (t) => [
    /** What is due, and when the next is. */
    index('notices_due').on(t.dueAt).where(sql`${t.state} in ('waiting', 'sending')`),
    /** Whether something earlier of the same thread is still to be sent. */
    index('notices_thread').on(t.thread, t.at, t.id).where(sql`${t.state} in ('waiting', 'sending')`),
    /** Everything of one lane that may go now. */
    index('notices_lane').on(t.lane, t.at, t.id).where(sql`${t.state} in ('waiting', 'sending')`),
    /** The first of a lane, and of a machine's channel, however many wait. */
    index('notices_lane_first').on(t.lane, t.urgency, t.lossPerMinute.desc(), t.at).where(sql`${t.state} in ('waiting', 'sending')`),
    index('notices_channel_first').on(t.channel, t.urgency, t.lossPerMinute.desc(), t.at).where(sql`${t.state} in ('waiting', 'sending')`),
    /** What the first message of a thread is called at the other side. */
    index('notices_refs').on(t.thread, t.at).where(sql`${t.ref} is not null`),
    /** How much a reader was told in the last hour. */
    index('notices_told').on(t.reader, t.deliveredAt).where(sql`${t.state} = 'delivered'`),
    /** Whom an incident was told. */
    index('notices_incident').on(t.incidentId, t.at).where(sql`${t.incidentId} is not null`),
    /** What went into a bundle. */
    index('notices_bundle').on(t.bundleOf).where(sql`${t.bundleOf} is not null`),
    /** The delivery log newest first. */
    index('notices_newest').on(t.at, t.id),
    index('notices_channel').on(t.channel, t.at, t.id),
    index('notices_person').on(t.person, t.at, t.id).where(sql`${t.person} is not null`),
    /** Dead letters newest first, and all that has not arrived by itself. */
    index('notices_dead').on(t.at, t.id).where(sql`${t.state} = 'dead'`),
    index('notices_undelivered').on(t.at, t.id).where(sql`${t.state} <> 'delivered'`),
    /** Canaries are many and soon forgotten. */
    index('notices_canaries').on(t.at).where(sql`${t.kind} = 'canary'`),
  ],
)

export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notices.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    outcome: text('outcome', { enum: ['delivered', 'retry', 'refused'] }).notNull(),
    says: text('says').notNull(),
    tookMs: integer('took_ms').notNull(),
    status: smallint('status'),
    channel: text('channel').notNull(),
  },
  (t) => [
    /** The attempts of one notice in their order. */
    index('deliveries_notice').on(t.noticeId, t.at),
  ],
)

export const canaries = pgTable(
  'canaries',
  {
    channel: text('channel').notNull(),
    at: instant('at').notNull(),
    arrivedAt: instant('arrived_at'),
    inTime: boolean('in_time').notNull(),
    says: text('says').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.at] }), index('canaries_age').on(t.at)],
)

export const deliveryFigures = pgTable(
  'delivery_figures',
  {
    hour: instant('hour').notNull(),
    channel: text('channel').notNull(),
    kind: text('kind', { enum: MEASURED_KINDS }).notNull(),
    arrived: integer('arrived').notNull(),
    lost: integer('lost').notNull(),
    counts: jsonb('counts').$type<Counts>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.hour, t.channel, t.kind] })],
)
