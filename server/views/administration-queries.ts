import type { Sql } from '@/db/client'
import type { AuditEntry, Person } from '../access/model'

/** What administrators look at. Bare SQL: the last of each is beyond what Drizzle can say. */

export type PersonRow = Person & {
  /** As far as the log or a session that still holds tells. */
  readonly signedInAt: Date | null
}

const PEOPLE_MAX = 1_000

/** Everybody, by name, with when they signed in last. */
export const peopleSeen = (sql: Sql) => sql<PersonRow[]>`
  select p.id, p.name, p.email, p.role, p.created_at as "createdAt", greatest(s.at, a.at) as "signedInAt"
  from people p
  left join lateral (select max(created_at) as at from sessions where user_id = p.id) s on true
  left join lateral (
    select at from audit_log where subject_id = p.id::text and action = 'session.sign-in' order by id desc limit 1
  ) a on true
  order by lower(p.name), p.id
  limit ${PEOPLE_MAX}`

/** A page looks through so many entries for what it filters; further back one has to ask for. The log has no index for words, and grows for ever. */
export const LOOKED_THROUGH = 20_000

export type Looking = {
  readonly before: string | null
  readonly by: string | null
  /** As `ilike` takes it. */
  readonly pattern: string | null
  /** Actions whose sentence holds what is looked for. */
  readonly actions: readonly string[]
  readonly limit: number
}

/** Entries of the audit log, newest first, among the newest before a place in it. */
export const auditEntries = (sql: Sql, { before, by, pattern, actions, limit }: Looking) => sql<AuditEntry[]>`
  select id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action,
    subject_id as "subjectId", subject_name as "subjectName", before, after, address
  from (
    select * from audit_log where ${before}::uuid is null or id < ${before}::uuid order by id desc limit ${LOOKED_THROUGH}
  ) looked
  where (${by}::text is null or actor_id = ${by})
    and (${pattern}::text is null or concat_ws(' ', actor_name, action, subject_name, subject_id) ilike ${pattern}
      or action = any(${[...actions]}::text[]))
  order by id desc
  limit ${limit}`

export type Edge = { readonly id: string; readonly at: Date }

/** The last entry that a page looked through; undefined when there are no older ones. */
export async function auditEdge(sql: Sql, before: string | null): Promise<Edge | undefined> {
  const [older, last] = await sql<(Edge & { readonly place: string })[]>`
    select id, at, place from (
      select id, at, row_number() over (order by id desc) as place from audit_log where ${before}::uuid is null or id < ${before}::uuid
      order by id desc limit ${LOOKED_THROUGH + 1}
    ) looked
    order by id limit 2`
  return Number(older?.place) > LOOKED_THROUGH ? last : undefined
}

export type AuditActor = { readonly id: string; readonly name: string }

const ACTORS_MAX = 200

/** Who did something of late, by the name that they had last. */
export const auditActors = (sql: Sql) => sql<AuditActor[]>`
  select id, name from (
    select distinct on (actor_id) actor_id as id, actor_name as name
    from (select id, actor_id, actor_name from audit_log order by id desc limit ${LOOKED_THROUGH}) looked
    order by actor_id, id desc
  ) actors
  order by lower(name), id
  limit ${ACTORS_MAX}`
