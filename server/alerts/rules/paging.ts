import type { Page } from '../model'
import type { Decision, Muting, PagingContext, Subject } from './decision'
import { follow, isAsked, takeAsked, takeSteps } from './escalation'
import type { PagerNumbers } from './numbers'
import { reachStep, targetName } from './reach'
import { appended, namesOf, same, sentence, Telling } from './telling'
import { BARE, type Followed, waits } from './waits'

/**
 * Compares what should have been told of an incident with what was, and answers what is missing (ALR-3, 6, 11, 12, 15). It is level-triggered:
 * asked again with the same state and time it answers nothing new, so that a restart, a replay or an unrelated edit tells nobody anything, and
 * what was missed while nobody asked is made up for. See docs/decisions/0007-paging-is-level-triggered.md.
 *
 * @param before what was told so far; undefined for an incident that is seen for the first time
 * @returns the page as it is now (the same object when nothing changed), and when to ask again if no event comes first
 */
export function decide(before: Page | undefined, subject: Subject, context: PagingContext, numbers: PagerNumbers, now: Date): Decision {
  const isOver = subject.state === 'resolved'
  if (before?.closedAt && isOver) return { page: before, notices: [], nextAt: null }
  const telling = new Telling(current(before, subject, now), subject, now)
  let policy: Followed = BARE
  settleClock(telling)
  if (isOver) close(telling)
  else if (isMuted(telling, context.muting)) {
    if (isAsked(telling)) takeAsked(telling, follow(telling, context.route), context)
  } else {
    policy = follow(telling, context.route)
    answer(telling)
    takeSteps(telling, policy, context)
    tellAlso(telling, context)
    tellExecutives(telling, policy, context)
    tellNews(telling, numbers)
    remind(telling, numbers)
  }
  telling.set(nextOf(telling, policy, context, numbers))
  return { page: telling.page, notices: telling.notices, nextAt: telling.page.nextAt }
}

/** The page of the cycle that the incident is in. */
function current(before: Page | undefined, { incidentId, openedAt }: Subject, now: Date): Page {
  if (before && !before.closedAt) return before
  const startedAt = before || openedAt > now ? now : openedAt
  return {
    incidentId,
    cycle: before ? before.cycle + 1 : 0,
    startedAt,
    closedAt: null,
    policy: null,
    rerouted: false,
    round: 0,
    step: 0,
    passedOver: [],
    anchorAt: startedAt,
    unheard: false,
    escalations: before?.escalations ?? 0,
    executivesAt: null,
    alsoTold: [],
    told: [],
    newsSinceAt: null,
    newsAt: null,
    lastAt: null,
    answered: false,
    acknowledgedAt: null,
    acknowledgedSinceAt: null,
    mutedBy: [],
    quietUntilAt: null,
    counts: {},
    stepAt: null,
    nextAt: null,
    trail: before ? appended(before.trail, { at: now, says: 'It was reopened.' }) : [],
  }
}

/** What lies ahead, because the clock jumped back, counts from now: nothing is sent again, and nothing waits longer than it should. */
function settleClock(telling: Telling): void {
  const { startedAt, quietUntilAt, anchorAt, newsSinceAt, newsAt, lastAt, acknowledgedSinceAt } = telling.page
  const settled = <Instant extends Date | null>(at: Instant): Instant | Date => (at && at > telling.now ? telling.now : at)
  telling.set({
    startedAt: settled(startedAt),
    quietUntilAt: settled(quietUntilAt),
    anchorAt: settled(anchorAt),
    newsSinceAt: settled(newsSinceAt),
    newsAt: settled(newsAt),
    lastAt: settled(lastAt),
    acknowledgedSinceAt: settled(acknowledgedSinceAt),
  })
}

/** Everybody who was told hears of the end, whatever keeps it quiet (ALR-11). */
function close(telling: Telling): void {
  const { page, now } = telling
  const waiting = page.told.filter(({ resolvedAt }) => resolvedAt === null).map(({ recipient }) => recipient)
  telling.tell('resolved', waiting)
  const told = telling.page.told.map((one) => (one.resolvedAt ? one : { ...one, resolvedAt: now }))
  // What was asked for and not done any more is not wanted when it is reopened.
  telling.set({ told, closedAt: now, escalations: telling.subject.escalations.length })
  telling.note(waiting.length === 0 ? 'It was resolved before anybody was told.' : `It was resolved; told ${namesOf(waiting)}.`)
}

/** Nothing is created while something keeps it quiet; escalation waits, and begins to wait anew when that ends. */
function isMuted(telling: Telling, muting: readonly Muting[]): boolean {
  const mutedBy = muting.map(({ says }) => says)
  if (!same(telling.page.mutedBy, mutedBy)) {
    telling.note(mutedBy.length > 0 ? `Nobody is told because of ${mutedBy.join(' and ')}.` : 'Nothing keeps it quiet any more.')
    const { told, quietUntilAt } = telling.page
    const ended = { anchorAt: telling.now, quietUntilAt: told.length === 0 && !quietUntilAt ? telling.now : quietUntilAt }
    telling.set({ mutedBy, ...(mutedBy.length === 0 ? ended : {}) })
  }
  return mutedBy.length > 0
}

