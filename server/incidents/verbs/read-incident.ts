import { may } from '@/server/access/model'
import type { Alert } from '@/server/alerts/model'
import type { Ctx } from '@/server/context'
import type { LossSegment } from '@/server/impact/model'
import type { Entry, Incident, IncidentRef } from '../model'
import { getIncident, getIncidentByNumber, listAlerts, listEntries, listLedger } from '../queries'

export type IncidentDetail = {
  readonly incident: Incident
  readonly alerts: readonly Alert[]
  /** Newest first. What an entry says about money is null for those who may not see it. */
  readonly entries: readonly Entry[]
  /** What it took from each stream, in stretches of a constant rate; absent for those who may not see money. */
  readonly ledger?: readonly LossSegment[]
}

/** Finds an incident by its id or by its number, `INC-12`. */
export const findIncident = (ctx: Pick<Ctx, 'db'>, { id }: IncidentRef): Promise<Incident> =>
  /^INC-/i.test(id) ? getIncidentByNumber(ctx.db, Number(id.slice('INC-'.length))) : getIncident(ctx.db, id)

/** An incident with everything that belongs to it. */
export async function readIncident(ctx: Pick<Ctx, 'db' | 'actor'>, ref: IncidentRef): Promise<IncidentDetail> {
  const incident = await findIncident(ctx, ref)
  const [alerts, entries] = await Promise.all([listAlerts(ctx.db, incident.id), listEntries(ctx.db, incident.id)])
  if (!may(ctx.actor, 'read-money')) return { incident, alerts, entries: entries.map((entry) => ({ ...entry, money: null })) }
  return { incident, alerts, entries, ledger: await listLedger(ctx.db, incident.id) }
}
