import { routesOf } from '../../alerts/rules/directory'
import { type Routes, routeOf } from '../../alerts/rules/routing'
import type { Service } from '../../catalogue/model'
import type { World } from '../../pipeline/model'
import type { AstrayRow, RouteRow } from '../rows'
import { defineTopic } from './topic'

/** So many findings are told in words; who wants all looks at the routes. */
const FINDINGS_TOLD = 5

/** Which policy an incident of each service follows, and what is amiss where it is none of its own (ALR-15). */
export const routes = defineTopic<RouteRow>({
  kind: 'routes',
  keyed: false,
  right: 'read',
  all: (world) => [...world.services.values()].map(({ service }) => routeRow(routesOf(world.routing), service)),
  touched: (_world, cause) => (cause.kind === 'catalogue' ? 'all' : []),
  item(world, id) {
    const service = world.services.get(id)?.service
    return service && routeRow(routesOf(world.routing), service)
  },
})

/** How many of them have something amiss, in one row, however many they are; none while all is well. */
export const astray = defineTopic<AstrayRow>({
  kind: 'astray',
  keyed: false,
  right: 'read',
  all: (world) => astrayOf(world),
  touched: (_world, cause) => (cause.kind === 'catalogue' ? 'all' : []),
  item: (world) => astrayOf(world)[0],
})

function astrayOf({ routing, services }: World): readonly AstrayRow[] {
  const known = routesOf(routing)
  const findings = [...services.values()].flatMap(({ service }) => routeOf(service, known).finding ?? [])
  return findings.length > 0 ? [{ id: 'astray', count: findings.length, findings: findings.slice(0, FINDINGS_TOLD) }] : []
}

function routeRow(known: Routes, service: Service): RouteRow {
  const { policy, finding } = routeOf(service, known)
  const { id, name, title, tier, owner } = service
  return { id, name, title, tier, team: owner, policy: policy?.name ?? null, finding }
}
