import { and, asc, count, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { deliveries, notices, pages } from '@/db/schema/alerts'
import type { Severity } from '../../checks/model'
import { type Place, patternOf } from '../../kernel/inputs'
import type { NoticeState, Sending, Trail } from '../model'
import { type Json, pageOf } from '../rules/page-state'

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
  /** False leaves out canaries, which are many and say nothing of incidents. */
  readonly canaries?: boolean | undefined
  /** Made at this instant or later. */
  readonly since?: Date | undefined
  /** Made before this instant. */
  readonly until?: Date | undefined
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
export const listNotices = (db: Db, query: LogQuery): Promise<LoggedNotice[]> =>
  db.select(COLUMNS).from(notices).where(matching(query)).orderBy(desc(notices.at), desc(notices.id)).limit(query.limit)

const matching = ({ states, channel, person, incidentId, canaries, since, until, before }: LogQuery): SQL | undefined =>
  and(
    states && isOneOf(states),
    channel === undefined ? undefined : eq(notices.channel, channel),
    person === undefined ? undefined : eq(notices.person, person),
    incidentId === undefined ? undefined : eq(notices.incidentId, incidentId),
    canaries === false ? ne(notices.kind, 'canary') : undefined,
    since && sql`${notices.at} >= ${since.toISOString()}::timestamptz`,
    until && sql`${notices.at} < ${until.toISOString()}::timestamptz`,
    before && sql`(${notices.at}, ${notices.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
  )

export type LogSearch = LogQuery & {
  readonly severities?: readonly Severity[] | undefined
  /** Part of the title, the number of the incident, the person, or the answer. */
  readonly text?: string | undefined
}
export type LogPage = {
  readonly rows: readonly LoggedNotice[]
  /** Where the next page begins; null at the end. */
  readonly next: Place | null
  /** How far back was looked where that is not the end of the log: there is no index for words. */
  readonly searchedBackTo: Date | null
}

/** A page that is searched looks through so many messages; further back one has to ask for. */
const LOOKED_THROUGH = 10_000

/** A page of the log. */
export async function searchNotices(db: Db, { severities, text, limit, ...query }: LogSearch): Promise<LogPage> {
  const wanted = severities || text !== undefined
  const found = wanted
    ? await db.execute<{ id: string; at: Date }>(among({ ...query, limit: LOOKED_THROUGH }, severities, text, limit + 1))
    : []
  const rows = wanted
    ? await listByIds(
        db,
        found.map(({ id }) => id),
      )
    : await listNotices(db, { ...query, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  if (rows.length > limit) return { rows: shown, next: last ?? null, searchedBackTo: null }
  const edge = wanted ? await edgeOf(db, query) : undefined
  return { rows: shown, next: edge ?? null, searchedBackTo: edge?.at ?? null }
}

const among = (query: LogQuery, severities: readonly Severity[] | undefined, text: string | undefined, limit: number): SQL => sql`
  select id, at from (
    select ${notices.id}, ${notices.at}, ${notices.severity}, ${notices.person}, ${notices.says}, ${notices.facts} from ${notices}
    where ${matching(query) ?? sql`true`} order by ${notices.at} desc, ${notices.id} desc limit ${query.limit}
  ) looked
  where ${severities ? sql`severity in ${[...severities]}` : sql`true`}
    and ${
      text === undefined
        ? sql`true`
        : sql`concat_ws(' ', facts ->> 'title', 'INC-' || (facts ->> 'number'), person, says) ilike ${patternOf(text)}`
    }
  order by at desc, id desc limit ${limit}`

const listByIds = async (db: Db, ids: readonly string[]): Promise<LoggedNotice[]> =>
  ids.length === 0
    ? []
    : await db
        .select(COLUMNS)
        .from(notices)
        .where(inArray(notices.id, [...ids]))
        .orderBy(desc(notices.at), desc(notices.id))

/** The last message that a searched page looked at; undefined when there are no older ones. */
async function edgeOf(db: Db, query: Omit<LogQuery, 'limit'>): Promise<Place | undefined> {
  const [last, older] = await db
    .select({ id: notices.id, at: notices.at })
    .from(notices)
    .where(matching({ ...query, limit: 0 }))
    .orderBy(desc(notices.at), desc(notices.id))
    .offset(LOOKED_THROUGH - 1)
    .limit(2)
  return older && last
}

/** How a channel did with what was last to go by it. */
export type ChannelRecord = {
  readonly channel: string
  readonly deliveredAt: Date | null
  /** The last that was given up on, and why. */
  readonly failedAt: Date | null
  readonly failedSays: string | null
  /** Of the last hundred messages for it. */
  readonly messages: number
  readonly dead: number
  readonly waiting: number
}

/** The records of these channels, each of its last hundred messages by its index. */
export async function channelRecords(db: Db, channels: readonly string[]): Promise<readonly ChannelRecord[]> {
  if (channels.length === 0) return []
  const rows = await db.execute<Record<keyof ChannelRecord, string | null>>(sql`
    select c.name as channel, r.* from unnest(${sql.param([...channels])}::text[]) as c (name), lateral (
      select max(delivered_at) filter (where state = 'delivered') as "deliveredAt",
        max(at) filter (where state = 'dead') as "failedAt",
        (array_agg(says order by at desc) filter (where state = 'dead'))[1] as "failedSays",
        count(*) as messages, count(*) filter (where state = 'dead') as dead,
        count(*) filter (where state in ('waiting', 'sending')) as waiting
      from (
        select delivered_at, at, state, says from notices where channel = c.name order by at desc, id desc limit 100
      ) last
    ) r`)
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return rows.map(({ channel, deliveredAt, failedAt, failedSays, messages, dead, waiting }) => ({
    channel: channel ?? '',
    deliveredAt: instant(deliveredAt),
    failedAt: instant(failedAt),
    failedSays,
    messages: Number(messages),
    dead: Number(dead),
    waiting: Number(waiting),
  }))
}

/** Most are delivered. What leaves these out is written out, so that Postgres sees that the index of the others, or of a part of them, is enough. */
function isOneOf(states: readonly NoticeState[]): SQL | undefined {
  if (states.length === 1 && states[0] === 'dead') return sql`${notices.state} = 'dead'`
  if (states.every((state) => state === 'waiting' || state === 'sending'))
    return and(sql`${notices.state} in ('waiting', 'sending')`, inArray(notices.state, [...states]))
  return and(states.includes('delivered') ? undefined : sql`${notices.state} <> 'delivered'`, inArray(notices.state, [...states]))
}

/** Where each message of an incident stands, the newest first. */
export async function listSendings(db: Db, incidentId: string, limit: number): Promise<Sending[]> {
  const { id, kind, channel, person, at, state, says, deliveredAt } = COLUMNS
  return await db
    .select({ id, kind, channel, person, at, state, says, deliveredAt, incidentId: sql<string>`${notices.incidentId}` })
    .from(notices)
    .where(eq(notices.incidentId, incidentId))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(limit)
}

/** The attempts of one notice, in order. */
export const listDeliveries = (db: Db, noticeId: string, limit: number): Promise<LoggedDelivery[]> =>
  db.select().from(deliveries).where(eq(deliveries.noticeId, noticeId)).orderBy(asc(deliveries.at), asc(deliveries.id)).limit(limit)

/** One notice; undefined when there is none. */
export async function findNotice(db: Db, id: string): Promise<LoggedNotice | undefined> {
  const [row] = await db.select(COLUMNS).from(notices).where(eq(notices.id, id))
  return row
}

/** Why whom of an incident, as it was last decided. */
export async function trailOf(db: Db, incidentId: string): Promise<readonly Trail[]> {
  const [row] = await db.select({ state: pages.state }).from(pages).where(eq(pages.incidentId, incidentId))
  // What Drizzle calls a page is JSON: its instants are texts.
  return row ? pageOf(row.state as unknown as Json).trail : []
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

/** So many are sent again at once: what is more is asked for again. */
export const RESENT_AT_ONCE = 1_000

/** Puts the dead letters that fit in the outbox again, the newest first; how many. The dispatcher is to be woken. */
export async function resendDeadLetters(db: Db, query: Omit<LogQuery, 'states' | 'limit' | 'before'>, now: Date): Promise<number> {
  const dead = db
    .select({ id: notices.id })
    .from(notices)
    .where(matching({ ...query, states: ['dead'], limit: 0 }))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(RESENT_AT_ONCE)
  const sent = await db
    .update(notices)
    .set({ state: 'waiting', attempts: 0, dueAt: now })
    .where(and(inArray(notices.id, dead), sql`${notices.state} = 'dead'`))
    .returning({ id: notices.id })
  return sent.length
}
