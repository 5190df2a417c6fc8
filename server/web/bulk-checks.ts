import { may, type Right, rolesWith } from '../access/model'
import type { BulkChecks, BulkDone, CheckDeed } from '../checks/deeds'
import { editMany } from '../declare/verbs/edit-many'
import { Refusal } from '../kernel/errors'
import type { CheckState, World } from '../pipeline/model'
import { declareCtx, shown } from './declaring'
import type { WebCtx } from './handle'

const RIGHTS: Readonly<Record<CheckDeed['kind'], Right>> = {
  pause: 'pause-checks',
  resume: 'pause-checks',
  interval: 'edit-checks',
  tags: 'edit-checks',
  service: 'edit-checks',
  policy: 'change-settings',
  remove: 'edit-checks',
}

/** Does one thing to several checks in one transaction; what is refused for one, by its name, keeps nothing from the others. */
export async function bulkChecks(ctx: WebCtx, { checks, deed, try: tries }: BulkChecks): Promise<BulkDone> {
  const right = RIGHTS[deed.kind]
  if (!may(ctx.actor, right))
    throw new Refusal('forbidden', `This needs the right "${right}". It comes with the role ${rolesWith(right).join(' or ')}.`, { right })
  const { world } = ctx.web.app.mirror
  const before = deed.kind === 'remove' ? hangsOn(world) : undefined
  const work = editMany(declareCtx(ctx), { checks, deed, tries })
  const { results, besides } = await (tries ? work : shown(ctx, work))
  const gone = new Set(results.flatMap(({ id, done }) => (done ? [id] : [])))
  return { results: results.map((one) => ({ ...one, hangs: one.done ? (before?.(one.id, gone) ?? []) : [] })), besides }
}

/** What goes with a check, in sentences: what refers to it by name is refused before. Read off before it goes, and told after. */
function hangsOn(world: World) {
  const before = { checks: new Map(world.checks), checksOf: new Map(world.checksOf), openAlertOf: new Map(world.openAlertOf) }
  return (id: string, gone: ReadonlySet<string>): readonly string[] => {
    const state = before.checks.get(id)
    if (!state) return []
    return [incidentOf(world, before.openAlertOf.get(id)?.incidentId ?? null), lastOf(world, before.checksOf, state, gone)].flatMap(
      (said) => said ?? [],
    )
  }
}

function incidentOf({ incidents }: World, id: string | null): string | undefined {
  const incident = id === null ? undefined : incidents.get(id)
  return incident && incident.state !== 'resolved'
    ? `INC-${incident.number} is open because of it; its alert ends, without proof that it works.`
    : undefined
}

/** Nobody would see any more whether the service works, and what is fed by it. */
function lastOf(
  { services, streams }: World,
  checksOf: ReadonlyMap<string, readonly CheckState[]>,
  { check }: CheckState,
  gone: ReadonlySet<string>,
): string | undefined {
  const service = services.get(check.serviceId)?.service
  const left = checksOf.get(check.serviceId)?.filter((one) => !gone.has(one.check.id)) ?? []
  if (!service || left.length > 0) return undefined
  const fed = [...streams.values()].filter(({ dependence }) => (dependence[service.id] ?? 0) > 0).map(({ title }) => title)
  const losses = fed.length > 0 ? `, and no loss of ${fed.join(' and ')} is counted for it` : ''
  return `Nothing else watches ${service.title}: whether it works is not known any more${losses}.`
}
