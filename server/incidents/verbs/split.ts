import type { Db } from '@/db/client'
import type { Alert } from '@/server/alerts/model'
import type { Ctx, Tx } from '@/server/context'
import type { Incident, Split } from '../model'
import { findByRef, insertIncident, lastActor, listAlerts, lockIncidents, saveIfStill, titlesOf } from '../queries'
import { told } from '../recording'
import { mustBePart, mustSplit } from '../rules/placing'
import { changedMeanwhile } from '../rules/refusals'
import { failing, graver } from '../rules/words'
import { mustBeWhole } from '../whole'

/**
 * Makes an incident of some alerts of another, or parts what was merged into it again. What it is made of goes there with its loss, from when
 * it began; it stands as the other does: acknowledged by whom that was, and paged for if nobody has. Answers the incident that was made.
 */
export async function split(ctx: Ctx, { id, alerts, incident, title }: Split): Promise<Incident> {
  const partId = incident === undefined ? null : (await findByRef(ctx.db, incident)).id
  return ctx.transaction((tx) => (partId === null ? takeOut(ctx, tx, id, new Set(alerts), title) : part(ctx, tx, id, partId)))
}

async function takeOut(ctx: Ctx, tx: Tx, id: string, chosen: ReadonlySet<string>, title: string | undefined): Promise<Incident> {
  const { db, actor } = tx
  const at = ctx.clock.now()
  const whole = (await lockIncidents(db, [id])).get(id)
  if (!whole) throw new Error('An incident that was locked is not there.')
  await mustBeWhole(db, whole, 'split')
  const all = await listAlerts(db, id)
  const about = new Set(all.filter((alert) => chosen.has(alert.id)).map(({ fingerprint }) => fingerprint))
  const taken = all.filter(({ fingerprint }) => about.has(fingerprint))
  mustSplit(whole, taken, all)
  const [first, ...others] = taken
  if (!first) throw new Error('Nothing was taken.')
  const made = await insertIncident(db, {
    ...standingOf(whole),
    id: ctx.ids.next(),
    title: title ?? (await titleFor(db, taken)),
    severity: others.reduce((severity, alert) => graver(severity, alert.severity), first.severity),
    serviceId: first.serviceId,
    startedAt: first.startedAt,
    openedAt: at,
    resolvedAt: null,
    endedAt: null,
    resolvedBy: null,
    resolvedById: null,
    proven: true,
    reason: null,
    cause: null,
    openedBy: actor.name,
    escalations: [],
    mergedInto: null,
    splitAlerts: taken.map((alert) => alert.id),
  })
  const kept = await touched(db, whole)
  const count = about.size === 1 ? 'one alert' : `${about.size} alerts`
  await told(ctx, tx, {
    incident: made,
    was: null,
    at,
    action: 'split',
    kind: 'split',
    says: `split it from INC-${whole.number}`,
    detail: `${count}, and what they cost from when they began`,
  })
  await told(ctx, tx, {
    incident: kept,
    was: whole,
    at,
    action: 'split-off',
    kind: 'split',
    says: `split ${count} off to INC-${made.number}`,
    detail: made.title,
  })
  return made
}

async function part(ctx: Ctx, tx: Tx, id: string, partId: string): Promise<Incident> {
  const { db } = tx
  const at = ctx.clock.now()
  const held = await lockIncidents(db, [...new Set([id, partId])])
  const [whole, was] = [held.get(id), held.get(partId)]
  if (!whole || !was) throw new Error('Incidents that were locked are not there.')
  mustBePart(was, whole, await lastActor(db, partId, 'split'))
  await mustBeWhole(db, whole, 'split')
  mustSplit(whole, [was], [whole, was])
  const saved = await saveIfStill(
    db,
    { id: partId, state: was.state },
    {
      ...standingOf(whole),
      mergedInto: null,
      resolvedAt: null,
      resolvedBy: null,
      resolvedById: null,
      endedAt: null,
      proven: true,
      reason: null,
    },
  )
  if (!saved) throw changedMeanwhile(was, null, 'it was moved')
  const kept = await touched(db, whole)
  await told(ctx, tx, { incident: saved, was, at, action: 'split', kind: 'split', says: `split it from INC-${whole.number} again` })
  await told(ctx, tx, {
    incident: kept,
    was: whole,
    at,
    action: 'split-off',
    kind: 'split',
    says: `split INC-${was.number} off again`,
    detail: was.title,
  })
  return saved
}

/** Whoever splits it has looked at it: what is made of it begins where it stands. */
const standingOf = ({
  state,
  acknowledgedAt,
  acknowledgedBy,
  acknowledgedById,
  mitigatedAt,
  mitigatedBy,
  assignee,
  assigneeId,
}: Incident) => ({ state, acknowledgedAt, acknowledgedBy, acknowledgedById, mitigatedAt, mitigatedBy, assignee, assigneeId })

async function touched(db: Db, whole: Incident): Promise<Incident> {
  const kept = await saveIfStill(db, { id: whole.id, state: whole.state }, { severity: whole.severity })
  if (!kept) throw changedMeanwhile(whole, null, 'it was moved')
  return kept
}

async function titleFor(db: Db, taken: readonly Alert[]): Promise<string> {
  const titles = await titlesOf(db, taken)
  const [first] = titles
  return titles.length === 1 && first
    ? failing(first)
    : `${titles.slice(0, 3).join(', ')}${titles.length > 3 ? ' and more' : ''} are failing`
}
