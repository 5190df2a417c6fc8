import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import type { Caller, Request } from './route.ts'

/** A session lasts a working day. */
export const SESSION_SECONDS = 8 * 3_600

/** Sign-ins of one person beyond this end the oldest: a check that signs in every second must not fill the store. */
const SESSIONS_OF_ONE_PERSON = 200

/** Opens a session and says its token; the store holds only its hash. */
export async function openSession(sql: Sql, userId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await sql`insert into marketedge.sessions (token_hash, user_id, expires_at) values (${hashOf(token)}, ${userId}, now() + ${SESSION_SECONDS} * interval '1 second')`
  return token
}

export async function closeSession(sql: Sql, token: string): Promise<void> {
  await sql`delete from marketedge.sessions where token_hash = ${hashOf(token)}`
}

/** Deletes what has expired, and the oldest sessions of people who hold too many. */
export async function sweepSessions(sql: Sql): Promise<void> {
  await sql`
    delete from marketedge.sessions where expires_at < now() or token_hash in (
      select token_hash from (select token_hash, row_number() over (partition by user_id order by created_at desc) as nth from marketedge.sessions) ranked where nth > ${SESSIONS_OF_ONE_PERSON})`
}

/** Who holds this token. */
export async function callerOf(sql: Sql, token: string): Promise<Caller | undefined> {
  const [caller] = await sql<Caller[]>`
    select u.id as "userId", u.name, u.email, u.role, t.id as "tenantId", t.name as "tenantName"
    from marketedge.sessions s join marketedge.users u on u.id = s.user_id join marketedge.tenants t on t.id = u.tenant_id
    where s.token_hash = ${hashOf(token)} and s.expires_at > now()`
  return caller
}

/** The same for the admin area, which asks its own view. */
export async function adminOf(sql: Sql, token: string): Promise<Caller | undefined> {
  const [caller] = await sql<Caller[]>`
    select user_id as "userId", name, email, role, tenant_id as "tenantId", tenant_name as "tenantName" from marketedge.admin_sessions
    where token_hash = ${hashOf(token)} and expires_at > now()`
  return caller
}

/** The token of a request: `Authorization: Bearer …`, or the cookie that the sign-in page sets. */
export function tokenOf({ headers }: Request): string | undefined {
  const [, bearer] = /^Bearer ([\w-]{1,100})$/.exec(headers.authorization ?? '') ?? []
  const [, cookie] = /(?:^|;\s*)marketedge_session=([\w-]{1,100})(?:;|$)/.exec(headers.cookie ?? '') ?? []
  return bearer ?? cookie
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
