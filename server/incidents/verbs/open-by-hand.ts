import type { Db } from '@/db/client'
import { findPersonByEmail } from '@/server/access/queries'
import type { Target } from '@/server/alerts/model'
import { targetName } from '@/server/alerts/rules/reach'
import type { Ctx } from '@/server/context'
import { invalid } from '@/server/kernel/errors'
import type { Incident, OpenByHand } from '../model'
import { findServiceByName, insertIncident, listTeams } from '../queries'
import { told } from '../recording'
import { teamOr, workerOr } from '../rules/assignee'

/** Opens an incident that no check has found. It closes when a person resolves it, or with the checks that join it. */
export function openByHand(ctx: Ctx, { title, severity, service: name, tell = [] }: OpenByHand): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const service = name === undefined ? undefined : await findServiceByName(db, name)
    if (name !== undefined && !service)
      throw invalid(`There is no service "${name}". Leave it out, or give the name of one that is declared.`, [
        { path: 'service', message: 'is not declared' },
      ])
    const targets = await targetsOf(db, tell)
    const incident = await insertIncident(db, {
      id: ctx.ids.next(),
      title,
      severity,
      state: 'triggered',
      serviceId: service?.id ?? null,
      startedAt: at,
      openedAt: at,
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedById: null,
      mitigatedAt: null,
      mitigatedBy: null,
      assignee: null,
      assigneeId: null,
      resolvedAt: null,
      endedAt: null,
      resolvedBy: null,
      resolvedById: null,
      proven: true,
      reason: null,
      cause: null,
      openedBy: actor.name,
      escalations: targets.map((target) => ({ by: actor.name, target })),
      mergedInto: null,
      splitAlerts: [],
    })
    const whom = targets.map(targetName)
    const detail = whom.length > 0 ? `Told at once: ${whom.join(', ')}` : null
    await told(ctx, tx, { incident, was: null, at, action: 'open-by-hand', kind: 'opened-by-hand', says: 'opened it by hand', detail })
    return incident
  })
}

/** People by their address and teams by their name, each once. @throws Refusal that names the first that is neither */
async function targetsOf(db: Db, tell: readonly string[]): Promise<readonly Target[]> {
  if (tell.length === 0) return []
  const teams = await listTeams(db)
  const targets: Target[] = []
  for (const to of new Set(tell))
    targets.push(
      to.includes('@')
        ? { person: workerOr(await findPersonByEmail(db, to.toLowerCase()), to, 'tell').email }
        : { team: teamOr(teams, to, 'tell') },
    )
  return targets
}
