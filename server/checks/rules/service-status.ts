import type { Span, Status } from '../model'
import { felt, feltIn } from './maintenance-overlay'
import { merged, spanAt, statusAt } from './spans'

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

/** What decides for a service, the gravest last. One that is not critical makes it at most degraded. */
const BY_GRAVITY: readonly Status[] = ['paused', 'unknown', 'maintenance', 'up', 'degraded', 'down']
const gravityOf = (status: Status, critical: boolean): number => BY_GRAVITY.indexOf(status === 'down' && !critical ? 'degraded' : status)

/**
 * The service's spans from `fromMs` on after one of its parts turned out to have been something else, as far as that can be said without
 * looking at the others: what is graver than the service was decides, and what was milder than it never did. O(what turned since).
 *
 * @param service what the service was with the part as it `was`
 * @param isHeld whether another part is known that alone makes the service so, without a break since `fromMs` (`holdsSince`); asked only where it matters
 * @returns undefined when this part may have been what decided, and does not any more
 */
export function spansAfterOne(
  service: readonly Span[],
  was: readonly Span[],
  { spans, critical, joinedMs = Number.NEGATIVE_INFINITY, leftMs = Number.POSITIVE_INFINITY }: Part,
  fromMs: number,
  isHeld: (status: Status) => boolean,
): readonly Span[] | undefined {
  const held = new Map<Status, boolean>()
  const decided = (whole: Status, before: Status, after: Status): Status | undefined => {
    const [all, then, now] = [gravityOf(whole, true), gravityOf(before, critical), gravityOf(after, critical)]
    if (now === then || (then < all && now <= all)) return whole
    if (now >= all) return BY_GRAVITY[now]
    if (!held.has(whole)) held.set(whole, isHeld(whole))
    return held.get(whole) ? whole : undefined
  }
  const tail: Span[] = []
  for (const ms of turnsAfter(fromMs, [service, was, spans], [joinedMs, leftMs])) {
    const [whole, before, after] = [spanAt(service, ms) ?? UNSEEN, spanAt(was, ms) ?? UNSEEN, spanAt(spans, ms) ?? UNSEEN]
    const counts = joinedMs <= ms && ms < leftMs
    const status = counts ? decided(whole.status, before.status, after.status) : whole.status
    const found = counts ? decided(feltIn(whole), feltIn(before), feltIn(after)) : feltIn(whole)
    if (!status || !found) return undefined
    tail.push({ status, fromAt: new Date(ms), ...(found !== status && { hides: found }) })
  }
  return merged(tail)
}

/** `fromMs` and every instant after it in which something turned, in the order of time. */
function turnsAfter(fromMs: number, histories: readonly (readonly Span[])[], others: readonly number[]): readonly number[] {
  const turns = new Set([fromMs])
  for (const history of histories)
    for (let i = history.length - 1; i >= 0; i--) {
      const atMs = history[i]?.fromAt.getTime() ?? fromMs
      if (atMs <= fromMs) break
      turns.add(atMs)
    }
  for (const ms of others) if (ms > fromMs && Number.isFinite(ms)) turns.add(ms)
  return [...turns].sort((a, b) => a - b)
}

const UNSEEN: Pick<Span, 'status' | 'hides'> = { status: 'unknown' }

/** Whether a part alone makes the service that without a break since `fromMs`, as long as no other is graver. */
export function holdsSince(
  { spans, critical, joinedMs = Number.NEGATIVE_INFINITY, leftMs }: Part,
  status: Status,
  fromMs: number,
): boolean {
  const last = spans.at(-1)
  return (
    last !== undefined &&
    last.hides === undefined &&
    gravityOf(last.status, critical) === gravityOf(status, true) &&
    last.fromAt.getTime() <= fromMs &&
    joinedMs <= fromMs &&
    leftMs === undefined
  )
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
