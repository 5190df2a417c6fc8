import type { Outcome } from './words'

/** So many of the last messages are looked at. */
const KEPT = 1_000

export type Quantiles = { readonly count: number; readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number }

export type Latencies = {
  /** From the decision, or when it fell due, to the answer of the channel. */
  readonly toAnswer: Quantiles | null
  /** From the first failed result of the incident to the answer of the channel. */
  readonly sinceFailure: Quantiles | null
}

/** Measures the pipeline by the messages themselves (ALR-13): those that arrived at the first attempt, and of the second only pages. */
export function createLatencies() {
  const toAnswer: number[] = []
  const sinceFailure: number[] = []
  const add = (list: number[], ms: number) => {
    list.push(Math.max(0, ms))
    if (list.length > KEPT) list.shift()
  }
  return {
    add({ load: { head }, attempt, state }: Outcome): void {
      if (state !== 'delivered' || head.attempt > 1) return
      const { at, dueAt, facts, kind } = head.notice
      const answeredMs = attempt.at.getTime() + attempt.tookMs
      add(toAnswer, answeredMs - Math.max(at.getTime(), dueAt.getTime()))
      if (kind === 'page') add(sinceFailure, answeredMs - facts.sinceAt.getTime())
    },
    read: (): Latencies => ({ toAnswer: quantilesOf(toAnswer), sinceFailure: quantilesOf(sinceFailure) }),
  }
}

function quantilesOf(values: readonly number[]): Quantiles | null {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return sorted.length === 0 ? null : { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
}
