import type { Policy } from '../model'

/** Which policy an incident follows, and in a sentence what is amiss when it is not one of its own. */
export type Route = { readonly policy: Policy | null; readonly finding: string | null }

/** What routes are found in. */
export type Routes = {
  /** The name of the policy of a team; null when it has none, undefined when there is no such team. */
  policyOfTeam(team: string): string | null | undefined
  policy(name: string): Policy | undefined
  /** The policy of last resort, by name. */
  readonly lastResort: string | null
}

/** Service owner (team) → policy (ALR-15); where that leads nowhere, the policy of last resort, and a finding that says why. */
export function routeOf(service: { readonly title: string; readonly owner: string | null } | null, routes: Routes): Route {
  const astray = (why: string): Route => {
    const policy = routes.lastResort === null ? undefined : routes.policy(routes.lastResort)
    return {
      policy: policy ?? null,
      finding: `${why}; ${policy ? `the policy of last resort ${policy.name} is followed` : 'there is no policy of last resort either'}`,
    }
  }
  if (!service) return astray('The incident is of no service')
  if (service.owner === null) return astray(`${service.title} has no owner`)
  const name = routes.policyOfTeam(service.owner)
  if (name === undefined) return astray(`${service.title} is owned by ${service.owner}, which is no team here`)
  if (name === null) return astray(`The team ${service.owner} has no policy`)
  const policy = routes.policy(name)
  return policy ? { policy, finding: null } : astray(`The team ${service.owner} names the policy ${name}, which does not exist`)
}
