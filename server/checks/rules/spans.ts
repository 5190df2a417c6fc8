import type { Span, Status } from '../model'

/** The status at an instant; `unknown` before anything was seen. Spans are in the order of time. */
export const statusAt = (spans: readonly Span[], atMs: number): Status => spanAt(spans, atMs)?.status ?? 'unknown'

/** The span that holds at an instant; undefined before anything was seen. */
export function spanAt(spans: readonly Span[], atMs: number): Span | undefined {
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i]
    if (span && span.fromAt.getTime() <= atMs) return span
  }
  return undefined
}

/** `spans` with everything from the first instant of `tail` on replaced by `tail`. Neighbours of one status become one span. */
export function replaceTail(spans: readonly Span[], tail: readonly Span[]): Span[] {
  const [first] = tail
  if (!first) return [...spans]
  return merged([...spans.filter(({ fromAt }) => fromAt < first.fromAt), ...tail])
}

/** Neighbours that say the same become one span. */
export function merged(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (last?.status !== span.status || last.hides !== span.hides) kept.push(span)
  }
  return kept
}

/** Whether two histories say the same. */
export const sameSpans = (some: readonly Span[], others: readonly Span[]): boolean =>
  some.length === others.length && some.every((span, i) => isSame(span, others[i]))

const isSame = (span: Span, other: Span | undefined): boolean =>
  span.status === other?.status && span.hides === other.hides && span.fromAt.getTime() === other.fromAt.getTime()

/** Since when it is what it is, whatever maintenance has hidden meanwhile; undefined without a history. */
export function heldSince(spans: readonly Span[]): Date | undefined {
  let first = spans.length - 1
  while (first > 0 && spans[first - 1]?.status === spans[first]?.status) first--
  return spans[first]?.fromAt
}

/**
 * A latch that decides late says what the check *was*; what was unseen meanwhile stays unseen (IMP-13).
 * Lays `tail` over `spans` and keeps the stretches after its first instant in which the check was blind.
 */
export function overlayKeepingBlind(spans: readonly Span[], tail: readonly Span[]): Span[] {
  const [first] = tail
  if (!first) return [...spans]
  const startMs = first.fromAt.getTime()
  const instants = [
    ...new Set([...tail, ...spans.filter(({ fromAt }) => fromAt.getTime() > startMs)].map(({ fromAt }) => fromAt.getTime())),
  ].sort((a, b) => a - b)
  const laid = instants.map(
    (ms): Span => ({ status: statusAt(spans, ms) === 'unknown' && ms > startMs ? 'unknown' : statusAt(tail, ms), fromAt: new Date(ms) }),
  )
  return merged([...spans.filter(({ fromAt }) => fromAt.getTime() < startMs), ...laid])
}

/** What is needed of a history that ended long ago: the spans that still reach into the time after `sinceMs`. */
export function since(spans: readonly Span[], sinceMs: number): readonly Span[] {
  let first = 0
  while (first + 1 < spans.length && (spans[first + 1]?.fromAt.getTime() ?? Infinity) <= sinceMs) first++
  return first === 0 ? spans : spans.slice(first)
}
