import { costsOf } from '../impact/rules/costs'
import { wholeOf } from '../incidents/rules/placing'
import type { IncidentRow, ServiceRow, StripRow } from '../live/rows'
import { placesOf, type QueuePlace, rowOf } from '../live/topics/incidents'
import type { PageContext } from '../web/page-context'
import { packedAvailability } from './availability'
import { atStake, checksShown, escalationOf, partOf, riskSnapshot, timelineOf, whoWorks } from './incident-parts'
import { countsByStatus } from './rules/checks-table'
import {
  type Counted,
  inOrder,
  isOpenFilter,
  isPlacedWanted,
  isPlacing,
  isWanted,
  type QueueFilter,
  RENDERED_INCIDENTS,
  readQueue,
} from './rules/queue'
import { namesOfServices, type ServiceChoice } from './rules/service-names'
import { arrangeServices, ownersOf, RENDERED_SERVICES, readMatrix, renderedOf } from './rules/services-matrix'
import { reader } from './section'

/** Checks of services that are down which are rendered on the server; the rest comes by socket. */
const RENDERED_CHECKS = 60
/** Services that are offered to choose from at once; of more the rest is asked for by the screen. */
const RENDERED_CHOICES = 500

/** The queue as it was asked for, with the incident that the address names, if it names one. In a storm what a screen shows first; the socket brings the rest. */
export async function operationsQueue(ctx: PageContext, address: URLSearchParams) {
  const { app, actor, world, clock } = ctx
  const all = placesOf(world).filter(({ id }) => !world.incidents.get(id)?.mergedInto)
  const selected = address.get('incident')
  const found = [...world.incidents.values()].find(
    ({ id, number }) => selected !== null && (id === selected || `INC-${number}` === selected.toUpperCase()),
  )
  // The link of what was merged into another leads to that.
  const namedId = found && wholeOf(found.id, world.incidents)
  const named = all.find(({ id }) => id === namedId)
  const [who, timeline, escalation] = await Promise.all([
    whoWorks(ctx),
    named ? timelineOf(ctx, named.id) : null,
    named ? escalationOf(ctx, named.id, true) : null,
  ])
  const risk = riskSnapshot(ctx)
  const asked = readQueue(address)
  const costs = risk?.items[0] && costsOf(risk.items[0], clock.now().getTime())
  const groups = inOrder(wantedOf(all, asked, ctx, clock.now().getTime()), (id) => costs?.get(id)?.perHourMinor ?? 0)
  const first = groups.flatMap(({ rows }) => rows).slice(0, RENDERED_INCIDENTS)
  const shown = named ? [named] : first.filter(({ state }) => state !== 'resolved').slice(0, 3)
  const rowsOf = (places: Iterable<QueuePlace>) => [...places].flatMap(({ id }) => rowOf(world, id) ?? [])
  const checks = new Set(rowsOf(shown).flatMap((row) => row.checks.map(({ checkId }) => checkId)))
  return {
    ...who,
    incidents:
      all.length <= RENDERED_INCIDENTS
        ? app.mirror.snapshot<IncidentRow>('incidents', actor)
        : partOf(rowsOf(new Set([...first, ...shown]))),
    counted: {
      asked,
      total: all.length,
      open: all.filter(({ state }) => state !== 'resolved').length,
      groups: Object.fromEntries(groups.map(({ group, rows }) => [group, rows.length])),
    } satisfies Counted,
    checks: partOf(checksShown(world, checks)),
    risk,
    services: serviceChoices(ctx, asked.service, rowsOf(new Set([...first, ...shown]))),
    serviceCount: world.services.size,
    watched: world.checks.size,
    escalation,
    timeline: named && timeline ? { incidentId: named.id, ...timeline } : null,
  }
}

/** What services are called: all, or of many those that the first screen speaks of. */
function serviceChoices({ world }: PageContext, asked: string | null, rows: readonly IncidentRow[]): readonly ServiceChoice[] {
  const all = namesOfServices(world)
  if (all.length <= RENDERED_CHOICES) return all
  const spoken = new Set(rows.map(({ serviceId }) => serviceId))
  return all.filter(({ id, name }) => name === asked || spoken.has(id))
}

/** Those that were asked for. Whole rows are made only of those whose place is wanted, and only where more than the place is asked for. */
function wantedOf(all: readonly QueuePlace[], asked: QueueFilter, { world, actor }: PageContext, nowMs: number): readonly QueuePlace[] {
  if (isOpenFilter(asked)) return all
  const service = [...world.services.values()].find(({ service: { name } }) => name === asked.service)?.service
  const asker = { personId: actor.id, nowMs, serviceId: service?.id ?? null }
  const placed = all.filter((place) => isPlacedWanted(place, asked))
  if (isPlacing(asked)) return placed
  return placed.filter(({ id }) => {
    const row = rowOf(world, id)
    return row && isWanted(row, asked, asker)
  })
}

/** The services with their checks and how available they were: what is visible first is rendered here, the rest comes over the socket. */
export async function operationsMatrix(ctx: PageContext, address: URLSearchParams) {
  const { app, actor, world, clock, log, rights } = ctx
  const all = app.mirror.snapshot<ServiceRow>('services', actor)
  const tallies = await reader({ clock, log })('the availability of services', app.availability.of('service'))
  const asked = readMatrix(address)
  const matching = arrangeServices(all.items, asked)
  const whole = all.items.length <= RENDERED_SERVICES
  const shown = renderedOf(matching, address.get('service'))
  const failing = shown.filter(({ status }) => status === 'down')
  return {
    services: whole ? all : partOf(shown),
    total: all.items.length,
    asked,
    matching: matching.length,
    counts: countsByStatus(all.items),
    owners: ownersOf(all.items),
    strips: whole ? app.mirror.snapshot<StripRow>('strips', actor) : partOf<StripRow>([]),
    checks: partOf(checksShown(world, failing.flatMap(({ checkIds }) => checkIds).slice(0, RENDERED_CHECKS))),
    availability: tallies.kind === 'ready' ? packedAvailability(whole ? tallies.value : only(tallies.value, shown)) : null,
    incidents: [...world.incidents.values()].filter(({ state }) => state !== 'resolved').length,
    stakes: rights.has('read-money') ? { base: world.currencies.base, byService: atStake(world, clock.now()) } : null,
  }
}
const only = <Value>(all: ReadonlyMap<string, Value>, of: readonly { readonly id: string }[]): ReadonlyMap<string, Value> =>
  new Map(of.flatMap(({ id }) => (all.has(id) ? [[id, all.get(id) as Value]] : [])))

export type MatrixView = Awaited<ReturnType<typeof operationsMatrix>>
