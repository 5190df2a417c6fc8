import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db, Sql, Transaction } from '@/db/client'
import { statusPosts, statusSubscribers } from '@/db/schema/status'
import type { Status } from '../checks/model'
import { DAY } from '../kernel/duration'
import type { Post, PostState, StatusPage, StatusPageInput, SubscriberKind } from './model'
import { componentKey } from './rules/keys'
import type { CalendarDay, DaySums } from './rules/snapshot'

type PageRow = { readonly id: string; readonly definition: StatusPageInput }

/** All pages there are, with the ids of their services. */
export async function listPages(sql: Sql | Transaction): Promise<readonly StatusPage[]> {
  const rows = await sql<PageRow[]>`select id, definition from status_pages where removed_at is null order by name`
  return rows.map(({ id, definition }) => ({
    ...definition,
    id,
    components: definition.components.map((component) => ({
      ...component,
      serviceId: component.service,
      key: componentKey(component.title),
    })),
  }))
}

/** Of which services, since when anything is known of them. */
export async function readFirstSeen(sql: Sql, serviceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ id: string; at: Date }[]>`
    select s.id, first.from_at as at from unnest(${[...serviceIds]}::uuid[]) s(id), lateral (
      select from_at from status_spans where subject_id = s.id order by from_at limit 1) first`
  return new Map(rows.map(({ id, at }) => [id, at.getTime()]))
}

/**
 * How long each service was what on each day.
 *
 * @param seenTo up to when Plimsoll was there to see
 */
export async function readDays(
  sql: Sql,
  serviceIds: readonly string[],
  days: readonly CalendarDay[],
  seenTo: Date,
): Promise<ReadonlyMap<string, readonly DaySums[]>> {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return new Map()
  const starts = days.map(({ fromMs }) => new Date(fromMs).toISOString())
  const ends = days.map(({ toMs }) => new Date(toMs).toISOString())
  const end = new Date(Math.min(last.toMs, seenTo.getTime())).toISOString()
  const rows = await sql<{ id: string; day: number; status: Status; ms: number }[]>`
    with inside as (
      select subject_id, status, greatest(from_at, ${starts[0] ?? ''}::timestamptz) as from_at, least(coalesce(to_at, ${end}), ${end}::timestamptz) as to_at
      from status_spans where subject = 'service' and subject_id = any(${[...serviceIds]}::uuid[]) and (to_at is null or to_at > ${starts[0] ?? ''}) and from_at < ${end}
    )
    select subject_id as id, day, status,
      sum(extract(epoch from least(to_at, (${ends}::timestamptz[])[day]) - greatest(from_at, (${starts}::timestamptz[])[day])) * 1000)::float8 as ms
    from inside, generate_series(width_bucket(from_at, ${starts}::timestamptz[]), width_bucket(to_at, ${starts}::timestamptz[])) day
    where to_at > from_at
    group by 1, 2, 3`
  const found = new Map<string, DaySums[]>()
  for (const { id, day, status, ms } of rows) {
    const sums = found.get(id) ?? days.map(() => ({}))
    sums[day - 1] = { ...sums[day - 1], [status]: ms }
    found.set(id, sums)
  }
  return found
}

type PostRow = {
  id: string
  incident_id: string
  at: Date
  state: PostState
  title: string
  says: string
  service_ids: string[]
}
const postOf = ({ id, incident_id, at, state, title, says, service_ids }: PostRow): Post => ({
  id,
  incidentId: incident_id,
  at,
  state,
  title,
  says,
  serviceIds: service_ids,
})

/** More than anybody reads on one page. */
const POSTS_MAX = 500
/** Nothing is open for longer: somebody forgot it. */
const OPEN_MAX_MS = 180 * DAY

/** What is said on a page of incidents that are open, and of those that were over after an instant. */
export async function listPosts(sql: Sql, pageId: string, overSince: Date, now: Date): Promise<readonly Post[]> {
  const from = new Date(now.getTime() - OPEN_MAX_MS).toISOString()
  const rows = await sql<PostRow[]>`
    with latest as (
      select distinct on (incident_id) incident_id, state, at from status_posts
      where page_id = ${pageId} and withdrawn_at is null and at > ${from} order by incident_id, at desc, id desc
    )
    select p.* from status_posts p join latest l using (incident_id)
    where p.page_id = ${pageId} and p.withdrawn_at is null and (l.state <> 'resolved' or l.at > ${overSince.toISOString()})
    order by p.at desc, p.id desc limit ${POSTS_MAX}`
  return rows.map(postOf)
}

