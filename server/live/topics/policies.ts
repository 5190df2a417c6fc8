import type { Policy } from '../../alerts/model'
import { reachingAhead } from '../../alerts/rules/ahead'
import { directoryOf } from '../../alerts/rules/directory'
import { targetName } from '../../alerts/rules/reach'
import type { World } from '../../pipeline/model'
import { isDown } from '../../pipeline/ways'
import type { PolicyRow } from '../rows'
import { AHEAD_MS } from './on-call'
import { defineTopic } from './topic'

/** Whether each policy reaches somebody, now and at every hand-over of two weeks (ALR-12). */
export const policies = defineTopic<PolicyRow>({
  kind: 'policies',
  keyed: false,
  right: 'read',
  all: (world, _key, now) => world.routing.policies.map((policy) => policyRow(world, policy, now)),
  touched: (_world, cause) =>
    cause.kind === 'catalogue' || cause.kind === 'hour' || (cause.kind === 'sight' && cause.waysMoved) ? 'all' : [],
  item(world, id, _key, _causes, now) {
    const policy = world.routing.policies.find(({ name }) => name === id)
    return policy && policyRow(world, policy, now)
  },
})

function policyRow(world: World, policy: Policy, now: Date): PolicyRow {
  const { routing } = world
  const { name, title = name, steps, executives, quietHours } = policy
  const to = new Date(now.getTime() + AHEAD_MS)
  return {
    id: name,
    title,
    isLastResort: routing.lastResort === name,
    steps: steps.map(({ tell, after, severities = null }) => ({ tells: tell.map(targetName), afterMs: after, severities })),
    executives: executives
      ? { tells: executives.tell.map(targetName), afterMs: executives.after, severities: executives.severities }
      : null,
    quiet: quietHours ? { from: quietHours.from, to: quietHours.to, timeZone: quietHours.timeZone, unless: quietHours.unless } : null,
    ahead: reachingAhead(policy, routing, directoryOf(routing, isDown(world)), now, to).map(({ fromAt, ...piece }) => ({
      fromMs: fromAt.getTime(),
      ...piece,
    })),
  }
}
