import type { Severity } from '../../checks/model'
import type { Page } from '../model'
import type { PagingContext } from './decision'
import { type ReachedStep, reachStep } from './reach'
import { BARE, delayMs, type Followed, isStepFor, waits } from './waits'

/** A step as it will be taken if nobody answers, with whom it leads to at that time. */
export type StepAhead = ReachedStep & {
  /** From 1; null for the executives. */
  readonly step: number | null
  readonly at: Date
}

export type Ahead = { readonly steps: readonly StepAhead[]; readonly executives: StepAhead | null }

const NOTHING: Ahead = { steps: [], executives: null }

/**
 * What lies ahead of an open incident by its policy: the steps that are left of this round, or those of the next one, and the executives. An
 * answer stops the steps, and what keeps it quiet stops everything.
 */
export function aheadOf(
  page: Page,
  severity: Severity,
  { route, pace, reach, lastResort }: Pick<PagingContext, 'route' | 'pace' | 'reach' | 'lastResort'>,
): Ahead {
  if (page.closedAt || page.mutedBy.length > 0) return NOTHING
  const policy: Followed = route.policy ?? BARE
  const at = (step: number | null, tell: Parameters<typeof reachStep>[0], atMs: number): StepAhead => {
    const when = new Date(atMs)
    return { ...reachStep(tell, [policy.lastResort, lastResort], (targets) => reach(targets, when)), step, at: when }
  }
  const executivesMs = waits.executives(page, policy, { severity })
  const executives = policy.executives && executivesMs !== null ? at(null, policy.executives.tell, executivesMs) : null
  const firstMs = page.answered ? null : waits.step(page, policy, pace)
  if (firstMs === null) return { steps: [], executives }
  const steps: StepAhead[] = []
  const first = page.step < policy.steps.length ? page.step : 0
  let atMs = firstMs
  for (const [index, step] of [...policy.steps.entries()].slice(first)) {
    if (index > first) atMs += delayMs(step.after, policy, pace)
    if (isStepFor(step, severity)) steps.push(at(index + 1, step.tell, atMs))
  }
  return { steps, executives }
}
