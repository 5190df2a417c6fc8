import type { IncidentRow, ServiceRow, StripRow } from '../live/rows'
import type { PageContext } from '../web/page-context'
import { windowsOf } from './availability'
import { atStake, checksShown, partOf, riskSnapshot, timelineOf, whoWorks } from './incident-parts'
import { reader } from './section'

/** Services of the matrix whose bars are rendered on the server, and checks of those that are down; the rest comes by socket. */
const RENDERED = 60

/** The queue with the incident that the address names, if it names one. */
export async function operationsQueue(ctx: PageContext, selected: string | undefined) {
  const { app, actor, world } = ctx
  const incidents = app.mirror.snapshot<IncidentRow>('incidents', actor)
  const row = incidents.items.find(
    ({ id, number }) => selected !== undefined && (id === selected || `INC-${number}` === selected.toUpperCase()),
  )
  const [who, timeline] = await Promise.all([whoWorks(ctx), row ? timelineOf(ctx, row.id) : null])
  const shown = row ? [row] : incidents.items.filter(({ state }) => state !== 'resolved').slice(0, 3)
  const checks = partOf(checksShown(world, new Set(shown.flatMap((each) => each.checks.map(({ checkId }) => checkId)))))
  return {
    ...who,
    incidents,
    checks,
    risk: riskSnapshot(ctx),
    services: [...world.services.values()].map(({ service: { id, name, title } }) => ({ id, name, title })),
    watched: world.checks.size,
    timeline: row && timeline ? { incidentId: row.id, ...timeline } : null,
  }
}

/** Every service with its checks, and how available it was. */
export async function operationsMatrix(ctx: PageContext) {
  const { app, actor, world, clock, log, rights } = ctx
  const services = app.mirror.snapshot<ServiceRow>('services', actor)
  const tallies = await reader({ clock, log })('the availability of services', app.availability.of('service'))
  const failing = services.items.filter(({ status }) => status === 'down')
  return {
    services,
    strips: services.items.length > RENDERED ? partOf([]) : app.mirror.snapshot<StripRow>('strips', actor),
    checks: partOf(checksShown(world, failing.flatMap(({ checkIds }) => checkIds).slice(0, RENDERED))),
    availability: tallies.kind === 'ready' ? Object.fromEntries([...tallies.value].map(([id, windows]) => [id, windowsOf(windows)])) : null,
    incidents: app.mirror.snapshot<IncidentRow>('incidents', actor).items.filter(({ state }) => state !== 'resolved').length,
    stakes: rights.has('read-money') ? { base: world.currencies.base, byService: atStake(world, clock.now()) } : null,
  }
}
