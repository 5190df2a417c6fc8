import type { Severity } from '../../checks/model'
import { MINUTE } from '../../kernel/duration'
import type { NoticeKind, Page, Policy, Recipient, Target, Told, Trail } from '../model'
import type { PagerNumbers } from './numbers'
import { paced, rankOf } from './pace'
import { type Reached, reachStep, recipientKey, recipientName, targetName } from './reach'
import type { Route } from './routing'

/** What of an incident and its alerts decides who is told. */
export type Subject = {
  readonly incidentId: string
  readonly state: 'triggered' | 'acknowledged' | 'mitigated' | 'resolved'
  readonly severity: Severity
  readonly openedAt: Date
  readonly acknowledgedAt: Date | null
  /** How many alerts are or were in it: what joins is news. */
  readonly alerts: number
  /** How often people asked for the next step. */
  readonly escalations: number
}

/** One thing that keeps an incident quiet: a silence, a maintenance window, what it depends on, flapping, quiet hours. */
export type Muting = {
  /** As a sentence goes on: "the silence of Ada until 18:00". The same words for the same thing. */
  readonly says: string
  /** Null when only an event ends it. */
  readonly until: Date | null
}

/** Somebody to be told besides the policy's steps: the channels of a definition (`page`), the stakeholders of an opportunity (`briefing`). */
export type Also = { readonly target: Target; readonly as: 'page' | 'briefing'; readonly because: string }

/** What the moment brings to the decision. */
export type PagingContext = {
  readonly route: Route
  readonly muting: readonly Muting[]
  /** From `paceOf`. */
  readonly pace: number
  reach(targets: readonly Target[], now: Date): Reached
  /** Of the installation, when not even the policy's last resort can be reached. */
  readonly lastResort: readonly Target[]
  readonly also: readonly Also[]
}

/** A message to be made: the outbox has its key once. */
export type Due = { readonly key: string; readonly kind: NoticeKind; readonly recipient: Recipient; readonly at: Date }

export type Decision = { readonly page: Page; readonly notices: readonly Due[]; readonly nextAt: Date | null }

/** So many sentences of why whom are kept. */
export const TRAIL_MAX = 100

/** What is followed where there is no policy at all: the installation's last resort, until somebody answers. */
const BARE: Pick<Policy, 'steps' | 'repeat' | 'repeatAfter' | 'lastResort' | 'pace'> = {
  steps: [{ tell: [], after: 0 }],
  repeat: 2,
  repeatAfter: 5 * MINUTE,
  lastResort: [],
  pace: 'by-loss',
}
type Followed = typeof BARE & Pick<Policy, 'executives'>

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
  telling.settleClock()
  if (isOver) telling.close()
  else if (!telling.isMuted(context.muting)) {
    const policy = telling.follow(context.route)
    telling.answer()
    telling.takeSteps(policy, context)
    telling.tellAlso(context)
    telling.tellExecutives(policy, context)
    telling.tellNews(numbers)
    telling.remind(numbers)
  }
  telling.set({ nextAt: telling.next(context, numbers) })
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
    counts: {},
    nextAt: null,
    trail: before ? appended(before.trail, { at: now, says: 'It was reopened.' }) : [],
  }
}

const appended = (trail: readonly Trail[], one: Trail): readonly Trail[] => [...trail, one].slice(-TRAIL_MAX)

/** One decision in the making. Every change goes through `set`, which leaves the page alone where nothing changes. */
class Telling {
  page: Page
  readonly notices: Due[] = []
  readonly #subject: Subject
  readonly #now: Date
  #policy: Followed = BARE

  constructor(page: Page, subject: Subject, now: Date) {
    this.page = page
    this.#subject = subject
    this.#now = now
  }

  set(changes: Partial<Page>): void {
    const differ = Object.entries(changes).some(([key, value]) => !same(this.page[key as keyof Page], value))
    if (differ) this.page = { ...this.page, ...changes }
  }

