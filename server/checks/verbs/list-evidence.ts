import { z } from 'zod'
import type { Ctx } from '@/server/context'
import type { Answer } from '../../kernel/answers'
import type { EvidencePageAnswer } from '../answers'
import { getCheckRef, listEvidence as query } from '../queries/pages'

export const ListEvidence = z.strictObject({
  id: z.string().min(1).max(63).meta({ description: 'The id of a check, or its name.' }),
  before: z.iso
    .datetime({ offset: true, error: 'must be an instant like 2026-11-17T14:02:00Z' })
    .transform((text) => new Date(text))
    .refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() < 9999, 'must be an instant of the years 1970 to 9998')
    .optional()
    .meta({ description: 'For the next page, the `next` of the one before.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export type EvidencePage = Answer<typeof EvidencePageAnswer>

/** What proves the failures of a check, newest first (CHK-9). */
export async function listEvidence(
  { sql, clock }: Pick<Ctx, 'sql' | 'clock'>,
  { id, before, limit }: z.output<typeof ListEvidence>,
): Promise<EvidencePage> {
  const { id: checkId } = await getCheckRef(sql, id)
  const found = await query(sql, { checkId, before: before ?? clock.now(), limit: limit + 1 })
  const evidence = found.slice(0, limit)
  return { evidence, next: found.length > limit ? (evidence.at(-1)?.at ?? null) : null }
}
