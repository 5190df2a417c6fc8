/** A group of customers, and how much of it each failing service touches. */
export type Touched = { readonly customers: number /** 0..1 for each service that is down */; readonly reaches: readonly number[] }

/**
 * How many customers are affected (IMP-5). Within a segment a union, as one customer may use two failing services: `1 − Π(1 − reachᵢ)`.
 * Segments are different people, so they add up.
 *
 * @returns whole customers; somebody is affected as soon as anybody may be
 */
export const customersAffected = (segments: readonly Touched[]): number => segments.reduce((sum, segment) => sum + affectedOf(segment), 0)

/** The same of one segment. */
export const affectedOf = ({ customers, reaches }: Touched): number => {
  const exact = customers * (1 - reaches.reduce((spared, reach) => spared * (1 - reach), 1))
  return Math.min(customers, Math.ceil(exact - 1e-6))
}
