import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { Severity } from '../../checks/model'
import type { Answer } from '../../kernel/answers'
import type { ListedAlertAnswer } from '../answers'
import type { Alert, ListAlerts, SignalAlert } from '../model'

/** An alert with the names of what it is about, as they are now; null for what has none. */
export type ListedAlert = Answer<typeof ListedAlertAnswer>

/** The newest first, by when they began: instants and ids never change, so pages neither skip nor repeat. */
export async function listAlerts(
  db: Db,
  { states, severities, conditions, service, check, source, channel, before, limit }: ListAlerts,
): Promise<readonly ListedAlert[]> {
  const wanted: (SQL | undefined)[] = [
    states?.length === 1 ? (states[0] === 'open' ? sql`a.ended_at is null` : sql`a.ended_at is not null`) : undefined,
    severities && sql`a.severity in ${severities}`,
    conditions && sql`a.condition in ${conditions}`,
    service === undefined ? undefined : sql`a.service_id = (select id from services where name = ${service} and removed_at is null)`,
    check === undefined ? undefined : sql`a.check_id = (select id from checks where name = ${check} and removed_at is null)`,
    source === undefined ? undefined : sql`a.signal is not null and a.source = ${source}`,
    channel === undefined ? undefined : toldBy(channel, sql`a.incident_id`),
    before && sql`(a.started_at, a.id) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
  ]
  const found = await db.execute<Row>(sql`
    select a.*, c.name as check_name, c.title as check_title, s.name as service_name, s.title as service_title, i.number
    from (
      select * from alerts a where ${sql.join([sql`true`, ...wanted.filter((one) => one !== undefined)], sql` and `)}
      order by a.started_at desc, a.id desc limit ${limit}
    ) a
    join incidents i on i.id = a.incident_id
    left join checks c on c.id = a.check_id
    left join services s on s.id = a.service_id
    order by a.started_at desc, a.id desc`)
  return found.map(listed)
}

/** Whether an incident was told by a channel. */
export const toldBy = (channel: string, incidentId: SQL): SQL =>
  sql`exists (select from notices n where n.incident_id = ${incidentId} and n.channel = ${channel})`

type Row = {
  [column: string]: unknown
  id: string
  check_id: string | null
  check_name: string | null
  check_title: string | null
  service_id: string | null
  service_name: string | null
  service_title: string | null
  incident_id: string
  number: number
  severity: Severity
  condition: Alert['condition']
  started_at: string
  opened_at: string
  ended_at: string | null
  blind_from_at: string | null
  cause_service_id: string | null
  says: string
  signal: SignalAlert['signal'] | null
}

const listed = (row: Row): ListedAlert => ({
  id: row.id,
  state: row.ended_at === null ? 'open' : 'ended',
  severity: row.severity,
  condition: row.condition,
  says: row.says,
  check: named(row.check_id, row.check_name, row.check_title),
  service: named(row.service_id, row.service_name, row.service_title),
  incidentId: row.incident_id,
  incidentNumber: row.number,
  startedAt: new Date(row.started_at),
  openedAt: new Date(row.opened_at),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  blindFromAt: row.blind_from_at === null ? null : new Date(row.blind_from_at),
  causeServiceId: row.cause_service_id,
  signal: row.signal,
})

const named = (id: string | null, name: string | null, title: string | null) =>
  id === null || name === null || title === null ? null : { id, name, title }
