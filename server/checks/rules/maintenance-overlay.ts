import type { Span, Status } from '../model'
import { merged, sameSpans, statusAt } from './spans'

/** Planned work: from an instant, inclusive, to another, exclusive, in epoch milliseconds. */
export type Planned = {
  readonly fromMs: number
  readonly toMs: number
  /** Declared to cost nothing: what it hides is not even counted (IMP-2). */
  readonly lossFree: boolean
}

/** What customers find, as far as it counts: what maintenance hides, or what it is. */
export const feltIn = ({ status, hides }: Pick<Span, 'status' | 'hides'>): Status => hides ?? status

/** A history as the ledger sees it: what maintenance hides, unless that was declared free of loss. */
export const felt = (spans: readonly Span[]): readonly Span[] =>
  spans.some(({ hides }) => hides !== undefined) ? merged(spans.map((span) => ({ status: feltIn(span), fromAt: span.fromAt }))) : spans

/** The maintenance that a history holds. What it is in now has no end. */
export const plannedIn = (spans: readonly Span[]): readonly Planned[] =>
  spans.flatMap(({ status, hides, fromAt }, i) =>
    status === 'maintenance'
      ? [{ fromMs: fromAt.getTime(), toMs: spans[i + 1]?.fromAt.getTime() ?? Number.POSITIVE_INFINITY, lossFree: hides === undefined }]
      : [],
  )

/**
 * What was seen, with maintenance laid over it (CHK-5): measuring goes on, and what it finds is hidden, not forgotten. A pause stays a pause, since
 * nothing is measured then. Where several overlap, nothing is counted only if each of them is free of loss.
 */
export function overPlanned(seen: readonly Span[], planned: readonly Planned[]): readonly Span[] {
  const [first] = seen
  if (!first || planned.length === 0) return seen
  const startMs = first.fromAt.getTime()
  const turns = [...seen.map(({ fromAt }) => fromAt.getTime()), ...planned.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]
  const instants = [...new Set(turns)].filter((ms) => ms >= startMs && ms !== Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  return merged(
    instants.map((ms): Span => {
      const status = statusAt(seen, ms)
      const fromAt = new Date(ms)
      const holding = status === 'paused' ? [] : planned.filter(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
      if (holding.length === 0) return { status, fromAt }
      return holding.every(({ lossFree }) => lossFree)
        ? { status: 'maintenance', fromAt }
        : { status: 'maintenance', fromAt, hides: status }
    }),
  )
}

/**
 * A history that is planned anew from `sinceMs` on. What lies before stays as it was, and so does what was seen.
 *
 * @param now what is seen at present: maintenance that was free of loss has not kept what it hid
 * @returns what replaces the tail, beginning with the stretch before the first that differs, and the first instant that differs; undefined
 * when nothing does
 */
export function replanned(
  spans: readonly Span[],
  planned: readonly Planned[],
  sinceMs: number,
  now: Status,
): { readonly tail: readonly Span[]; readonly fromAt: Date } | undefined {
  const [first] = spans
  if (!first) return undefined
  const fromMs = Math.max(sinceMs, first.fromAt.getTime())
  const seenIn = (span: Span): Status => (span.status === 'maintenance' && span.hides === undefined ? now : feltIn(span))
  const head = spans.filter(({ fromAt }) => fromAt.getTime() < fromMs)
  const begun = spans.findLast(({ fromAt }) => fromAt.getTime() <= fromMs) ?? first
  const seen = [
    { status: seenIn(begun), fromAt: new Date(fromMs) },
    ...spans.filter(({ fromAt }) => fromAt.getTime() > fromMs).map((span) => ({ status: seenIn(span), fromAt: span.fromAt })),
  ]
  const laid = merged([...head, ...overPlanned(merged(seen), planned)])
  let differs = 0
  while (differs < laid.length && sameSpans(laid.slice(differs, differs + 1), spans.slice(differs, differs + 1))) differs++
  const turns = [laid[differs], spans[differs]].flatMap((span) => (span ? [span.fromAt.getTime()] : []))
  return turns.length === 0 ? undefined : { tail: laid.slice(Math.max(0, differs - 1)), fromAt: new Date(Math.min(...turns)) }
}
