import { heldSince } from '../../checks/rules/spans'
import { type CheckState, RECENT, type Recent, type World } from '../../pipeline/model'
import type { CheckRow } from '../rows'
import { type PackedRecent, packRing } from '../rules/recent'
import { defineTopic } from './topic'

/** Every check with where it stands; the last 60 results only in snapshots, and after results alone nothing but what they change. */
export const checks = defineTopic<CheckRow>({
  kind: 'checks',
  keyed: false,
  right: 'read',
  all: (world) => [...world.checks.values()].map((state) => checkRowWithRecent(world, state)),
  touched(world, cause) {
    switch (cause.kind) {
      case 'pulses':
        return cause.checkIds
      case 'result': {
        const id = world.checkByNo.get(cause.result.checkNo)?.check.id
        return id ? [id] : []
      }
      case 'check-status':
        return [cause.checkId]
      case 'alert':
        return cause.alert.checkId === null ? [] : [cause.alert.checkId]
      case 'catalogue':
        return 'all'
      default:
        return []
    }
  },
  item(world, id, _key, causes) {
    const state = world.checks.get(id)
    if (!state) return undefined
    return causes.every(({ kind }) => kind === 'pulses') ? { id, ...courseOf(state), last: lastOf(state) } : checkRow(world, state)
  },
})

export const checkRowWithRecent = (world: World, state: CheckState): CheckRow => {
  const row: CheckRow & { recent?: PackedRecent } = checkRow(world, state)
  row.recent = recentOf(state.recent)
  return row
}

/** Packed again only after another result. */
const packedRings = new WeakMap<Recent, { readonly lastMs: number; readonly packed: PackedRecent }>()

export function recentOf(ring: Recent): PackedRecent {
  const lastMs = ring.atMs[(ring.next + RECENT - 1) % RECENT] ?? 0
  const known = packedRings.get(ring)
  if (known?.lastMs === lastMs) return known.packed
  const packed = packRing(ring)
  packedRings.set(ring, { lastMs, packed })
  return packed
}

export function checkRow(world: World, state: CheckState): CheckRow {
  const { check, status } = state
  const service = world.services.get(check.serviceId)?.service
  return {
    id: check.id,
    no: check.no,
    name: check.name,
    title: check.title,
    serviceId: check.serviceId,
    service: service?.title ?? check.serviceId,
    owner: service?.owner ?? null,
    tier: service?.tier ?? 3,
    type: check.type,
    target: check.target,
    everyMs: check.intervalMs,
    confirmEveryMs: check.confirmIntervalMs,
    timeoutMs: check.timeoutMs,
    slowAfterMs: check.slowAfterMs,
    openAfter: check.openAfter,
    closeAfter: check.closeAfter,
    critical: check.critical,
    tags: check.tags,
    paused: check.paused,
    source: check.source,
    version: check.version,
    status,
    sinceMs: heldSince(state.spans)?.getTime() ?? 0,
    ...courseOf(state),
    last: lastOf(state),
    incidentId: world.openAlertOf.get(check.id)?.incidentId ?? null,
  }
}

/** What is being confirmed, and when the check is looked at again: with the last result all that results alone change. */
function courseOf(state: CheckState): Pick<CheckRow, 'turning' | 'nextAfterMs'> {
  const { check, standing } = state
  const turning = standing.failing.inARow > 0 ? standing.failing : standing.slow.inARow > 0 ? standing.slow : undefined
  return {
    turning: turning ? { have: turning.inARow, need: turning.open ? check.closeAfter : check.openAfter } : null,
    nextAfterMs: isConfirming(state) ? Math.min(check.confirmIntervalMs, check.intervalMs) : check.intervalMs,
  }
}

function lastOf({ lastAt, lastOutcome, lastLatencyMs, lastCode, lastSays }: CheckState): CheckRow['last'] {
  if (!lastAt || !lastOutcome) return null
  // A hundredth of a millisecond is finer than anything that is shown, and the other digits are a tenth of what is sent.
  return { atMs: lastAt.getTime(), outcome: lastOutcome, ms: Math.round(lastLatencyMs * 100) / 100, code: lastCode, says: lastSays }
}

/**
 * Whether it runs at its confirm interval: while something is undecided, and for as long as the engine keeps repeating what is down,
 * which its last two starts show.
 */
function isConfirming({ check, standing: { failing, slow }, recent: { atMs, next, size } }: CheckState): boolean {
  if (!failing.open && !slow.open) return failing.inARow > 0 || slow.inARow > 0
  const [last = 0, before = 0] = [1, 2].map((back) => atMs[(next - back + RECENT) % RECENT])
  return size > 1 && last - before < check.intervalMs / 2
}
