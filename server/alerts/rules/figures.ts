/** Neighbouring buckets differ by 4 %, so a quantile is right to 2 %. */
const GROWTH = 1.04
const SMALLEST_MS = 0.1
/** About three hours; what takes longer stands in the last one. */
const LAST = 470

/** How many took about as long, by bucket; most are empty and absent. */
export type Counts = Readonly<Record<number, number>>

/** Messages that had a deadline: how long those took that arrived, and how many never did. */
export type Figures = { readonly counts: Counts; readonly arrived: number; readonly lost: number }

export const noFigures: Figures = { counts: {}, arrived: 0, lost: 0 }

const bucketOf = (ms: number): number => Math.min(LAST, ms <= SMALLEST_MS ? 0 : Math.ceil(Math.log(ms / SMALLEST_MS) / Math.log(GROWTH)))
const upperOf = (bucket: number): number => SMALLEST_MS * GROWTH ** bucket
const middleOf = (bucket: number): number => upperOf(bucket - 0.5)

/** One more that arrived after so many milliseconds, or that never did (null). */
export function counted({ counts, arrived, lost }: Figures, ms: number | null): Figures {
  if (ms === null) return { counts, arrived, lost: lost + 1 }
  const bucket = bucketOf(ms)
  return { counts: { ...counts, [bucket]: (counts[bucket] ?? 0) + 1 }, arrived: arrived + 1, lost }
}

export function merged(parts: readonly Figures[]): Figures {
  const counts: Record<number, number> = {}
  for (const part of parts) for (const [bucket, count] of Object.entries(part.counts)) counts[+bucket] = (counts[+bucket] ?? 0) + count
  return { counts, arrived: total(parts.map(({ arrived }) => arrived)), lost: total(parts.map(({ lost }) => lost)) }
}
const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

/**
 * The time within which this share arrived, in milliseconds; null when nothing did.
 *
 * @param share 0..1
 */
export function quantileOf({ counts, arrived }: Figures, share: number): number | null {
  let left = Math.max(1, Math.ceil(share * arrived))
  for (const [bucket, count] of Object.entries(counts)) {
    left -= count
    if (left <= 0) return middleOf(+bucket)
  }
  return null
}

/** How many arrived within so many milliseconds; right to one bucket. */
export const arrivedWithin = ({ counts }: Figures, ms: number): number =>
  total(Object.entries(counts).map(([bucket, count]) => (middleOf(+bucket) <= ms ? count : 0)))

/** How an objective stands: of all messages this share is to arrive in time. */
export type Budget = {
  readonly messages: number
  readonly inTime: number
  /** In time of all, 0..1; null without messages. */
  readonly ratio: number | null
  /** Of the misses that the objective allows, what is left; below 0 when it is missed. Null without messages. */
  readonly left: number | null
}

/** @param objective 0..1, exclusive */
export function budgetOf(figures: Figures, withinMs: number, objective: number): Budget {
  const messages = figures.arrived + figures.lost
  const inTime = arrivedWithin(figures, withinMs)
  if (messages === 0) return { messages, inTime, ratio: null, left: null }
  return { messages, inTime, ratio: inTime / messages, left: 1 - (messages - inTime) / ((1 - objective) * messages) }
}
