import { z } from 'zod'
import { directoryOf, routesOf } from '../alerts/rules/directory'
import { reachability } from '../alerts/rules/reach'
import { routeOf } from '../alerts/rules/routing'
import type { Service } from '../catalogue/model'
import { SEVERITIES } from '../checks/model'
import type { Answer } from '../kernel/answers'
import { notFound } from '../kernel/errors'
import { InstantInput, Name } from '../kernel/inputs'
import type { World } from '../pipeline/model'
import { rehearse } from '../pipeline/rehearsal'
import { isDown } from '../pipeline/ways'
import type { RehearsalAnswer } from '../views/answers'
import type { WebCtx } from './handle'

export const RehearsalInput = z.strictObject({
  service: Name.meta({ description: 'The name of a service; with `owner`, also of one that is not there yet.' }),
  severity: z.enum(SEVERITIES).default('critical'),
  at: InstantInput.optional().meta({ description: 'Now, unless said.' }),
  owner: z.string().max(120).optional().meta({ description: 'As if this team answered for it; empty for nobody.' }),
  policy: Name.optional().meta({ description: 'As if its team followed this policy.' }),
})

/** Who would be told if a service failed, and nobody answered. Nothing is told, and what is only supposed is not kept. */
export function readRehearsal(
  { clock, web: { app } }: WebCtx,
  { service: name, severity, at, owner, policy }: z.infer<typeof RehearsalInput>,
): Answer<typeof RehearsalAnswer> {
  const now = at ?? clock.now()
  const { world, service } = supposed(app.mirror.world, { name, owner, policy })
  const { routing } = world
  const route = routeOf(service, routesOf(routing))
  const lastResort = routing.policies.find((one) => one.name === routing.lastResort)?.steps.flatMap(({ tell }) => tell) ?? []
  const reached = route.policy && reachability(route.policy, lastResort, directoryOf(routing, isDown(world)), now)
  return {
    ...rehearse(world, { serviceId: service.id, severity }, now),
    route: {
      team: service.owner,
      policy: route.policy?.name ?? null,
      policyTitle: route.policy ? (route.policy.title ?? route.policy.name) : null,
      finding: route.finding,
      verdict: reached?.verdict ?? 'nobody',
      says: reached?.says ?? 'Nobody would hear of an incident: no policy says whom to tell.',
    },
  }
}

/** No service has it. */
const SUPPOSED = 'supposed'

type Supposing = { readonly name: string; readonly owner: string | undefined; readonly policy: string | undefined }

/** The world as it would be; the one that is stays as it is. */
function supposed(world: World, { name, owner, policy }: Supposing): { readonly world: World; readonly service: Service } {
  const found = [...world.services.values()].find((one) => one.service.name === name)
  if (!found && owner === undefined) throw notFound('service', name)
  const known = found?.service ?? {
    id: SUPPOSED,
    name,
    title: 'The new service',
    tier: 2,
    owner: null,
    dependsOn: [],
    runbook: null,
    source: 'api',
    version: 1,
  }
  const service = owner === undefined ? known : { ...known, owner: owner === '' ? null : owner }
  const teams = world.routing.teams.map((team) => (policy !== undefined && team.name === service.owner ? { ...team, policy } : team))
  const services = new Map(world.services).set(service.id, { status: 'unknown', spans: [], ...found, service })
  return { service, world: { ...world, services, routing: { ...world.routing, teams } } }
}