  /** What lies ahead, because the clock jumped back, counts from now: nothing is sent again, and nothing waits longer than it should. */
  settleClock(): void {
    const { startedAt, anchorAt, newsSinceAt, newsAt, lastAt, acknowledgedSinceAt } = this.page
    const settled = <Instant extends Date | null>(at: Instant): Instant | Date => (at && at > this.#now ? this.#now : at)
    this.set({
      startedAt: settled(startedAt),
      anchorAt: settled(anchorAt),
      newsSinceAt: settled(newsSinceAt),
      newsAt: settled(newsAt),
      lastAt: settled(lastAt),
      acknowledgedSinceAt: settled(acknowledgedSinceAt),
    })
  }

  /** Everybody who was told hears of the end, whatever keeps it quiet (ALR-11). */
  close(): void {
    const waiting = this.page.told.filter(({ resolvedAt }) => resolvedAt === null).map(({ recipient }) => recipient)
    this.#tell('resolved', waiting)
    this.set({ told: this.page.told.map((one) => (one.resolvedAt ? one : { ...one, resolvedAt: this.#now })), closedAt: this.#now })
    this.#note(waiting.length === 0 ? 'It was resolved before anybody was told.' : `It was resolved; told ${names(waiting)}.`)
  }

  /** Nothing is created while something keeps it quiet; escalation waits, and begins to wait anew when that ends. */
  isMuted(muting: readonly Muting[]): boolean {
    const mutedBy = muting.map(({ says }) => says)
    const was = this.page.mutedBy
    if (!same(was, mutedBy)) {
      if (mutedBy.length > 0) this.#note(`Nobody is told because of ${mutedBy.join(' and ')}.`)
      else this.#note('Nothing keeps it quiet any more.')
      this.set({ mutedBy, ...(mutedBy.length === 0 ? { anchorAt: this.#now } : {}) })
    }
    return mutedBy.length > 0
  }

  /** The policy that holds now. Steps that were taken stay taken; another policy is begun, but tells only those who do not know. */
  follow({ policy, finding }: Route): Followed {
    const name = policy?.name ?? null
    this.#policy = policy ?? BARE
    if (finding !== null) this.#noteOnce(`${finding}.`)
    if (name === this.page.policy) return this.#policy
    const isFirst = this.page.round === 0 && this.page.step === 0 && this.page.told.length === 0
    this.#note(name === null ? 'It follows no policy.' : `It follows the policy ${name}.`)
    if (isFirst) this.set({ policy: name })
    else
      this.set({
        policy: name,
        rerouted: true,
        step: 0,
        passedOver: [],
        anchorAt: this.#now,
      })
    return this.#policy
  }

  /** An acknowledgement is told to everybody who was told; what needs somebody again begins with the first step. */
  answer(): void {
    const { state, acknowledgedAt } = this.#subject
    if (state === 'triggered') {
      if (!this.page.answered) return
      this.#note('It needs somebody again.')
      this.set({ answered: false, acknowledgedSinceAt: null, round: 0, step: 0, passedOver: [], rerouted: false, anchorAt: this.#now })
      return
    }
    if (!this.page.answered) this.#note(`It is ${state}; no further step is taken.`)
    this.set({ answered: true })
    if (state === 'mitigated') this.set({ acknowledgedSinceAt: null })
    if (state !== 'acknowledged' || same(this.page.acknowledgedAt, acknowledgedAt)) return
    this.set({ acknowledgedAt, acknowledgedSinceAt: this.#now })
    this.#tell(
      'acknowledged',
      this.page.told.map(({ recipient }) => recipient),
    )
  }

  /**
   * Takes the steps that are due, each at most once and in order. What lies further back than one round is not made up for: the next round then
   * begins its full pause from now.
   */
  takeSteps(policy: Followed, context: PagingContext): void {
    const asked = this.#subject.escalations > this.page.escalations
    if (asked) {
      this.set({ escalations: this.#subject.escalations })
      this.#note('Somebody asked for the next step.')
    }
    const visited = new Set<number>()
    if (!this.page.answered) for (const index of this.page.passedOver) if (this.#isFor(index)) this.#visit(index, context, visited)
    let isForced = asked
    while (this.page.step < policy.steps.length || this.#beginRound(context.pace, visited, isForced)) {
      const dueMs = this.#stepDueMs(context.pace) ?? this.#now.getTime()
      if (!isForced && (this.page.answered || dueMs > this.#now.getTime())) return
      const index = this.page.step
      this.set({ step: index + 1, anchorAt: new Date(Math.min(dueMs, this.#now.getTime())) })
      const did = this.#visit(index, context, visited)
      // Nobody is there to be waited for, so the next step follows at once.
      isForced = did === 'passed over' ? isForced : did === 'nobody' && index + 1 < policy.steps.length
    }
  }

  /** Those besides the steps, each target once a cycle. */
  tellAlso({ also, reach }: PagingContext): void {
    for (const { target, as, because } of also) {
      const key = `${as}/${targetName(target)}`
      if (this.page.alsoTold.includes(key) || (as === 'page' && this.page.answered)) continue
      const { recipients, because: why } = reach([target], this.#now)
      this.set({ alsoTold: [...this.page.alsoTold, key] })
      this.#note(sentence(`${targetName(target)} (${because})`, recipients, this.#tell(as, recipients), why))
    }
  }

  /** Once a cycle, while it is not resolved: that somebody works on it does not take it off the executives' desks (ALR-6). */
  tellExecutives({ executives, lastResort }: Followed, context: PagingContext): void {
    const dueMs = this.#executivesDueMs()
    if (!executives || dueMs === null || dueMs > this.#now.getTime()) return
    const { recipients, because } = reachStep(executives.tell, [lastResort, context.lastResort], (targets) =>
      context.reach(targets, this.#now),
    )
    this.set({ executivesAt: this.#now })
    this.#note(sentence('The executives', recipients, this.#tell('briefing', recipients), because))
  }

  /** What joined, or got graver, is gathered, then told to the responders who do not know of it. */
  tellNews({ groupWaitMs, groupIntervalMs }: PagerNumbers): void {
    const behind = this.#behind()
    if (behind.length === 0) return this.set({ newsSinceAt: null })
    if (this.page.newsSinceAt === null) this.set({ newsSinceAt: this.#now })
    const dueMs = this.#newsDueMs(groupWaitMs, groupIntervalMs)
    if (dueMs === null || dueMs > this.#now.getTime()) return
    this.set({ newsSinceAt: null, newsAt: this.#now })
    this.#note(sentence('News', behind, this.#tell('news', behind), []))
  }

  /** Still nobody has answered, or who did seems to have forgotten. */
  remind(numbers: PagerNumbers): void {
    const dueMs = this.#reminderDueMs(numbers)
    if (dueMs === null || dueMs > this.#now.getTime()) return
    this.set(this.page.answered ? { acknowledgedSinceAt: this.#now } : { lastAt: this.#now })
    this.#note(sentence('A reminder', this.#paged(), this.#tell('reminder', this.#paged()), []))
  }

  /** When the next of all that waits is due; always after now. */
  next({ pace, muting }: PagingContext, numbers: PagerNumbers): Date | null {
    if (this.page.closedAt) return null
    const nowMs = this.#now.getTime()
    const candidates =
      this.page.mutedBy.length > 0
        ? muting.map(({ until }) => until?.getTime() ?? null)
        : [
            this.page.answered ? null : this.#stepDueMs(pace),
            this.#executivesDueMs(),
            this.#newsDueMs(numbers.groupWaitMs, numbers.groupIntervalMs),
            this.#reminderDueMs(numbers),
          ]
    const ahead = candidates.filter((ms): ms is number => ms !== null && ms > nowMs)
    return ahead.length === 0 ? null : new Date(Math.min(...ahead))
  }

  // ── Parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  #isFor(index: number): boolean {
    return this.#policy.steps[index]?.severities?.includes(this.#subject.severity) ?? true
  }

  /**
   * Goes back to the first step if there is a round left and its pause is over. While nobody could be reached at all there always is one (ALR-12).
   * A decision goes through no step twice.
   */
  #beginRound(pace: number, visited: ReadonlySet<number>, isForced: boolean): boolean {
    const nowMs = this.#now.getTime()
    if (isForced && !visited.has(0)) return this.#startRound(nowMs)
    const dueMs = this.#stepDueMs(pace)
    if (this.page.answered || dueMs === null || dueMs > nowMs) return false
    if (visited.size === 0) return this.#startRound(dueMs)
    this.set({ anchorAt: this.#now })
    return false
  }

  /** The first step of a further round is due when the pause is over, without a delay of its own. Rounds that nobody heard do not count. */
  #startRound(dueMs: number): boolean {
    const round = this.#isUnheard() ? 1 : this.page.round + 1
    this.set({ round, step: 0, passedOver: [], rerouted: false, anchorAt: new Date(dueMs) })
    return true
  }

  #hasRound(): boolean {
    return this.page.round < this.#policy.repeat || this.#isUnheard()
  }

  #isUnheard(): boolean {
    return this.page.unheard && !this.page.told.some(({ as }) => as === 'page')
  }

  /** When the next step, or the first of the next round, is due; null when none is left. */
  #stepDueMs(pace: number): number | null {
    const { anchorAt, round, step } = this.page
    const next = this.#policy.steps[step]
    if (next) return anchorAt.getTime() + (round > 0 && step === 0 ? 0 : this.#paced(next.after, pace))
    return this.#hasRound() ? anchorAt.getTime() + this.#paced(this.#policy.repeatAfter, pace) : null
  }

  #paced(writtenMs: number, pace: number): number {
    return this.#policy.pace === 'as-written' ? writtenMs : paced(writtenMs, pace)
  }

  /** Takes a step, or passes over it because of the severity. */
  #visit(index: number, context: PagingContext, visited: Set<number>): 'told' | 'nobody' | 'passed over' {
    const step = this.#policy.steps[index]
    if (visited.has(index) || !step) return 'told'
    visited.add(index)
    if (!this.#isFor(index)) {
      this.set({ passedOver: [...this.page.passedOver, index] })
      this.#note(`Step ${index + 1} was passed over: it is not for ${this.#subject.severity}.`)
      return 'passed over'
    }
    this.set({ passedOver: this.page.passedOver.filter((other) => other !== index) })
    const reach = (targets: readonly Target[]) => context.reach(targets, this.#now)
    const { recipients, resort, because } = reachStep(step.tell, [this.#policy.lastResort, context.lastResort], reach)
    const known = new Set(this.page.rerouted ? this.#paged().map(recipientKey) : [])
    const told = this.#tell(
      'page',
      recipients.filter((recipient) => !known.has(recipientKey(recipient))),
    )
    const round = this.page.round > 0 ? ` (round ${this.page.round + 1})` : ''
    const fell = resort === 'policy' || resort === 'installation' ? ', by the last resort,' : ''
    this.#note(sentence(`Step ${index + 1}${round}${fell}`, recipients, told, because))
    if (recipients.length > 0) return 'told'
    this.set({ unheard: true })
    return 'nobody'
  }

  #executivesDueMs(): number | null {
    const { executives } = this.#policy
    if (!executives || this.page.executivesAt || !executives.severities.includes(this.#subject.severity)) return null
    return this.page.startedAt.getTime() + executives.after
  }

  #newsDueMs(groupWaitMs: number, groupIntervalMs: number): number | null {
    const { newsSinceAt, newsAt } = this.page
    if (newsSinceAt === null) return null
    return Math.max(newsSinceAt.getTime() + groupWaitMs, newsAt === null ? 0 : newsAt.getTime() + groupIntervalMs)
  }

  #reminderDueMs({ acknowledgementMs, repeatEveryMs }: PagerNumbers): number | null {
    const { answered, acknowledgedSinceAt, lastAt, told } = this.page
    if (!told.some(({ as }) => as === 'page')) return null
    const [sinceAt, everyMs] = answered ? [acknowledgedSinceAt, acknowledgementMs] : [lastAt, repeatEveryMs]
    return sinceAt === null || everyMs === 0 ? null : sinceAt.getTime() + everyMs
  }

  #paged(): readonly Recipient[] {
    return this.page.told.filter(({ as }) => as === 'page').map(({ recipient }) => recipient)
  }

  /** Responders whose last message said less than there is to say. */
  #behind(): readonly Recipient[] {
    const { alerts, severity } = this.#subject
    return this.page.told
      .filter((one) => one.as === 'page' && (one.alerts < alerts || rankOf(severity) < rankOf(one.severity)))
      .map(({ recipient }) => recipient)
  }

  /** Makes one message for each who has none in this decision yet, and keeps what they know from now on. */
  #tell(kind: NoticeKind, recipients: readonly Recipient[]): readonly Recipient[] {
    const { incidentId, cycle, counts } = this.page
    const served = new Set(this.notices.map(({ recipient }) => recipientKey(recipient)))
    const fresh = recipients.filter((recipient) => !served.has(recipientKey(recipient)))
    if (fresh.length === 0) return fresh
    const n = (counts[kind] ?? 0) + 1
    for (const recipient of fresh)
      this.notices.push({ key: `${incidentId}/${cycle}/${kind}/${n}/${recipientKey(recipient)}`, kind, recipient, at: this.#now })
    const isPaging = kind === 'page' || kind === 'news' || kind === 'reminder'
    this.set({
      counts: { ...counts, [kind]: n },
      told: this.#knowing(kind, fresh),
      ...(isPaging ? { lastAt: this.#now } : {}),
    })
    return fresh
  }

  #knowing(kind: NoticeKind, recipients: readonly Recipient[]): readonly Told[] {
    const { alerts, severity } = this.#subject
    const byKey = new Map(this.page.told.map((one) => [recipientKey(one.recipient), one]))
    for (const recipient of recipients) {
      const key = recipientKey(recipient)
      const known = byKey.get(key)
      const as = kind === 'page' ? 'page' : (known?.as ?? 'briefing')
      byKey.set(key, { recipient, at: this.#now, resolvedAt: null, ...known, as, alerts, severity })
    }
    return [...byKey.values()]
  }

  #note(says: string): void {
    this.set({ trail: appended(this.page.trail, { at: this.#now, says }) })
  }

  #noteOnce(says: string): void {
    if (!this.page.trail.some((one) => one.says === says)) this.#note(says)
  }
}

const names = (recipients: readonly Recipient[]): string => recipients.map(recipientName).join(', ')

function sentence(what: string, found: readonly Recipient[], told: readonly Recipient[], because: readonly string[]): string {
  const did = told.length > 0 ? `told ${names(told)}` : found.length > 0 ? 'told nobody new' : 'reached nobody'
  return `${what} ${did}${because.length > 0 ? `: ${because.join('; ')}` : ''}.`
}

/** Equal as far as a page is concerned: instants by their time, lists by their members, everything else by identity. */
function same(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => same(item, other[index]))
  return one === other
}