/** What was said on a page of incidents that began there within a stretch. */
export async function listPostsBegunWithin(sql: Sql, pageId: string, from: Date, to: Date): Promise<readonly Post[]> {
  const rows = await sql<PostRow[]>`
    with begun as (
      select incident_id from status_posts where page_id = ${pageId} and withdrawn_at is null
      group by incident_id having min(at) >= ${from.toISOString()} and min(at) < ${to.toISOString()}
    )
    select p.* from status_posts p join begun using (incident_id)
    where p.page_id = ${pageId} and p.withdrawn_at is null order by p.at desc, p.id desc limit ${POSTS_MAX}`
  return rows.map(postOf)
}

/** When anything was first said on a page. */
export async function readFirstPost(sql: Sql, pageId: string): Promise<Date | null> {
  const [row] = await sql<
    { at: Date }[]
  >`select at from status_posts where page_id = ${pageId} and withdrawn_at is null order by at limit 1`
  return row?.at ?? null
}

// ── Subscribers ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Subscriber = {
  readonly id: string
  readonly pageId: string
  readonly kind: SubscriberKind
  readonly address: string
  readonly askedAt: Date
  readonly confirmedAt: Date | null
}

/** How many wait to confirm, on all pages, and how many there are on one. */
export async function countSubscribers(
  sql: Sql | Transaction,
  pageId: string,
): Promise<{ readonly pending: number; readonly confirmed: number }> {
  const [row] = await sql<{ pending: number; confirmed: number }[]>`
    select (select count(*)::int from status_subscribers where confirmed_at is null) as pending,
      (select count(*)::int from status_subscribers where page_id = ${pageId} and confirmed_at is not null) as confirmed`
  return row ?? { pending: 0, confirmed: 0 }
}

/** How many confirmed ones each page has. */
export async function countByPage(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ id: string; count: number }[]>`
    select page_id as id, count(*)::int as count from status_subscribers where confirmed_at is not null group by page_id`
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Forgets those who were asked before an instant and have not answered. */
export const forgetUnconfirmed = (sql: Sql | Transaction, before: Date) =>
  sql`delete from status_subscribers where confirmed_at is null and asked_at < ${before.toISOString()}`

export async function findSubscriber(
  sql: Sql | Transaction,
  { pageId, kind, address }: Pick<Subscriber, 'pageId' | 'kind' | 'address'>,
): Promise<Subscriber | undefined> {
  const [row] = await sql<Subscriber[]>`
    select id, page_id as "pageId", kind, address, asked_at as "askedAt", confirmed_at as "confirmedAt" from status_subscribers
    where page_id = ${pageId} and kind = ${kind} and lower(address) = lower(${address})`
  return row
}

/** Asks somebody, or asks them again; whoever has confirmed stays as they are. */
export async function askSubscriber(
  sql: Sql | Transaction,
  { id, pageId, kind, address, askedAt }: Omit<Subscriber, 'confirmedAt'>,
): Promise<void> {
  await sql`
    insert into status_subscribers (id, page_id, kind, address, asked_at)
    values (${id}, ${pageId}, ${kind}, ${address}, ${askedAt.toISOString()})
    on conflict (page_id, kind, lower(address)) do update set asked_at = excluded.asked_at where status_subscribers.confirmed_at is null`
}

/** False when nobody asked, or too long ago. */
export async function confirmSubscriber(sql: Sql, id: string, pageId: string, askedSince: Date, now: Date): Promise<boolean> {
  const { count } = await sql`
    update status_subscribers set confirmed_at = coalesce(confirmed_at, ${now.toISOString()})
    where id = ${id} and page_id = ${pageId} and (confirmed_at is not null or asked_at > ${askedSince.toISOString()})`
  return count > 0
}

/** Those who have confirmed, the newest first. */
export const listSubscribers = (sql: Sql, pageId: string, limit: number) => sql<
  { id: string; kind: SubscriberKind; address: string; confirmedAt: Date }[]
>`
  select id, kind, address, confirmed_at as "confirmedAt" from status_subscribers
  where page_id = ${pageId} and confirmed_at is not null order by confirmed_at desc, id desc limit ${limit}`

/** False when the page has none of that id. */
export async function deleteSubscriberOf(db: Db, pageId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(statusSubscribers)
    .where(and(eq(statusSubscribers.id, id), eq(statusSubscribers.pageId, pageId)))
    .returning({ id: statusSubscribers.id })
  return rows.length > 0
}

export const deleteSubscriber = (sql: Sql, id: string) => sql`delete from status_subscribers where id = ${id}`

// ── What is written ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type NewPost = Post & { readonly pageId: string; readonly writtenBy: string | null }

