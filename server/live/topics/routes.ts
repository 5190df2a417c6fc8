import { routesOf } from '../../alerts/rules/directory'
import { routeOf } from '../../alerts/rules/routing'
import type { Service } from '../../catalogue/model'
import type { World } from '../../pipeline/model'
import type { RouteRow } from '../rows'
import { defineTopic } from './topic'

/** Which policy an incident of each service follows, and what is amiss where it is none of its own (ALR-15). */
export const routes = defineTopic<RouteRow>({
  kind: 'routes',
  keyed: false,
  right: 'read',
  all: (world) => [...world.services.values()].map(({ service }) => routeRow(world, service)),
  touched: (_world, cause) => (cause.kind === 'catalogue' ? 'all' : []),
  item(world, id) {
    const service = world.services.get(id)?.service
    return service && routeRow(world, service)
  },
})

function routeRow({ routing }: World, service: Service): RouteRow {
  const { policy, finding } = routeOf(service, routesOf(routing))
  const { id, name, title, tier, owner } = service
  return { id, name, title, tier, team: owner, policy: policy?.name ?? null, finding }
}
