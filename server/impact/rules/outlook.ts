import { MINUTE } from '../../kernel/duration'

/** What the business says of repairs before it has seen any: half take at most the median, one in ten less than low, one in ten more than high. */
export type RepairPrior = { readonly medianMs: number; readonly lowMs: number; readonly highMs: number }

/** Where an expected end comes from. */
export type Basis =
  | { readonly kind: 'history'; readonly incidents: number }
  /** `outlasted`: it has lasted longer than each of so many repairs, so they say nothing more; 0 when there are too few. */
  | { readonly kind: 'prior'; readonly outlasted: number }

export type Outlook = {
  /** As likely before as after, in epoch milliseconds. */
  readonly endsAtMs: number
  /** One in ten ends before this one, one in ten after that one. */
  readonly earliestAtMs: number
  readonly latestAtMs: number
  readonly basis: Basis
}

/** So many proven repairs of a service say more than the prior (IMP-7). */
export const ENOUGH_REPAIRS = 5
/** The standard score of 90 %. */
const Z90 = 1.2815515655446004
/** Repairs are never known to be more alike than this (a tenth and nine tenths 21 % from the median), however alike the few that were seen. */
const LEAST_SIGMA = 0.15
const LEAST_MS = 1_000

/**
 * When an incident is likely to end. Constant until that instant passes; only then is it asked again, given that it has lasted so long.
 * So lost so far plus further loss stays constant, too, and a headline does not tick.
 *
 * Repair times follow a two-piece log-normal through their quantiles of 10, 50 and 90 %: those of the service's proven repairs when there
 * are five, else the prior's. Asked again at the likely end, the one after it is where half of those are over that lasted so long: the k-th
 * likely end is where 2^-k of all repairs still last.
 *
 * @param repairsMs proven repair times of the service, in milliseconds, in any order
 * @see docs/concepts.md#likely-end (requirement IMP-7)
 */
export function outlook(startedAtMs: number, nowMs: number, repairsMs: readonly number[], prior: RepairPrior): Outlook {
  const lasted = Math.max(0, nowMs - startedAtMs)
  const general = spreadOf(prior)
  if (repairsMs.length < ENOUGH_REPAIRS) return at(startedAtMs, stepAt(general, lasted, 0), { kind: 'prior', outlasted: 0 })
  const own = spreadOf(quantilesOf(repairsMs))
  const longest = Math.max(LEAST_MS, ...repairsMs)
  // Past the longest repair there is nothing to learn from; the last likely end at or after it is where the prior takes over.
  const outlastedMs = lengthAt(own, Math.ceil(-logSurvival(own, longest) / Math.LN2 - 1e-9) * Math.LN2)
  if (lasted < outlastedMs) return at(startedAtMs, stepAt(own, lasted, 0), { kind: 'history', incidents: repairsMs.length })
  return at(startedAtMs, stepAt(general, lasted, outlastedMs), { kind: 'prior', outlasted: repairsMs.length })
}

type Step = { readonly likelyMs: number; readonly earlyMs: number; readonly lateMs: number }

const at = (startedAtMs: number, { likelyMs, earlyMs, lateMs }: Step, basis: Basis): Outlook => ({
  // A whole millisecond, so that at that instant of the clock it has passed.
  endsAtMs: Math.ceil(startedAtMs + likelyMs),
  earliestAtMs: Math.round(startedAtMs + earlyMs),
  latestAtMs: Math.round(startedAtMs + lateMs),
  basis,
})

/** The step that holds after `lasted`, of the steps that begin at `from`. */
function stepAt(spread: Spread, lasted: number, from: number): Step {
  const start = -logSurvival(spread, from)
  // At the likely end itself the next one holds, whichever way the logarithm was rounded.
  const halvings = Math.max(0, Math.floor((-logSurvival(spread, lasted) - start) / Math.LN2 + 1e-9))
  const given = start + halvings * Math.LN2
  return {
    earlyMs: lengthAt(spread, given - Math.log(0.9)),
    likelyMs: lengthAt(spread, given + Math.LN2),
    lateMs: lengthAt(spread, given - Math.log(0.1)),
  }
}

/** A log-normal with one width below its median and another above. */
type Spread = { readonly mu: number; readonly below: number; readonly above: number }

const spreadOf = ({ medianMs, lowMs, highMs }: RepairPrior): Spread => {
  const mu = Math.log(Math.max(LEAST_MS, medianMs))
  const width = (to: number) => Math.max(LEAST_SIGMA, Math.abs(to - mu) / Z90)
  return { mu, below: width(Math.log(Math.max(LEAST_MS, lowMs))), above: width(Math.log(Math.max(LEAST_MS, highMs))) }
}

function quantilesOf(repairsMs: readonly number[]): RepairPrior {
  const sorted = repairsMs.toSorted((a, b) => a - b)
  const quantile = (q: number) => {
    const place = q * (sorted.length - 1)
    const lower = sorted[Math.floor(place)] ?? MINUTE
    const upper = sorted[Math.ceil(place)] ?? lower
    return lower + (upper - lower) * (place - Math.floor(place))
  }
  return { medianMs: quantile(0.5), lowMs: quantile(0.1), highMs: quantile(0.9) }
}

/** ln P(a repair lasts longer). In logarithms, so that a tail far beyond any history stays exact. */
function logSurvival({ mu, below, above }: Spread, ms: number): number {
  if (ms <= 0) return 0
  const distance = Math.log(ms) - mu
  return logUpperTail(distance / (distance < 0 ? below : above))
}

/** The length beyond which e^-`depth` of all repairs last, in milliseconds. */
function lengthAt({ mu, below, above }: Spread, depth: number): number {
  let low = -40
  let high = 8
  while (-logUpperTail(high) < depth) high *= 2
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (-logUpperTail(middle) < depth) low = middle
    else high = middle
  }
  return Math.exp(mu + low * (low < 0 ? below : above))
}

/** ln of the upper tail of the standard normal: series of the distribution up to 3, continued fraction of Mills' ratio beyond. */
function logUpperTail(z: number): number {
  if (z < -3) return Math.log1p(-Math.exp(logUpperTail(-z)))
  const logDensity = -(z * z) / 2 - Math.log(2 * Math.PI) / 2
  if (z <= 3) {
    let term = z
    let sum = z
    for (let n = 1; n < 60; n++) {
      term *= (z * z) / (2 * n + 1)
      sum += term
    }
    return Math.log(0.5 - Math.exp(logDensity) * sum)
  }
  let fraction = z
  for (let n = 60; n >= 1; n--) fraction = z + n / fraction
  return logDensity - Math.log(fraction)
}
