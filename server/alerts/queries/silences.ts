import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { silences } from '@/db/schema/alerts'

/** A silence with who made it and who ended it. */
export type KeptSilence = typeof silences.$inferSelect

/** More silences at once are not listed. */
const LISTED_MAX = 200

export const insertSilence = (db: Db, silence: KeptSilence) => db.insert(silences).values(silence)

/** Those that hold or will, newest first. */
export const listSilences = (db: Db, now: Date): Promise<KeptSilence[]> =>
  db
    .select()
    .from(silences)
    .where(and(isNull(silences.endedAt), gt(silences.toAt, now)))
    .orderBy(desc(silences.fromAt), desc(silences.id))
    .limit(LISTED_MAX)

/** Ends a silence before its time; undefined when it has ended already, or there is none. */
export async function endSilence(db: Db, id: string, by: string, now: Date): Promise<KeptSilence | undefined> {
  const [row] = await db
    .update(silences)
    .set({ endedAt: now, endedBy: by })
    .where(and(eq(silences.id, id), isNull(silences.endedAt), gt(silences.toAt, now)))
    .returning()
  return row
}
