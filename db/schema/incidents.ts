import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { type Asked, CONDITIONS, type SignalFacts } from '@/server/alerts/model'
import { SEVERITIES } from '@/server/checks/model'
import { CERTAINTIES } from '@/server/impact/model'
import { ENTRY_KINDS, INCIDENT_STATES } from '@/server/incidents/model'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const incidents = pgTable(
  'incidents',
  {
    id: uuid('id').primaryKey(),
    number: integer('number').notNull().unique(),
    title: text('title').notNull(),
    severity: text('severity', { enum: SEVERITIES }).notNull(),
    state: text('state', { enum: INCIDENT_STATES }).notNull(),
    serviceId: uuid('service_id'),
    startedAt: instant('started_at').notNull(),
    openedAt: instant('opened_at').notNull(),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedById: text('acknowledged_by_id'),
    mitigatedAt: instant('mitigated_at'),
    mitigatedBy: text('mitigated_by'),
    assignee: text('assignee'),
    assigneeId: text('assignee_id'),
    resolvedAt: instant('resolved_at'),
    endedAt: instant('ended_at'),
    resolvedBy: text('resolved_by'),
    resolvedById: text('resolved_by_id'),
    proven: boolean('proven').notNull().default(true),
    reason: text('reason'),
    cause: text('cause'),
    openedBy: text('opened_by'),
    escalations: jsonb('escalations').$type<readonly Asked[]>().notNull().default([]),
    mergedInto: uuid('merged_into'),
    splitAlerts: jsonb('split_alerts').$type<readonly string[]>().notNull().default([]),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    /** Read whenever the engine or a web starts; partial, so that it stays as small as the number of open incidents. */
    index('incidents_open').on(t.openedAt).where(sql`${t.state} <> 'resolved'`),
    /** The queue's recently resolved, the KPIs of a month, and the history of repair times. */
    index('incidents_resolved').on(t.resolvedAt).where(sql`${t.state} = 'resolved'`),
    /** Similar incidents of one service. */
    index('incidents_service').on(t.serviceId, t.startedAt),
    /** The list newest first, of one severity and of one service. */
    index('incidents_severity').on(t.severity, t.number),
    index('incidents_service_newest').on(t.serviceId, t.number),
    /** What is part of an incident. */
    index('incidents_merged').on(t.mergedInto).where(sql`${t.mergedInto} is not null`),
  ],
)

export const alerts = pgTable(
  'alerts',
  {
    id: uuid('id').primaryKey(),
    fingerprint: text('fingerprint').notNull(),
    /** Null for what anybody but a check says. */
    checkId: uuid('check_id'),
    /** Null for what is of no service that is known here. */
    serviceId: uuid('service_id'),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    severity: text('severity', { enum: SEVERITIES }).notNull(),
    condition: text('condition', { enum: CONDITIONS }).notNull(),
    startedAt: instant('started_at').notNull(),
    openedAt: instant('opened_at').notNull(),
    endedAt: instant('ended_at'),
    blindFromAt: instant('blind_from_at'),
    causeServiceId: uuid('cause_service_id'),
    says: text('says').notNull(),
    /** Who says it: `check`, `meta`, or the name of a declared source. */
    source: text('source').notNull().default('check'),
    signal: jsonb('signal').$type<SignalFacts>(),
    /** The incident it belongs to by itself, while that is part of another. */
    originId: uuid('origin_id'),
  },
  (t) => [
    /** One open alert for each condition, whoever tries to open a second. */
    uniqueIndex('alerts_open').on(t.fingerprint).where(sql`${t.endedAt} is null`),
    /** The alerts of an incident page. */
    index('alerts_incident').on(t.incidentId),
    /** The alerts of a check's page, and of a service's. */
    index('alerts_check').on(t.checkId, t.startedAt),
    index('alerts_service').on(t.serviceId, t.startedAt),
    /** The list newest first, all of it and of one severity. */
    index('alerts_newest').on(t.startedAt, t.id),
    index('alerts_severity').on(t.severity, t.startedAt, t.id),
  ],
)

export const incidentEntries = pgTable(
  'incident_entries',
  {
    id: uuid('id').primaryKey(),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    at: instant('at').notNull(),
    kind: text('kind', { enum: ENTRY_KINDS }).notNull(),
    says: text('says').notNull(),
    detail: text('detail'),
    money: text('money'),
    actor: text('actor'),
    checkId: uuid('check_id'),
  },
  (t) => [
    /** The timeline of an incident, in the order of time. */
    index('incident_entries_timeline').on(t.incidentId, t.at),
  ],
)

export const lossSegments = pgTable(
  'loss_segments',
  {
    streamId: uuid('stream_id').notNull(),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at'),
    fraction: doublePrecision('fraction').notNull(),
    baselinePerHourMinor: bigint('baseline_per_hour_minor', { mode: 'number' }).notNull(),
    factor: doublePrecision('factor').notNull(),
    certainty: text('certainty', { enum: CERTAINTIES }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.streamId, t.incidentId, t.fromAt] }),
    /** The ledger of an incident. */
    index('loss_segments_incident').on(t.incidentId),
    /** The loss of a month, and of a chart's range. */
    index('loss_segments_window').on(t.toAt),
  ],
)
