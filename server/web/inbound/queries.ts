import type { Sql } from '@/db/client'
import { sealKey } from '../../access/seal'
import { openOptions } from '../../declare/store'

/** A channel that may be answered from outside, with its options opened. */
export type AnswerableChannel = { readonly name: string; readonly options: Readonly<Record<string, unknown>> }

/** The channels of some kinds as they are declared. */
export async function listAnswerable(sql: Sql, kinds: readonly string[], secret: string): Promise<readonly AnswerableChannel[]> {
  const rows = await sql<{ id: string; name: string; options: unknown }[]>`
    select id, name, definition -> 'options' as options from routing_items
    where kind = 'channel' and removed_at is null and definition ->> 'kind' = any(${[...kinds]}::text[]) order by name limit 200`
  const key = sealKey(secret)
  return rows.map(({ id, name, options }) => ({ name, options: openOptions(options, key, id) }))
}
