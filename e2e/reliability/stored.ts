import type { Sql } from '@/db/client'
import type { Asked } from './target'

/** Longer than any request here takes to reach the target, shorter than the shortest interval. */
const ON_THE_WAY_MS = 900

type Row = { readonly name: string; readonly at: Date }

/**
 * The target's log beside the table of results, one to one. A result is dated when the engine begins, so it lies a little before the request.
 *
 * @param pathOf the path of a check at the target, from its name
 */
export async function compareWithLog(sql: Sql, asked: readonly Asked[], pathOf: (name: string) => string) {
  const rows = await sql<Row[]>`select c.name, r.at from results r join checks c on c.no = r.check_no order by r.at`
  const requests = Map.groupBy(asked, ({ path }) => path)
  const lost: Asked[] = []
  const unexplained: Row[] = []
  for (const [name, stored] of Map.groupBy(rows, (row) => row.name)) {
    const log = requests.get(pathOf(name)) ?? []
    let next = 0
    for (const row of stored) {
      const atMs = row.at.getTime()
      while (next < log.length && (log[next]?.atMs ?? 0) < atMs) lost.push(...log.slice(next, ++next))
      if (next < log.length && (log[next]?.atMs ?? 0) <= atMs + ON_THE_WAY_MS) next++
      else unexplained.push(row)
    }
    lost.push(...log.slice(next))
  }
  return {
    /** Asked, and not stored. */
    lost,
    /** Stored, and not asked: what is stored twice is among them. */
    unexplained,
    stored: rows.length,
  }
}
