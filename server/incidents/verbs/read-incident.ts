import { may } from '@/server/access/model'
import type { Ctx } from '@/server/context'
import type { Answer } from '../../kernel/answers'
import type { IncidentDetailAnswer } from '../answers'
import type { Incident, IncidentRef } from '../model'
import { findByRef, listAlerts, listEntries, listLedger } from '../queries'

export type IncidentDetail = Answer<typeof IncidentDetailAnswer>

/** Finds an incident by its id or by its number, `INC-12`. */
export const findIncident = (ctx: Pick<Ctx, 'db'>, { id }: IncidentRef): Promise<Incident> => findByRef(ctx.db, id)

/** An incident with everything that belongs to it. */
export async function readIncident(ctx: Pick<Ctx, 'db' | 'actor'>, ref: IncidentRef): Promise<IncidentDetail> {
  const incident = await findIncident(ctx, ref)
  const [alerts, entries] = await Promise.all([listAlerts(ctx.db, incident.id), listEntries(ctx.db, incident.id)])
  if (!may(ctx.actor, 'read-money')) return { incident, alerts, entries: entries.map((entry) => ({ ...entry, money: null })) }
  return { incident, alerts, entries, ledger: await listLedger(ctx.db, incident.id) }
}
