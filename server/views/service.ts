import { listIncidentsOfService } from '../incidents/queries'
import type { Answer } from '../kernel/answers'
import { notFound } from '../kernel/errors'
import type { ServiceDetailAnswer } from '../live/answers'
import type { ServiceRow } from '../live/rows'
import { serviceRow } from '../live/topics/services'
import type { ServiceState, World } from '../pipeline/model'
import type { PageContext } from '../web/page-context'
import { windowsOf } from './availability'
import { atStake, checksShown, partOf } from './incident-parts'
import { plannedFor } from './maintenance'
import { mapped, reader } from './section'

const HISTORY = 20

/** A service by its id or its name, and what stands next to it. */
export function serviceDetail(world: World, idOrName: string): Answer<typeof ServiceDetailAnswer> {
  const state = stateOf(world, idOrName)
  const service = serviceRow(world, state)
  const neededBy = [...world.services.values()]
    .filter(({ service: other }) => other.dependsOn.includes(service.id))
    .map(({ service: { id, title } }) => ({ id, title }))
  return { service, checks: checksShown(world, service.checkIds), neededBy }
}

/** A service on a page of its own: where it stands, its checks, how available it was, its incidents, what hangs on it. */
export async function serviceView(ctx: PageContext, idOrName: string) {
  const { world, app, actor, db, clock, rights, log } = ctx
  const now = clock.now()
  const { service, checks, neededBy } = serviceDetail(world, idOrName)
  const read = reader({ clock, log })
  const [tallies, incidents] = await Promise.all([
    read('the availability of services', app.availability.of('service')),
    read('former incidents', listIncidentsOfService(db, service.id, HISTORY)),
  ])
  const windows = tallies.kind === 'ready' ? tallies.value.get(service.id) : undefined
  const streams = [...world.streams.values()].filter(({ dependence }) => (dependence[service.id] ?? 0) > 0)
  return {
    services: { ...app.mirror.snapshot<ServiceRow>('services', actor), items: [service] },
    checks: partOf(checks),
    neededBy,
    planned: plannedFor(world, world.checksOf.get(service.id) ?? [], now),
    availability: windows ? windowsOf(windows) : null,
    incidents: mapped(incidents, (former) =>
      former.map(({ id, number, title, state, severity, startedAt, endedAt, proven, cause }) => ({
        id,
        number,
        title,
        state,
        severity,
        startedAtMs: startedAt.getTime(),
        repairMs: proven && endedAt ? endedAt.getTime() - startedAt.getTime() : null,
        cause,
      })),
    ),
    stake: rights.has('read-money')
      ? {
          base: world.currencies.base,
          perHourMinor: atStake(world, now)[service.id] ?? 0,
          streams: streams.map(({ id, title, dependence }) => ({ id, title, share: dependence[service.id] ?? 0 })),
          opportunities: [...world.opportunities.values()]
            .filter(({ opportunity }) => opportunity.journeys.some(({ id }) => id === service.id || service.checkIds.includes(id)))
            .map(({ opportunity: { id, title, valueMinor, currency } }) => ({ id, title, valueMinor, currency })),
        }
      : null,
  }
}

function stateOf(world: World, idOrName: string): ServiceState {
  const state = world.services.get(idOrName) ?? [...world.services.values()].find(({ service }) => service.name === idOrName)
  if (!state) throw notFound('service', idOrName)
  return state
}
