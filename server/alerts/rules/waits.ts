import type { Severity } from '../../checks/model'
import { MINUTE } from '../../kernel/duration'
import type { Page, Policy } from '../model'
import type { Subject } from './decision'
import type { PagerNumbers } from './numbers'
import { paced } from './pace'

/** What is followed where there is no policy at all: the installation's last resort, until somebody answers. */
export const BARE: Pick<Policy, 'steps' | 'repeat' | 'repeatAfter' | 'lastResort' | 'pace'> = {
  steps: [{ tell: [], after: 0 }],
  repeat: 2,
  repeatAfter: 5 * MINUTE,
  lastResort: [],
  pace: 'by-loss',
}
/** As much of a policy as a page follows. */
export type Followed = typeof BARE & Pick<Policy, 'executives'>

/** When each thing that waits of a page is due, in milliseconds since the epoch; null when it does not wait. All count from instants in the page. */
export const waits = {
  /** The next step, or the first of the next round: that one is due when the pause is over, without a delay of its own. */
  step(page: Page, policy: Followed, pace: number): number | null {
    const { anchorAt, round, step } = page
    const next = policy.steps[step]
    if (next) return anchorAt.getTime() + (round > 0 && step === 0 ? 0 : delayMs(next.after, policy, pace))
    return hasRound(page, policy) ? anchorAt.getTime() + delayMs(policy.repeatAfter, policy, pace) : null
  },

  /** Responders have as long when it was kept quiet at first: nobody could work on it until then. */
  executives(
    { executivesAt, startedAt, quietUntilAt }: Page,
    { executives }: Followed,
    { severity }: Pick<Subject, 'severity'>,
  ): number | null {
    if (!executives || executivesAt || !executives.severities.includes(severity)) return null
    return Math.max(startedAt.getTime(), quietUntilAt?.getTime() ?? 0) + executives.after
  },

  news({ newsSinceAt, newsAt }: Page, { groupWaitMs, groupIntervalMs }: PagerNumbers): number | null {
    if (newsSinceAt === null) return null
    return Math.max(newsSinceAt.getTime() + groupWaitMs, newsAt === null ? 0 : newsAt.getTime() + groupIntervalMs)
  },

  reminder({ answered, acknowledgedSinceAt, lastAt, told }: Page, { acknowledgementMs, repeatEveryMs }: PagerNumbers): number | null {
    if (!told.some(({ as }) => as === 'page')) return null
    const [sinceAt, everyMs] = answered ? [acknowledgedSinceAt, acknowledgementMs] : [lastAt, repeatEveryMs]
    return sinceAt === null || everyMs === 0 ? null : sinceAt.getTime() + everyMs
  },
}

/** A delay that the policy writes, as it is waited for. */
export const delayMs = (writtenMs: number, policy: Pick<Followed, 'pace'>, pace: number): number =>
  policy.pace === 'as-written' ? writtenMs : paced(writtenMs, pace)

export const isStepFor = (step: Policy['steps'][number] | undefined, severity: Severity): boolean =>
  step?.severities?.includes(severity) ?? true

/** A step reached nobody, and nobody was paged since: rounds go on, and do not count (ALR-12). */
export const isUnheard = ({ unheard, told }: Page): boolean => unheard && !told.some(({ as }) => as === 'page')

const hasRound = (page: Page, { repeat }: Followed): boolean => page.round < repeat || isUnheard(page)
