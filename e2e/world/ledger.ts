import type { Outage } from './by-hand'
import type { World } from './start-world'

/** When which service did not work, as the alerts say it. What is not critical only degrades its service, as does what is slow. */
export async function outagesIn({ sql }: World): Promise<readonly Outage[]> {
  const rows = await sql<{ service: string; startedAt: Date; endedAt: Date; condition: string; critical: boolean }[]>`
    select s.name as service, a.started_at as "startedAt", a.ended_at as "endedAt", a.condition, c.critical
    from alerts a join checks c on c.id = a.check_id join services s on s.id = a.service_id`
  return rows.map(({ service, startedAt, endedAt, condition, critical }) => ({
    service,
    fromMs: startedAt.getTime(),
    toMs: endedAt.getTime(),
    severity: critical && condition === 'down' ? 1 : 0.25,
  }))
}

const LOST = 'extract(epoch from l.to_at - l.from_at)::double precision / 3600 * l.baseline_per_hour_minor * l.factor * l.fraction'

/** What the ledger holds of each stream, in pence, not rounded. */
export async function ledgerByStream({ sql }: World): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ name: string; lost: number }[]>`
    select s.name, sum(${sql.unsafe(LOST)}) as lost from loss_segments l join streams s on s.id = l.stream_id group by s.name`
  return new Map(rows.map(({ name, lost }) => [name, lost]))
}

/** What the ledger holds of each incident, in pence, not rounded. */
export async function ledgerByIncident({ sql }: World): Promise<readonly { readonly number: number; readonly lost: number }[]> {
  return await sql<{ number: number; lost: number }[]>`
    select i.number, coalesce(sum(${sql.unsafe(LOST)}), 0) as lost
    from incidents i left join loss_segments l on l.incident_id = i.id group by i.number order by i.number`
}
