import { and, asc, count, desc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Db, Sql, Transaction } from '@/db/client'
import { accounts, apiKeys, auditLog, keyCheck, people, sessions, setupToken, usedTokens } from '@/db/schema/access'
import { savedViews } from '@/db/schema/saved'
import { notFound } from '../kernel/errors'
import type { ApiKey, AuditEntry, AuditPage, KeyKind, Person, Right, Role } from './model'

/** The account that holds a password, in better-auth's words. */
const CREDENTIAL = 'credential'

const person = { id: people.id, name: people.name, email: people.email, role: people.role, createdAt: people.createdAt }

export const listPeople = (db: Db): Promise<Person[]> =>
  db.select(person).from(people).orderBy(asc(people.name), asc(people.id)).limit(1_000)

export async function getPerson(db: Db, id: string): Promise<Person> {
  const [row] = await db.select(person).from(people).where(eq(people.id, id))
  if (!row) throw notFound('person', id)
  return row
}

export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const [row] = await db.select(person).from(people).where(eq(people.email, email))
  return row
}

export async function adminNames(db: Db): Promise<string[]> {
  const rows = await db.select({ name: people.name }).from(people).where(eq(people.role, 'admin')).orderBy(asc(people.createdAt)).limit(5)
  return rows.map(({ name }) => name)
}

/** Whether anybody administers Plimsoll. Locks them when asked, so that two cannot cease to at the same moment. */
export async function countAdmins(db: Db, { lock }: { readonly lock: boolean } = { lock: false }): Promise<number> {
  if (lock)
    return (await db.select({ id: people.id }).from(people).where(eq(people.role, 'admin')).orderBy(asc(people.id)).for('update')).length
  const [row] = await db.select({ admins: count() }).from(people).where(eq(people.role, 'admin'))
  return row?.admins ?? 0
}

/** False when the address is taken. */
export async function insertPerson(db: Db, { id, name, email, role, createdAt }: Person, passwordHash: string): Promise<boolean> {
  const added = await db
    .insert(people)
    .values({ id, name, email, role, emailVerified: true, createdAt, updatedAt: createdAt })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id })
  if (added.length === 0) return false
  const account = { id, accountId: id, providerId: CREDENTIAL, userId: id, password: passwordHash, createdAt, updatedAt: createdAt }
  await db.insert(accounts).values(account)
  return true
}

export async function setRole(db: Db, id: string, role: Role, now: Date): Promise<void> {
  await db.update(people).set({ role, updatedAt: now }).where(eq(people.id, id))
}

export async function deletePerson(db: Db, id: string): Promise<void> {
  // What is shared stays, under their name.
  await db.delete(savedViews).where(and(eq(savedViews.ownerId, id), eq(savedViews.sharedWith, [])))
  await db.delete(people).where(eq(people.id, id))
}

export async function passwordHashOf(db: Db, personId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ password: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, personId), eq(accounts.providerId, CREDENTIAL)))
  return row?.password ?? undefined
}

export async function setPasswordHash(db: Db, personId: string, hash: string, now: Date): Promise<void> {
  await db
    .update(accounts)
    .set({ password: hash, updatedAt: now })
    .where(and(eq(accounts.userId, personId), eq(accounts.providerId, CREDENTIAL)))
}

/** Ends the person's sessions, except the one that is named. */
export async function endSessions(db: Db, personId: string, exceptId?: string): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, personId), exceptId ? ne(sessions.id, exceptId) : undefined))
}

export async function endSession(db: Db, id: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, id))
}

export async function endExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, now))
}

const shownKey = {
  id: apiKeys.id,
  kind: apiKeys.kind,
  name: apiKeys.name,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  createdBy: apiKeys.createdBy,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  lastUsedAt: apiKeys.lastUsedAt,
}

export const listKeys = (db: Db): Promise<ApiKey[]> => db.select(shownKey).from(apiKeys).orderBy(desc(apiKeys.id)).limit(500)

/** The keys of these kinds that still open something, the newest first. */
export const listLiveKeys = (db: Db, kinds: readonly KeyKind[], now: Date): Promise<ApiKey[]> =>
  db
    .select(shownKey)
    .from(apiKeys)
    .where(and(inArray(apiKeys.kind, [...kinds]), isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))))
    .orderBy(desc(apiKeys.id))
    .limit(500)

export const insertKey = (db: Db, key: ApiKey, hash: string) => db.insert(apiKeys).values({ ...key, scopes: [...key.scopes], hash })

/** The key is undefined when there is none, when it is of another kind than was asked for, or when it was revoked before. */
export async function revokeKey(db: Db, id: string, now: Date, kind?: KeyKind): Promise<ApiKey | undefined> {
  const [row] = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt), kind && eq(apiKeys.kind, kind)))
    .returning(shownKey)
  return row
}

/** The environment's key takes the place of the one that stood there before. */
export async function replaceDeclaredKey(db: Db, key: ApiKey | undefined, hash: string, now: Date): Promise<void> {
  await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.kind, 'declared'), isNull(apiKeys.revokedAt), ne(apiKeys.hash, hash)))
  if (!key) return
  await db
    .insert(apiKeys)
    .values({ ...key, scopes: [...key.scopes], hash })
    .onConflictDoUpdate({ target: apiKeys.hash, set: { revokedAt: null, scopes: [...key.scopes] } })
}

export type KeyRow = ApiKey & { readonly hash: string }

/** A key that is neither revoked nor expired, by its id, or by its hash for a declared one. */
export async function findLiveKey(db: Db, by: { readonly id: string } | { readonly hash: string }, now: Date): Promise<KeyRow | undefined> {
  const which = 'id' in by ? eq(apiKeys.id, by.id) : and(eq(apiKeys.hash, by.hash), eq(apiKeys.kind, 'declared'))
  const [row] = await db
    .select({ ...shownKey, hash: apiKeys.hash })
    .from(apiKeys)
    .where(and(which, isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))))
  return row
}

