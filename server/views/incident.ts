import { may } from '../access/model'
import { lostOf } from '../impact/rules/accrual'
import { rateOf } from '../impact/rules/currency'
import type { Incident, IncidentRef } from '../incidents/model'
import { listAlerts, listLedger } from '../incidents/queries'
import { findIncident } from '../incidents/verbs/read-incident'
import { Refusal } from '../kernel/errors'
import type { IncidentRow } from '../live/rows'
import { creditsMadeDue } from '../live/topics/contracts-of'
import { incidentRow } from '../live/topics/incidents'
import type { PageContext } from '../web/page-context'
import { checksShown, escalationOf, partOf, riskSnapshot, timelineOf, whoWorks } from './incident-parts'
import { reader } from './section'

/** One incident on a page of its own: also one that ended long ago, which only Postgres still knows. */
export async function incidentView(ctx: PageContext, ref: IncidentRef) {
  const { app, actor, world } = ctx
  const held = inMirror(ctx, ref)
  const row = held ?? (await stored(ctx, ref))
  const [who, timeline, escalation, took] = await Promise.all([
    whoWorks(ctx),
    timelineOf(ctx, row.id),
    escalationOf(ctx, row.id, held !== undefined),
    held ? null : tookOf(ctx, row.id),
  ])
  return {
    ...who,
    row,
    /** What the screen keeps current; null for one that ended so long ago that nothing is told of it any more. */
    incidents: held ? { ...app.mirror.snapshot<IncidentRow>('incidents', actor), items: [held] } : null,
    checks: partOf(
      checksShown(
        world,
        row.checks.map(({ checkId }) => checkId),
      ),
    ),
    risk: held ? riskSnapshot(ctx) : null,
    took,
    credits:
      row.state === 'resolved' && may(actor, 'read-money')
        ? creditsMadeDue(world, { ...row, endedAtMs: row.endedAtMs ?? row.resolvedAtMs ?? row.startedAtMs })
        : [],
    escalation,
    service: row.serviceId ? (world.services.get(row.serviceId)?.service.name ?? null) : null,
    timeline: timeline ? { incidentId: row.id, ...timeline } : null,
  }
}

const inMirror = ({ app, actor }: PageContext, { id }: IncidentRef): IncidentRow | undefined =>
  app.mirror.snapshot<IncidentRow>('incidents', actor).items.find((row) => row.id === id || `INC-${row.number}` === id.toUpperCase())

async function stored(ctx: PageContext, ref: IncidentRef): Promise<IncidentRow> {
  const found = await reader(ctx)('the incident', findWithAlerts(ctx, ref))
  if (found.kind === 'missing') throw new Refusal('unavailable', found.says)
  return incidentRow(ctx.world, found.value.incident, found.value.alerts)
}

async function findWithAlerts(ctx: PageContext, ref: IncidentRef) {
  const incident: Incident = await findIncident(ctx, ref)
  return { incident, alerts: await listAlerts(ctx.db, incident.id) }
}

/** What an incident that is over took, in the base currency; null for those who may not see it. */
async function tookOf({ db, actor, world, clock, log }: PageContext, incidentId: string) {
  if (!may(actor, 'read-money')) return null
  const ledger = await reader({ clock, log })('what the incident took', listLedger(db, incidentId))
  if (ledger.kind === 'missing') return null
  const nowMs = clock.now().getTime()
  const lines = [...Map.groupBy(ledger.value, ({ streamId }) => streamId)].map(([streamId, segments]) => {
    const stream = world.streams.get(streamId)
    return {
      id: streamId,
      title: stream?.title ?? 'A stream that was removed',
      lostMinor: lostOf(segments, nowMs) * (stream ? (rateOf(stream.currency, world.currencies) ?? 0) : 1),
    }
  })
  return { base: world.currencies.base, lines, lostMinor: lines.reduce((sum, { lostMinor }) => sum + lostMinor, 0) }
}
