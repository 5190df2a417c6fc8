import type { Routing } from '../alerts/model'
import type { PagingContext } from '../alerts/rules/decision'
import { directoryOf, routesOf } from '../alerts/rules/directory'
import { paceOf } from '../alerts/rules/pace'
import { type Directory, reachAll } from '../alerts/rules/reach'
import { routeOf } from '../alerts/rules/routing'
import type { Incident } from '../incidents/model'
import type { World } from './model'
import { isDown } from './ways'

/** Made once for what is declared, which is asked for every incident of a storm. It reads which channels are down when it is asked. */
const directories = new WeakMap<World, { readonly routing: Routing; readonly directory: Directory }>()

function directoryIn(world: World): Directory {
  const { routing } = world
  const known = directories.get(world)
  if (known?.routing === routing) return known.directory
  const directory = directoryOf(routing, isDown(world))
  directories.set(world, { routing, directory })
  return directory
}

/** By which policy, how fast and by which ways people are told of an incident, as the world stands. `lossPerHour` in minor units of the base. */
export function waysOf(
  world: World,
  { serviceId }: Pick<Incident, 'serviceId'>,
  lossPerHour: number,
): Pick<PagingContext, 'route' | 'pace' | 'reach' | 'lastResort'> {
  const { routing, rules, services } = world
  const routes = routesOf(routing)
  const route = routeOf(services.get(serviceId ?? '')?.service ?? null, routes)
  const directory = directoryIn(world)
  return {
    route,
    pace: route.policy?.pace === 'as-written' ? 1 : paceOf(lossPerHour, rules.waterlinePerHourMinor),
    reach: (targets, at) => reachAll(targets, directory, at),
    lastResort: routes.policy(routing.lastResort ?? '')?.steps.flatMap(({ tell }) => tell) ?? [],
  }
}