/** Puts posts on their pages; those of an incident that is not stored yet wait for it. */
export async function insertPosts(sql: Sql | Transaction, posts: readonly NewPost[]): Promise<void> {
  for (const { id, pageId, incidentId, at, state, title, says, serviceIds, writtenBy } of posts)
    await sql`
      insert into status_posts (id, page_id, incident_id, at, state, title, says, service_ids, written_by)
      select ${id}, ${pageId}, ${incidentId}, ${at.toISOString()}, ${state}, ${title}, ${says}, ${[...serviceIds]}::uuid[], ${writtenBy}
      where exists (select from incidents where id = ${incidentId})`
}

/** The last thing that was said of each of some incidents on each page. */
export async function lastPosts(
  sql: Sql | Transaction,
  incidentIds: readonly string[],
): Promise<readonly (Post & { readonly pageId: string })[]> {
  const rows = await sql<(PostRow & { page_id: string })[]>`
    select distinct on (page_id, incident_id) * from status_posts
    where incident_id = any(${[...incidentIds]}::uuid[]) and withdrawn_at is null order by page_id, incident_id, at desc, id desc`
  return rows.map((row) => ({ ...postOf(row), pageId: row.page_id }))
}

/** What is still told as open, on some pages, of incidents that are resolved. */
export async function listOverdue(
  sql: Sql,
  pageIds: readonly string[],
  now: Date,
): Promise<readonly (Post & { readonly pageId: string })[]> {
  const from = new Date(now.getTime() - OPEN_MAX_MS).toISOString()
  const rows = await sql<(PostRow & { page_id: string })[]>`
    select l.* from (
      select distinct on (page_id, incident_id) * from status_posts
      where page_id = any(${[...pageIds]}::uuid[]) and withdrawn_at is null and at > ${from} order by page_id, incident_id, at desc, id desc
    ) l join incidents i on i.id = l.incident_id
    where l.state <> 'resolved' and i.state = 'resolved' limit 100`
  return rows.map((row) => ({ ...postOf(row), pageId: row.page_id }))
}

/** Everything that was said of an incident, on all pages, the newest first, also what was withdrawn. */
export async function listWritten(
  sql: Sql,
  incidentId: string,
): Promise<readonly (Post & { readonly pageId: string; readonly writtenBy: string | null; readonly withdrawnAt: Date | null })[]> {
  const rows = await sql<(PostRow & { page_id: string; written_by: string | null; withdrawn_at: Date | null })[]>`
    select * from status_posts where incident_id = ${incidentId} order by at desc, id desc limit ${POSTS_MAX}`
  return rows.map((row) => ({ ...postOf(row), pageId: row.page_id, writtenBy: row.written_by, withdrawnAt: row.withdrawn_at }))
}

/** The same in the transaction of a verb. */
export const insertWritten = (db: Db, posts: readonly NewPost[]) =>
  db.insert(statusPosts).values(posts.map((post) => ({ ...post, serviceIds: [...post.serviceIds] })))

/** Takes back what was said of an incident; undefined when it was not, or is already. Whoever was told was told. */
export async function withdrawWritten(db: Db, incidentId: string, id: string, now: Date): Promise<Pick<Post, 'title'> | undefined> {
  const [row] = await db
    .update(statusPosts)
    .set({ withdrawnAt: now, toldAt: sql`coalesce(${statusPosts.toldAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(statusPosts.id, id), eq(statusPosts.incidentId, incidentId), isNull(statusPosts.withdrawnAt)))
    .returning({ title: statusPosts.title })
  return row
}

// ── Telling ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Untold = Post & { readonly pageId: string; readonly toldTo: string | null }

/** What subscribers have not all been told, the oldest first. */
export async function listUntold(sql: Sql, limit: number): Promise<readonly Untold[]> {
  const rows = await sql<(PostRow & { page_id: string; told_to: string | null })[]>`
    select * from status_posts where told_at is null order by at, id limit ${limit}`
  return rows.map((row) => ({ ...postOf(row), pageId: row.page_id, toldTo: row.told_to }))
}

/** The next of those who are to be told, in the order of their ids. */
export const listNextTold = (sql: Sql | Transaction, pageId: string, after: string | null, before: Date, limit: number) => sql<
  Pick<Subscriber, 'id' | 'kind' | 'address'>[]
>`
  select id, kind, address from status_subscribers
  where page_id = ${pageId} and confirmed_at is not null and confirmed_at <= ${before.toISOString()} and (${after}::uuid is null or id > ${after}::uuid)
  order by id limit ${limit}`

/** How far the subscribers of a post have been told; `at` when all were. */
export const markTold = (sql: Sql | Transaction, id: string, to: string | null, at: Date | null) =>
  sql`update status_posts set told_to = coalesce(${to}::uuid, told_to), told_at = ${at?.toISOString() ?? null} where id = ${id}`

/** How many messages to subscribers wait in the outbox. */
export async function countWaitingLetters(sql: Sql): Promise<number> {
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from notices where state in ('waiting', 'sending') and kind = 'status'`
  return row?.count ?? 0
}
