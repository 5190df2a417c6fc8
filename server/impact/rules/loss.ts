/** One failing service, as one stream feels it. */
export type Failure = {
  readonly serviceId: string
  /** 0..1, how much of the stream needs this service */
  readonly dependence: number
  /** 0..1, 1 = down */
  readonly severity: number
}

/** Whether one of two services needs the other, directly or through others: then they stand in one dependency chain. */
export type Linked = (serviceId: string, otherId: string) => boolean

const unlinked: Linked = () => false

/**
 * The fraction of a revenue stream that is being lost.
 *
 * Failures are taken as independent, so two that hit one stream overlap instead of adding up: `1 − Π(1 − dependenceᵢ · severityᵢ)`.
 * Of failures that stand in one dependency chain only one counts, as the others follow from it. In a chain that is the largest; where
 * chains branch it is the set without two of one chain that loses most, so that one more failure never makes the loss smaller.
 *
 * @returns 0..1, dimensionless
 * @see docs/concepts.md#loss-fraction (requirement IMP-2)
 * @example lossFraction([{ serviceId: 'a', dependence: 0.5, severity: 1 }, { serviceId: 'b', dependence: 0.5, severity: 1 }]) // 0.75, not 1
 */
export function lossFraction(failures: readonly Failure[], linked: Linked = unlinked): number {
  return together(countingFailures(failures, linked))
}

/** What independent failures take together, and with what is taken already. `a + b − ab` is `1 − (1−a)(1−b)` without losing a digit where there is only one. */
export const together = (failures: readonly Failure[], already = 0): number =>
  failures.reduce((taken, { dependence, severity }) => taken + dependence * severity * (1 - taken), already)

/** The failures that count: no two of one chain, and together losing most. In the order given. */
export function countingFailures(failures: readonly Failure[], linked: Linked = unlinked): readonly Failure[] {
  const felt = failures.filter(({ dependence, severity }) => dependence * severity > 0)
  const chained = felt.map((a, i) => felt.some((b, j) => i !== j && linked(a.serviceId, b.serviceId)))
  if (!chained.includes(true)) return felt
  const free = felt.filter((_, i) => !chained[i])
  const tangled = felt.filter((_, i) => chained[i])
  const kept = new Set([...free, ...heaviestAntichain(tangled, linked)])
  return felt.filter((failure) => kept.has(failure))
}

/** A loss of everything weighs as much as this in the sum of logarithms; far beyond what any other set can reach. */
const EVERYTHING = 1e6
const weightOf = ({ dependence, severity }: Failure) => Math.min(EVERYTHING, -Math.log1p(-dependence * severity))

/**
 * The heaviest set of failures no two of which are linked: the best of trying each component apart, and in it the most entangled failure
 * with and without. Components are small in practice; beyond `EXACT` failures the search takes the heaviest first (a lower bound).
 */
function heaviestAntichain(failures: readonly Failure[], linked: Linked): readonly Failure[] {
  if (failures.length <= 1) return failures
  const links = failures.map((a, i) => failures.filter((b, j) => i !== j && linked(a.serviceId, b.serviceId)).length)
  const most = Math.max(...links)
  if (most === 0) return failures
  const pivot = failures[links.indexOf(most)]
  if (!pivot) return failures
  const others = failures.filter((failure) => failure !== pivot)
  const compatible = others.filter((other) => !linked(pivot.serviceId, other.serviceId))
  if (failures.length > EXACT) {
    const heaviest = failures.reduce((best, failure) => (weightOf(failure) > weightOf(best) ? failure : best), pivot)
    return [
      heaviest,
      ...heaviestAntichain(
        failures.filter((other) => other !== heaviest && !linked(heaviest.serviceId, other.serviceId)),
        linked,
      ),
    ]
  }
  const withPivot = [pivot, ...heaviestAntichain(compatible, linked)]
  const without = heaviestAntichain(others, linked)
  return total(withPivot) >= total(without) ? withPivot : without
}
/** Up to this many entangled failures of one stream the search is exact; 2^EXACT is never reached, as each link prunes. */
const EXACT = 18
const total = (failures: readonly Failure[]) => failures.reduce((sum, failure) => sum + weightOf(failure), 0)
