import type { Result } from '../checks/model'
import { felt, overPlanned, plannedIn } from '../checks/rules/maintenance-overlay'
import { overlayKeepingBlind, replaceTail } from '../checks/rules/spans'
import { spansOfStep, statusOf, step } from '../checks/rules/status-machine'
import type { Ids } from '../runtime/ids'
import { apply, observe } from './apply'
import type { Change, CheckState, Event, World } from './model'
import { alertStep, failedAgain } from './steps/alert'
import { catalogueStep } from './steps/catalogue'
import { isSaidByAnother, lossStep, profileStep } from './steps/loss'
import { maintenanceStep } from './steps/maintenance'
import { incidentsAtOnce, incidentsDue, incidentsIn, incidentsOpen, noticeStep } from './steps/notice'
import { placingStep } from './steps/placing'
import { serviceStep } from './steps/service'
import { signalStep, unheardStep } from './steps/signal'
import { stakeStep } from './steps/stake'
import { watchStep } from './steps/watch'
import { wokeStep } from './steps/woke'

/** What the steps share: the world as concluded so far, the instant, and where conclusions go. A change told is at once part of the world. */
export type Telling = { readonly world: World; readonly now: Date; readonly ids: Pick<Ids, 'next'>; tell(change: Change): void }

const NOTHING: readonly Change[] = []

/**
 * Everything that follows from one event, in the order of the story: a result changes a check's status, that changes its service's,
 * that alerts, that opens or closes an incident, that puts deals at risk and costs money.
 *
 * Decides and applies in one pass, so that each step sees what the steps before it concluded. Apart from the world it is handed it
 * touches nothing: same world, event, instant and ids, same changes. A result that changes nothing returns at once.
 */
export function advance(world: World, event: Event, now: Date, ids: Pick<Ids, 'next'>): readonly Change[] {
  // Of what is declared anew nothing holds before now.
  const isTurned = now.getTime() >= world.planned.nextMs || event.kind === 'catalogue'
  const turned = isTurned ? onTurn(world, now, ids) : NOTHING
  const changes = event.kind === 'result' ? onResult(world, event.result, now, ids) : onEvent(world, event, now, ids)
  return turned.length > 0 ? [...turned, ...changes] : changes
}

/** Maintenance begins or ends by the clock alone. */
function onTurn(world: World, now: Date, ids: Pick<Ids, 'next'>): readonly Change[] {
  const { changes, telling } = listen(world, now, ids)
  maintenanceStep(telling)
  if (changes.length > 0) noticeStep(telling, incidentsOpen(world))
  return changes
}

function onEvent(world: World, event: Exclude<Event, { kind: 'result' }>, now: Date, ids: Pick<Ids, 'next'>): readonly Change[] {
  const { changes, telling } = listen(world, now, ids)
  if (event.kind === 'catalogue') catalogueStep(telling, event.catalogue)
  if (event.kind === 'own-trouble') watchStep(telling, event.about, event.holds, event.says)
  if (event.kind === 'woke') wokeStep(telling)
  if (event.kind === 'moved') placingStep(telling, event.changes)
  if (event.kind === 'woke') placingStep(telling, 'all')
  if (event.kind === 'signals') signalStep(telling, event.signals)
  if (event.kind === 'due') unheardStep(telling)
  profileStep(telling)
  noticeStep(telling, touchedBy(world, event, changes, now))
  return changes
}

/** Whom somebody may have to be told of after an event. */
function touchedBy(world: World, event: Event, changes: readonly Change[], now: Date): Iterable<string> {
  const hasMoved = event.kind === 'moved' && !event.changes.some(({ kind }) => kind === 'silence')
  if (event.kind === 'due') return [...incidentsIn(changes), ...incidentsDue(world, now)]
  if (event.kind === 'own-trouble' || event.kind === 'signals') return incidentsIn(changes)
  return hasMoved ? [...incidentsIn(event.changes), ...incidentsIn(changes)] : incidentsOpen(world)
}

function onResult(world: World, result: Result, now: Date, ids: Pick<Ids, 'next'>): readonly Change[] {
  const state = world.checkByNo.get(result.checkNo)
  if (!state || state.check.paused) return NOTHING
  const before = state.standing
  const after = step(before, result.outcome, result.at.getTime(), state.check)
  const lastPassAt = state.lastPassAt
  const spans = state.spans
  const turned =
    before.failing.open !== after.failing.open || before.slow.open !== after.slow.open || before.seenWorking !== after.seenWorking
  const blind = result.outcome === 'blind'
  const stillFailing = !turned && (after.failing.open ? result.outcome === 'fail' : after.slow.open && result.outcome === 'slow')
  observe(state, result, after)
  const lostSight = blind !== state.blind
  if (!turned && !lostSight && !stillFailing) return NOTHING

  const { changes, telling } = listen(world, now, ids)
  const was = state.status
  const status = was === 'maintenance' ? was : blind ? 'unknown' : statusOf(after)
  const tail = tailOf(state, before, after, result.at, blind)
  state.blind = blind
  if (turned || lostSight || status !== was) {
    telling.tell({ kind: 'result', result, standing: after })
    telling.tell({
      kind: 'check-status',
      checkId: state.check.id,
      was,
      status,
      tail,
      standing: after,
      decidedAt: now,
      says: result.says,
      blindFromAt: after.failing.open ? lastPassAt : null,
    })
    const [first] = tail
    const moved = first !== undefined && serviceStep(telling, state.check.serviceId, first.fromAt, { state, was: spans })
    const open = world.openAlertOf.get(state.check.id)
    alertStep(telling, state, result, lastPassAt)
    const alert = open ? world.alerts.get(open.id) : world.openAlertOf.get(state.check.id)
    stakeStep(telling, state, first?.fromAt ?? result.at)
    if (moved || (alert && !isSaidByAnother(world, alert))) lossStep(telling, state.check.serviceId, first?.fromAt ?? result.at)
  } else if (stillFailing) failedAgain(telling, state, result)
  if (changes.length > 0) noticeStep(telling, incidentsAtOnce(world, changes))
  return changes
}

function tailOf(state: CheckState, before: CheckState['standing'], after: CheckState['standing'], at: Date, blind: boolean) {
  const decided = spansOfStep(before, after, at.getTime())
  const [first] = decided
  const laid = first ? overlayKeepingBlind(felt(state.spans), decided).filter(({ fromAt }) => fromAt >= first.fromAt) : []
  const tail = blind === state.blind ? laid : replaceTail(laid, [{ status: blind ? 'unknown' : statusOf(after), fromAt: at }])
  return overPlanned(tail, plannedIn(state.spans))
}

/** Collects what is told and makes it part of the world at once. */
export function listen(world: World, now: Date, ids: Pick<Ids, 'next'>): { changes: Change[]; telling: Telling } {
  const changes: Change[] = []
  const tell = (change: Change) => {
    apply(world, change, now)
    changes.push(change)
  }
  return { changes, telling: { world, now, ids, tell } }
}