export async function touchKey(db: Db, id: string, now: Date): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id))
}

/** A session or key as it stands now; what is missing from the answer has ended. */
export type StandingRow = {
  readonly id: string
  readonly person: string | null
  readonly name: string
  readonly role: Role | null
  readonly scopes: Right[] | null
  readonly kind: KeyKind | null
}

/** Which of these sessions and keys still hold, in one query: asked once a second for all that are in use. */
export async function standingOf(sql: Sql, sessionIds: readonly string[], keyIds: readonly string[], now: Date): Promise<StandingRow[]> {
  return await sql<StandingRow[]>`
    select s.id, p.id as person, p.name, p.role, null::text[] as scopes, null as kind
    from sessions s join people p on p.id = s.user_id
    where s.id = any(${[...sessionIds]}::uuid[]) and s.expires_at > ${now}
    union all
    select k.id, null, k.name, null, k.scopes, k.kind
    from api_keys k
    where k.id = any(${[...keyIds]}::uuid[]) and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now})`
}

export const insertAudit = (db: Db, entries: readonly AuditEntry[]) => db.insert(auditLog).values([...entries])

/** The same within a transaction of bare SQL. */
export const writeAudit = (tx: Transaction, { before, after, ...entry }: AuditEntry) => tx`
  insert into audit_log (id, at, actor_kind, actor_id, actor_name, action, subject_id, subject_name, before, after, address)
  values (${entry.id}, ${entry.at.toISOString()}, ${entry.actorKind}, ${entry.actorId}, ${entry.actorName}, ${entry.action}, ${entry.subjectId}, ${entry.subjectName},
    ${before === null ? null : tx.json(before as never)}, ${after === null ? null : tx.json(after as never)}, ${entry.address})`

/** Many of them in one statement. */
export const writeAudits = (tx: Transaction, entries: readonly AuditEntry[]) => tx`
  insert into audit_log (id, at, actor_kind, actor_id, actor_name, action, subject_id, subject_name, before, after, address)
  select id, at, actor_kind, actor_id, actor_name, action, subject_id, subject_name, nullif(before, 'null'::jsonb), nullif(after, 'null'::jsonb), address
  from jsonb_to_recordset(${tx.json(
    entries.map((entry) => ({
      ...entry,
      at: entry.at.toISOString(),
      actor_kind: entry.actorKind,
      actor_id: entry.actorId,
      actor_name: entry.actorName,
      subject_id: entry.subjectId,
      subject_name: entry.subjectName,
    })) as never,
  )}::jsonb) as e (id uuid, at timestamptz, actor_kind text, actor_id text, actor_name text, action text, subject_id text, subject_name text,
    before jsonb, after jsonb, address text)`

/** Who did something to a thing last; undefined when nobody has. */
export async function lastToChange(sql: Sql | Transaction, subjectId: string): Promise<string | undefined> {
  const [row] = await sql<
    { actor_name: string }[]
  >`select actor_name from audit_log where subject_id = ${subjectId} order by id desc limit 1`
  return row?.actor_name
}

export function listAudit(db: Db, { before, limit }: AuditPage): Promise<AuditEntry[]> {
  return db
    .select()
    .from(auditLog)
    .where(before ? lt(auditLog.id, before) : undefined)
    .orderBy(desc(auditLog.id))
    .limit(limit)
}

/** The link made last is the one that works. */
export async function saveSetupToken(db: Db, hash: string, createdAt: Date, expiresAt: Date): Promise<void> {
  const fields = { hash, createdAt, expiresAt }
  await db.insert(setupToken).values(fields).onConflictDoUpdate({ target: setupToken.only, set: fields })
}

/** Takes the token away, so that of two who come with it one gets it. */
export async function takeSetupToken(db: Db, hash: string, now: Date): Promise<boolean> {
  const taken = await db
    .delete(setupToken)
    .where(and(eq(setupToken.hash, hash), gt(setupToken.expiresAt, now)))
    .returning({ hash: setupToken.hash })
  return taken.length === 1
}

export async function isSetupToken(db: Db, hash: string, now: Date): Promise<boolean> {
  const rows = await db
    .select({ hash: setupToken.hash })
    .from(setupToken)
    .where(and(eq(setupToken.hash, hash), gt(setupToken.expiresAt, now)))
  return rows.length === 1
}

/** Who used up a token, and when. */
export type TokenUse = { readonly usedAt: Date; readonly usedBy: string }

/** Uses a token up; false when it was used before. Of two at the same moment the second waits for the first, and learns what became of it. */
export async function spendToken(db: Db, use: TokenUse & { readonly nonce: string; readonly expiresAt: Date }): Promise<boolean> {
  const used = await db.insert(usedTokens).values(use).onConflictDoNothing().returning({ nonce: usedTokens.nonce })
  return used.length === 1
}

export async function findTokenUse(db: Db, nonce: string): Promise<TokenUse | undefined> {
  const [row] = await db
    .select({ usedAt: usedTokens.usedAt, usedBy: usedTokens.usedBy })
    .from(usedTokens)
    .where(eq(usedTokens.nonce, nonce))
  return row
}

/** The sealed text that stands there: this one if none stood there before. */
export async function keyCheckOr(db: Db, sealed: string, now: Date): Promise<string> {
  await db.insert(keyCheck).values({ sealed, createdAt: now }).onConflictDoNothing()
  const [row] = await db.select({ sealed: keyCheck.sealed }).from(keyCheck)
  return row?.sealed ?? sealed
}

/** Serialises what must happen once for the whole database, until the transaction ends. */
export async function lockAccess(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(7262119)`)
}
