import { and, asc, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { deliveries, notices } from '@/db/schema/alerts'
import type { Place } from '../../kernel/inputs'
import type { NoticeState } from '../model'

/** A notice of the delivery log, without its facts. */
export type LoggedNotice = Omit<typeof notices.$inferSelect, 'facts' | 'lane' | 'reader' | 'thread' | 'urgency' | 'lossPerMinute'> & {
  readonly title: string
}
export type LoggedDelivery = typeof deliveries.$inferSelect

export type LogQuery = {
  readonly states?: readonly NoticeState[] | undefined
  readonly channel?: string | undefined
  readonly person?: string | undefined
  readonly incidentId?: string | undefined
  readonly before?: Place | undefined
  readonly limit: number
}

const COLUMNS = {
  id: notices.id,
  key: notices.key,
  incidentId: notices.incidentId,
  kind: notices.kind,
  channel: notices.channel,
  address: notices.address,
  person: notices.person,
  severity: notices.severity,
  at: notices.at,
  dueAt: notices.dueAt,
  state: notices.state,
  attempts: notices.attempts,
  deliveredAt: notices.deliveredAt,
  says: notices.says,
  ref: notices.ref,
  bundleOf: notices.bundleOf,
  title: sql<string>`${notices.facts} ->> 'title'`,
}

/** The delivery log, newest first. Instants and ids never change, so pages neither skip nor repeat. */
export const listNotices = (db: Db, { states, channel, person, incidentId, before, limit }: LogQuery): Promise<LoggedNotice[]> =>
  db
    .select(COLUMNS)
    .from(notices)
    .where(
      and(
        states && isOneOf(states),
        channel === undefined ? undefined : eq(notices.channel, channel),
        person === undefined ? undefined : eq(notices.person, person),
        incidentId === undefined ? undefined : eq(notices.incidentId, incidentId),
        before && sql`(${notices.at}, ${notices.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(limit)

/** Most are delivered. What leaves these out is written out, so that Postgres sees that the index of the others, or of a part of them, is enough. */
function isOneOf(states: readonly NoticeState[]): SQL | undefined {
  if (states.length === 1 && states[0] === 'dead') return sql`${notices.state} = 'dead'`
  if (states.every((state) => state === 'waiting' || state === 'sending'))
    return and(sql`${notices.state} in ('waiting', 'sending')`, inArray(notices.state, [...states]))
  return and(states.includes('delivered') ? undefined : sql`${notices.state} <> 'delivered'`, inArray(notices.state, [...states]))
}

/** Whom an incident was told, in order. */
export const listNoticesOfIncident = (db: Db, incidentId: string, limit: number): Promise<LoggedNotice[]> =>
  db.select(COLUMNS).from(notices).where(eq(notices.incidentId, incidentId)).orderBy(asc(notices.at), asc(notices.id)).limit(limit)

/** The attempts of one notice, in order. */
export const listDeliveries = (db: Db, noticeId: string, limit: number): Promise<LoggedDelivery[]> =>
  db.select().from(deliveries).where(eq(deliveries.noticeId, noticeId)).orderBy(asc(deliveries.at), asc(deliveries.id)).limit(limit)

/** One notice; undefined when there is none. */
export async function findNotice(db: Db, id: string): Promise<LoggedNotice | undefined> {
  const [row] = await db.select(COLUMNS).from(notices).where(eq(notices.id, id))
  return row
}

export async function countDeadLetters(db: Db): Promise<number> {
  const [row] = await db.select({ dead: count() }).from(notices).where(sql`${notices.state} = 'dead'`)
  return row?.dead ?? 0
}

/** Puts a dead letter in the outbox again, with all its attempts before it; undefined when it is none (any more). The dispatcher is to be woken. */
export async function resendDeadLetter(db: Db, id: string, now: Date): Promise<LoggedNotice | undefined> {
  const [row] = await db
    .update(notices)
    .set({ state: 'waiting', attempts: 0, dueAt: now })
    .where(and(eq(notices.id, id), sql`${notices.state} = 'dead'`))
    .returning(COLUMNS)
  return row
}
