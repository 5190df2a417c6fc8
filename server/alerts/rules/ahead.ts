import { turnsBetween } from '../../oncall/rules/rotation'
import type { Policy, Routing, Target } from '../model'
import { type Directory, reachability, type Verdict } from './reach'

/** What a policy does from an instant on, until the next piece. */
export type Reaching = {
  readonly fromAt: Date
  readonly verdict: Verdict
  readonly says: string
  readonly steps: readonly { readonly step: number; readonly says: string; readonly reaches: boolean }[]
}

/** So many hand-overs are looked at: more are told of when they are nearer. */
const MOST = 200

/**
 * "Can this policy reach someone?" for now and for what lies ahead: it changes only where one of its schedules does, so each piece holds until the
 * next (ALR-12). Neighbours that say the same are one.
 */
export function reachingAhead(policy: Policy, routing: Routing, directory: Directory, from: Date, to: Date): readonly Reaching[] {
  const lastResort = routing.policies.find(({ name }) => name === routing.lastResort)?.steps.flatMap(({ tell }) => tell) ?? []
  const pieces: Reaching[] = []
  for (const fromAt of [from, ...handoversOf([...targetsOf(policy), ...lastResort], routing, from, to)]) {
    const { verdict, says, steps } = reachability(policy, lastResort, directory, fromAt)
    const piece = {
      fromAt,
      verdict,
      says,
      steps: steps.map((one) => ({ step: one.step, says: one.says, reaches: one.resort !== 'nobody' })),
    }
    if (!saysTheSame(pieces.at(-1), piece)) pieces.push(piece)
  }
  return pieces
}

const targetsOf = ({ steps, lastResort }: Policy): readonly Target[] => [...steps.flatMap(({ tell }) => tell), ...lastResort]

function handoversOf(targets: readonly Target[], { schedules }: Routing, from: Date, to: Date): readonly Date[] {
  const named = new Set(targets.flatMap((target) => ('schedule' in target ? target.schedule : [])))
  const instants = schedules
    .filter(({ name }) => named.has(name))
    .flatMap((schedule) => turnsBetween(schedule, from, to).map(({ fromAt }) => fromAt.getTime()))
  return [...new Set(instants)]
    .filter((ms) => ms > from.getTime())
    .sort((a, b) => a - b)
    .slice(0, MOST)
    .map((ms) => new Date(ms))
}

const saysTheSame = (one: Reaching | undefined, other: Reaching): boolean =>
  one !== undefined && JSON.stringify([one.verdict, one.says, one.steps]) === JSON.stringify([other.verdict, other.says, other.steps])
