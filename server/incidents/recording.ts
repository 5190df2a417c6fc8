import type { Ctx, Tx } from '@/server/context'
import type { Entry, EntryKind, Incident } from './model'
import { insertEntry } from './queries'

/** What is compared in the audit log: the fields that people move. */
const MOVED = ['title', 'severity', 'state', 'assignee', 'cause', 'reason', 'proven', 'mergedInto'] as const

export type Deed = {
  readonly incident: Incident
  /** As it stood before; null when it did not exist. */
  readonly was: Incident | null
  readonly at: Date
  /** The audit action after `incident.`. */
  readonly action: string
  readonly kind: EntryKind
  readonly says: string
  readonly detail?: string | null
}

/** Writes what somebody did to an incident: into its timeline, the audit log, and on to the engine and every screen. */
export async function told(
  ctx: Pick<Ctx, 'ids'>,
  { db, actor, record, audit }: Tx,
  { incident, was, at, action, kind, says, detail = null }: Deed,
): Promise<void> {
  const entry: Entry = {
    id: ctx.ids.next(),
    incidentId: incident.id,
    at,
    kind,
    says,
    detail,
    money: null,
    actor: actor.name,
    checkId: null,
  }
  await insertEntry(db, entry)
  const changed = MOVED.filter((field) => was?.[field] !== incident[field])
  await audit({
    action: `incident.${action}`,
    subject: { id: incident.id, name: `INC-${incident.number}` },
    ...(was && changed.length > 0 && { before: Object.fromEntries(changed.map((field) => [field, was[field]])) }),
    after: changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, incident[field]])) : { says },
  })
  if (incident.version !== was?.version) await record({ kind: 'incident-stored', incident })
  await record({ kind: 'entry', entry })
}
