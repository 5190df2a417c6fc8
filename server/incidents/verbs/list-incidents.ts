import type { Ctx } from '@/server/context'
import type { Answer } from '../../kernel/answers'
import type { IncidentPageAnswer } from '../answers'
import type { ListIncidents } from '../model'
import { listIncidents as query } from '../queries'

export type IncidentPage = Answer<typeof IncidentPageAnswer>

/** A page of incidents, newest first. */
export async function listIncidents(ctx: Pick<Ctx, 'db'>, input: ListIncidents): Promise<IncidentPage> {
  const found = await query(ctx.db, { ...input, limit: input.limit + 1 })
  const incidents = found.slice(0, input.limit)
  return { incidents, next: found.length > input.limit ? (incidents.at(-1)?.number ?? null) : null }
}
