import type { Sql } from '@/db/client'
import { sealKey } from '../../access/seal'
import { openOptions } from '../../declare/store'
import { SECOND } from '../../kernel/duration'
import type { Clock } from '../../runtime/clock'

/** A channel that may be answered from outside, with its options opened. */
export type AnswerableChannel = { readonly name: string; readonly kind: string; readonly options: Readonly<Record<string, unknown>> }

/** The channels of some kinds as they are declared. */
export type Answerable = (kinds: readonly string[]) => Promise<readonly AnswerableChannel[]>

const KINDS = ['slack', 'slack-bot', 'pagerduty']
/** However many knock without a proof, channels are not read more often than this. */
const HOLDS_MS = SECOND

export type AnswerableParts = { readonly sql: Sql; readonly secret: string; readonly clock: Pick<Clock, 'elapsedMs'> }

export function createAnswerable({ sql, secret, clock }: AnswerableParts): Answerable {
  let held: { readonly sinceMs: number; readonly channels: Promise<readonly AnswerableChannel[]> } | undefined
  return async (kinds) => {
    const nowMs = clock.elapsedMs()
    if (!held || nowMs - held.sinceMs >= HOLDS_MS) {
      const read = { sinceMs: nowMs, channels: listAnswerable(sql, secret) }
      held = read
      read.channels.catch(() => {
        if (held === read) held = undefined
      })
    }
    return (await held.channels).filter(({ kind }) => kinds.includes(kind))
  }
}

async function listAnswerable(sql: Sql, secret: string): Promise<readonly AnswerableChannel[]> {
  const rows = await sql<{ id: string; name: string; kind: string; options: unknown }[]>`
    select id, name, definition ->> 'kind' as kind, definition -> 'options' as options from routing_items
    where kind = 'channel' and removed_at is null and definition ->> 'kind' = any(${KINDS}::text[]) order by name limit 200`
  const key = sealKey(secret)
  return rows.map(({ id, name, kind, options }) => ({ name, kind, options: openOptions(options, key, id) }))
}
