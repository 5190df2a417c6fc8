import type { Span, Status } from '../model'
import { felt } from './maintenance-overlay'
import { merged, statusAt } from './spans'

/** A check as its service sees it. It counts from `joinedMs` on and before `leftMs`; without them it always did, and still does. */
export type Part = {
  readonly spans: readonly Span[]
  readonly critical: boolean
  readonly joinedMs?: number | undefined
  readonly leftMs?: number | undefined
}

type Counts = Record<Status, number> & { softFailing: number }

/**
 * A service's status from those of its checks (CHK-12): the worst of the critical ones; a failing one that is not critical makes it
 * at most degraded; blind and paused ones are left out, and a service that has only those is unknown, or paused.
 */
function statusOfCounts(counts: Counts): Status {
  if (counts.down > 0) return 'down'
  if (counts.degraded + counts.softFailing > 0) return 'degraded'
  if (counts.up > 0) return 'up'
  if (counts.maintenance > 0) return 'maintenance'
  return counts.unknown === 0 && counts.paused > 0 ? 'paused' : 'unknown'
}

function count(counts: Counts, status: Status, critical: boolean, by: 1 | -1): void {
  if (!critical && (status === 'down' || status === 'degraded')) counts.softFailing += by
  else counts[status] += by
}

const none = (): Counts => ({ up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, paused: 0, softFailing: 0 })

/** The status of a service now. */
export function serviceStatus(checks: readonly { readonly status: Status; readonly critical: boolean }[]): Status {
  const counts = none()
  for (const { status, critical } of checks) count(counts, status, critical, 1)
  return statusOfCounts(counts)
}

/** The service's spans from `fromMs` on, with what maintenance of some of its checks hides. */
export function serviceSpans(parts: readonly Part[], fromMs: number): readonly Span[] {
  const shown = sweep(parts, fromMs)
  const unhidden = parts.map((part) => ({ ...part, spans: felt(part.spans) }))
  if (unhidden.every(({ spans }, i) => spans === parts[i]?.spans)) return shown
  const found = sweep(unhidden, fromMs)
  const instants = [...new Set([...shown, ...found].map(({ fromAt }) => fromAt.getTime()))].sort((a, b) => a - b)
  return merged(
    instants.map((ms): Span => {
      const [status, hides] = [statusAt(shown, ms), statusAt(found, ms)]
      return { status, fromAt: new Date(ms), ...(hides !== status && { hides }) }
    }),
  )
}

/** By a sweep over the checks' spans: O(checks + changes · log changes). */
function sweep(parts: readonly Part[], fromMs: number): readonly Span[] {
  const counts = none()
  const turns: { atMs: number; was: Status | undefined; is: Status | undefined; critical: boolean }[] = []
  for (const { spans, critical, joinedMs = Number.NEGATIVE_INFINITY, leftMs = Number.POSITIVE_INFINITY } of parts) {
    let was = joinedMs <= fromMs && fromMs < leftMs ? statusAt(spans, fromMs) : undefined
    if (was) count(counts, was, critical, 1)
    const turn = (atMs: number, is: Status | undefined) => {
      turns.push({ atMs, was, is, critical })
      was = is
    }
    if (joinedMs > fromMs) turn(joinedMs, statusAt(spans, joinedMs))
    for (const { status, fromAt } of spans) {
      const atMs = fromAt.getTime()
      if (atMs > fromMs && atMs > joinedMs && atMs < leftMs) turn(atMs, status)
    }
    if (leftMs > fromMs && leftMs !== Number.POSITIVE_INFINITY) turn(leftMs, undefined)
  }
  turns.sort((a, b) => a.atMs - b.atMs)
  const result: Span[] = [{ status: statusOfCounts(counts), fromAt: new Date(fromMs) }]
  turns.forEach(({ atMs, was, is, critical }, index) => {
    if (was) count(counts, was, critical, -1)
    if (is) count(counts, is, critical, 1)
    if (turns[index + 1]?.atMs !== atMs) result.push({ status: statusOfCounts(counts), fromAt: new Date(atMs) })
  })
  return merged(result)
}
