import type { CheckAlert } from '../../alerts/model'
import { statusOf } from '../../checks/rules/status-machine'
import type { Telling } from '../advance'
import type { Catalogue, World } from '../model'
import { letsGo, moves } from './alert'
import { tellLoss } from './loss'
import { maintenanceStep } from './maintenance'
import { serviceStep } from './service'
import { undeclaredStep } from './signal'
import { judge } from './stake'

/** Lays a changed catalogue into the world, and says what follows of pauses, removals and new dependences, from now on. */
export function catalogueStep(telling: Telling, catalogue: Catalogue): void {
  const { world, now, tell } = telling
  const before = new Set(world.checks.keys())
  // What was removed while no engine looked is not among our checks and streams any more, but what it left open is still here.
  const kept = {
    checks: new Map(catalogue.checks.map((check) => [check.id, check])),
    streams: new Set(catalogue.streams.map(({ id }) => id)),
  }
  const moved: CheckAlert[] = []
  for (const alert of [...world.openAlertOf.values()]) {
    const check = kept.checks.get(alert.checkId)
    if (!check) letsGo(telling, alert, world.checks.get(alert.checkId)?.check.title ?? 'A check', 'removed', now)
    else if (check.serviceId !== alert.serviceId && !check.paused) {
      const to = catalogue.services.find(({ id }) => id === check.serviceId)?.title ?? 'another service'
      letsGo(telling, alert, check.title, `moved to ${to}`, now)
      moved.push(alert)
    }
  }
  for (const [streamId, segments] of world.ledger)
    if (!kept.streams.has(streamId) && segments.some(({ toAt }) => toAt === null))
      tell({ kind: 'loss', streamId, fromAt: now, segments: [] })
  const { sources } = world.routing
  tell({ kind: 'catalogue', catalogue })
  undeclaredStep(telling, sources)
  for (const state of world.checks.values()) {
    const was = before.has(state.check.id)
    if (was && state.check.paused !== (state.spans.at(-1)?.status === 'paused')) turnPause(telling, state.check.id)
    if (!was)
      tell({
        kind: 'check-status',
        checkId: state.check.id,
        was: 'unknown',
        status: state.status,
        tail: state.spans,
        standing: state.standing,
        decidedAt: now,
        says: '',
        blindFromAt: null,
      })
  }
  maintenanceStep(telling)
  for (const serviceId of world.services.keys()) serviceStep(telling, serviceId, now)
  for (const alert of moved) {
    const state = world.checks.get(alert.checkId)
    if (state) moves(telling, alert, state)
  }
  for (const { opportunity } of world.opportunities.values()) judge(telling, opportunity, now)
  for (const stream of affectedStreams(world)) tellLoss(telling, stream, now)
}

/** Pausing ends what is known of a check; after the pause it is unknown until it was seen again. */
function turnPause(telling: Telling, checkId: string): void {
  const { world, now, tell } = telling
  const state = world.checks.get(checkId)
  if (!state) return
  const alert = world.openAlertOf.get(checkId)
  const status = state.check.paused ? 'paused' : 'unknown'
  if (state.check.paused && alert) letsGo(telling, alert, state.check.title, 'paused', now)
  state.blind = !state.check.paused && statusOf(state.standing) !== 'unknown'
  const standing = {
    failing: { open: false, inARow: 0, fromMs: 0 },
    slow: { open: false, inARow: 0, fromMs: 0 },
    seenWorking: state.standing.seenWorking,
  }
  tell({
    kind: 'check-status',
    checkId,
    was: state.status,
    status,
    tail: [{ status, fromAt: now }],
    standing,
    decidedAt: now,
    says: state.check.paused ? 'paused' : 'resumed',
    blindFromAt: null,
  })
}

const affectedStreams = (world: World) =>
  [...world.streams.values()].filter(
    ({ id }) => (world.ledger.get(id) ?? []).some(({ toAt }) => toAt === null) || world.openAlertOf.size > 0,
  )
