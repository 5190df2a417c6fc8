import { and, arrayContains, asc, count, eq, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { defaultViews, savedViews } from '@/db/schema/saved'
import type { Role } from '../access/model'
import type { SavedPage, SavedView } from './model'

/** Who looks. */
export type Beholder = { readonly id: string; readonly role: Role }

/** Own ones and shared ones together. */
const LIST_MAX = 500

const seenBy = ({ id, role }: Beholder) => or(eq(savedViews.ownerId, id), arrayContains(savedViews.sharedWith, [role]))

const shownTo = ({ id }: Beholder) => ({
  id: savedViews.id,
  page: savedViews.page,
  name: savedViews.name,
  query: savedViews.query,
  owner: savedViews.ownerName,
  isOwn: sql<boolean>`${savedViews.ownerId} is not distinct from ${id}`,
  sharedWith: savedViews.sharedWith,
  isDefault: sql<boolean>`${defaultViews.viewId} is not null`,
  version: savedViews.version,
})

const views = (db: Db, who: Beholder) =>
  db
    .select(shownTo(who))
    .from(savedViews)
    .leftJoin(defaultViews, and(eq(defaultViews.viewId, savedViews.id), eq(defaultViews.personId, who.id)))

/** Their own, and those that are shared with their role, by name. */
export const listViews = (db: Db, who: Beholder, page?: SavedPage): Promise<SavedView[]> =>
  views(db, who)
    .where(and(seenBy(who), page && eq(savedViews.page, page)))
    .orderBy(asc(savedViews.name), asc(savedViews.id))
    .limit(LIST_MAX)

/** Undefined when there is none that they see. */
export async function findView(db: Db, who: Beholder, id: string): Promise<SavedView | undefined> {
  const [row] = await views(db, who).where(and(seenBy(who), eq(savedViews.id, id)))
  return row
}

export async function countViews(db: Db, ownerId: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(savedViews).where(eq(savedViews.ownerId, ownerId))
  return row?.count ?? 0
}

type Row = Omit<typeof savedViews.$inferInsert, 'sharedWith'> & { readonly sharedWith: readonly Role[] }

/** False when the person has one of that name on that page already. */
export async function insertView(db: Db, row: Row): Promise<boolean> {
  return (
    (
      await db
        .insert(savedViews)
        .values({ ...row, sharedWith: [...row.sharedWith] })
        .onConflictDoNothing()
        .returning({ id: savedViews.id })
    ).length > 0
  )
}

/** Writes only if nobody changed it since that version was read. */
export async function updateView(
  db: Db,
  id: string,
  version: number,
  fields: Pick<Row, 'name' | 'query' | 'sharedWith' | 'changedAt'>,
): Promise<boolean> {
  const rows = await db
    .update(savedViews)
    .set({ ...fields, sharedWith: [...fields.sharedWith], version: version + 1 })
    .where(and(eq(savedViews.id, id), eq(savedViews.version, version)))
    .returning({ id: savedViews.id })
  return rows.length > 0
}

/** Whether another of the same owner and page has the name. */
export async function isNameTaken(db: Db, { id, name, page }: Pick<SavedView, 'id' | 'name' | 'page'>): Promise<boolean> {
  const [row] = await db
    .select({ id: savedViews.id })
    .from(savedViews)
    .where(
      and(
        eq(savedViews.page, page),
        sql`lower(${savedViews.name}) = lower(${name})`,
        sql`${savedViews.id} <> ${id}`,
        sql`${savedViews.ownerId} = (select owner_id from saved_views where id = ${id})`,
      ),
    )
  return row !== undefined
}

export const deleteView = (db: Db, id: string) => db.delete(savedViews).where(eq(savedViews.id, id))

export const setDefault = (db: Db, personId: string, page: SavedPage, viewId: string) =>
  db
    .insert(defaultViews)
    .values({ personId, page, viewId })
    .onConflictDoUpdate({ target: [defaultViews.personId, defaultViews.page], set: { viewId } })

export const clearDefault = (db: Db, personId: string, page: SavedPage) =>
  db.delete(defaultViews).where(and(eq(defaultViews.personId, personId), eq(defaultViews.page, page)))