/** An acknowledgement is told to everybody who was told; what needs somebody again begins with the first step. */
function answer(telling: Telling): void {
  const { state, acknowledgedAt } = telling.subject
  if (state === 'triggered') {
    if (!telling.page.answered) return
    telling.note('It needs somebody again.')
    telling.set({
      answered: false,
      acknowledgedSinceAt: null,
      round: 0,
      step: 0,
      passedOver: [],
      rerouted: false,
      anchorAt: telling.now,
    })
    return
  }
  if (!telling.page.answered) telling.note(`It is ${state}; no further step is taken.`)
  telling.set({ answered: true })
  if (state === 'mitigated') telling.set({ acknowledgedSinceAt: null })
  if (state !== 'acknowledged' || same(telling.page.acknowledgedAt, acknowledgedAt)) return
  telling.set({ acknowledgedAt, acknowledgedSinceAt: telling.now })
  telling.tell(
    'acknowledged',
    telling.page.told.map(({ recipient }) => recipient),
  )
}

/** Those besides the steps, each target once a cycle. */
function tellAlso(telling: Telling, { also, reach }: PagingContext): void {
  for (const { target, as, because } of also) {
    const key = `${as}/${targetName(target)}`
    if (telling.page.alsoTold.includes(key) || (as === 'page' && telling.page.answered)) continue
    const { recipients, because: why } = reach([target], telling.now)
    telling.set({ alsoTold: [...telling.page.alsoTold, key] })
    telling.note(sentence(`${targetName(target)} (${because})`, recipients, telling.tell(as, recipients), why))
  }
}

/** Once a cycle, while it is not resolved: that somebody works on it does not take it off the executives' desks (ALR-6). */
function tellExecutives(telling: Telling, policy: Followed, context: PagingContext): void {
  const { now } = telling
  const { executives, lastResort } = policy
  const dueMs = waits.executives(telling.page, policy, telling.subject)
  if (!executives || dueMs === null || dueMs > now.getTime()) return
  const { recipients, because } = reachStep(executives.tell, [lastResort, context.lastResort], (targets) => context.reach(targets, now))
  telling.set({ executivesAt: now })
  telling.note(sentence('The executives', recipients, telling.tell('briefing', recipients), because))
}

/** What joined, or got graver, is gathered, then told to the responders who do not know of it. */
function tellNews(telling: Telling, numbers: PagerNumbers): void {
  const { now } = telling
  const behind = telling.behind()
  if (behind.length === 0) return telling.set({ newsSinceAt: null })
  if (telling.page.newsSinceAt === null) telling.set({ newsSinceAt: now })
  const dueMs = waits.news(telling.page, numbers)
  if (dueMs === null || dueMs > now.getTime()) return
  telling.set({ newsSinceAt: null, newsAt: now })
  telling.note(sentence('News', behind, telling.tell('news', behind), []))
}

/** Still nobody has answered, or who did seems to have forgotten. */
function remind(telling: Telling, numbers: PagerNumbers): void {
  const { now } = telling
  const dueMs = waits.reminder(telling.page, numbers)
  if (dueMs === null || dueMs > now.getTime()) return
  telling.set(telling.page.answered ? { acknowledgedSinceAt: now } : { lastAt: now })
  telling.note(sentence('A reminder', telling.paged(), telling.tell('reminder', telling.paged()), []))
  // Whoever is reminded knows what joined.
  if (telling.behind().length === 0) telling.set({ newsSinceAt: null })
}

/** When the next step is due if nobody answers, and when the next of all that waits; always after now. */
function nextOf(
  { page, subject, now }: Telling,
  policy: Followed,
  { pace, muting, quietFrom }: PagingContext,
  numbers: PagerNumbers,
): Pick<Page, 'stepAt' | 'nextAt'> {
  if (page.closedAt) return { stepAt: null, nextAt: null }
  const stepMs = page.mutedBy.length > 0 || page.answered ? null : waits.step(page, policy, pace)
  const quietMs = quietFrom?.getTime() ?? Number.POSITIVE_INFINITY
  const candidates =
    page.mutedBy.length > 0
      ? muting.map(({ until }) => until?.getTime() ?? null)
      : [stepMs, waits.executives(page, policy, subject), waits.news(page, numbers), waits.reminder(page, numbers)]
  const ahead = [quietFrom?.getTime() ?? null, ...candidates].filter((ms): ms is number => ms !== null && ms > now.getTime())
  return {
    // What keeps it quiet from then on puts the step off, nobody knows for how long.
    stepAt: stepMs !== null && stepMs > now.getTime() && stepMs < quietMs ? new Date(stepMs) : null,
    nextAt: ahead.length === 0 ? null : new Date(Math.min(...ahead)),
  }
}
