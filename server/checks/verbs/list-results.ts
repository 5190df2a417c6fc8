import { z } from 'zod'
import type { Ctx } from '@/server/context'
import type { Answer } from '../../kernel/answers'
import { DAY } from '../../kernel/duration'
import { invalid } from '../../kernel/errors'
import { InstantInput } from '../../kernel/inputs'
import type { ResultPageAnswer } from '../answers'
import { getCheckRef, listResults as query } from '../queries/pages'

const MOST = 5_000

export const ListResults = z.strictObject({
  id: z.string().min(1).max(63).meta({ description: 'The id of a check, or its name.' }),
  from: InstantInput.optional().meta({ description: 'The oldest that is wanted; a day before `to` unless said.' }),
  to: InstantInput.optional().meta({
    description: 'Up to before this instant; now unless said. For the next page, the `next` of the one before.',
  }),
  limit: z.coerce.number().int().min(1).max(MOST).default(500),
})

export type ResultPage = Answer<typeof ResultPageAnswer>

/** A page of stored results, newest first. They have whole milliseconds, and a check has at most one in each, so pages neither skip nor repeat. */
export async function listResults(
  { sql, clock }: Pick<Ctx, 'sql' | 'clock'>,
  { id, from, to, limit }: z.output<typeof ListResults>,
): Promise<ResultPage> {
  const before = to ?? clock.now()
  const since = from ?? new Date(before.getTime() - DAY)
  if (since > before)
    throw invalid(`from (${since.toISOString()}) is later than to (${before.toISOString()}).`, [
      { path: 'from', message: 'is later than to' },
    ])
  const { no } = await getCheckRef(sql, id)
  const found = await query(sql, { no, from: since, before, limit: limit + 1 })
  const results = found.slice(0, limit)
  return { results, next: found.length > limit ? (results.at(-1)?.at ?? null) : null }
}
