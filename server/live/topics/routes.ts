import { routesOf } from '../../alerts/rules/directory'
import { routeOf } from '../../alerts/rules/routing'
import type { Service } from '../../catalogue/model'
import type { World } from '../../pipeline/model'
import type { RouteRow } from '../rows'
import { defineTopic, type Topic } from './topic'

/** Which policy an incident of each service follows, and what is amiss where it is none of its own (ALR-15). */
export const routes = defineTopic<RouteRow>(routesWhere('routes', () => true))

/** Those of them where something is amiss. */
export const astray = defineTopic<RouteRow>(routesWhere('astray', ({ finding }) => finding !== null))

function routesWhere(kind: string, isShown: (row: RouteRow) => boolean): Topic<RouteRow> {
  return {
    kind,
    keyed: false,
    right: 'read',
    all: (world) => [...world.services.values()].map(({ service }) => routeRow(world, service)).filter(isShown),
    touched: (_world, cause) => (cause.kind === 'catalogue' ? 'all' : []),
    item(world, id) {
      const service = world.services.get(id)?.service
      const row = service && routeRow(world, service)
      return row && isShown(row) ? row : undefined
    },
  }
}

function routeRow({ routing }: World, service: Service): RouteRow {
  const { policy, finding } = routeOf(service, routesOf(routing))
  const { id, name, title, tier, owner } = service
  return { id, name, title, tier, team: owner, policy: policy?.name ?? null, finding }
}
