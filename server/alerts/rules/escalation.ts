import type { Policy, Recipient, Target } from '../model'
import type { PagingContext } from './decision'
import { reachStep, recipientKey, targetName } from './reach'
import type { Route } from './routing'
import { sentence, type Telling } from './telling'
import { BARE, type Followed, isStepFor, isUnheard, waits } from './waits'

/** The policy that holds now. Steps that were taken stay taken; another policy is begun, but tells only those who do not know. */
export function follow(telling: Telling, { policy, finding }: Route): Followed {
  const { page, now } = telling
  const name = policy?.name ?? null
  if (finding !== null) telling.noteOnce(`${finding}.`)
  if (name !== page.policy) {
    const isFirst = page.round === 0 && page.step === 0 && page.told.length === 0
    telling.note(name === null ? 'It follows no policy.' : `It follows the policy ${name}.`)
    telling.set({ policy: name, ...(isFirst ? {} : { rerouted: true, step: 0, passedOver: [], anchorAt: now }) })
  }
  return policy ?? BARE
}

/**
 * Takes the steps that people asked for and those that are due, each at most once and in order. What lies further back than one round is not made
 * up for: the next round then begins its full pause from now.
 */
export function takeSteps(telling: Telling, policy: Followed, context: PagingContext): void {
  const climb = new Climb(telling, policy, context)
  climb.takePassedOver()
  climb.takeAsked()
  climb.takeDue()
}

/** What people asked for is done at once, each time once, also while an answer or something that keeps it quiet stops everything else. */
export const takeAsked = (telling: Telling, policy: Followed, context: PagingContext): void =>
  new Climb(telling, policy, context).takeAsked()

/** Whether people asked for something that is not done yet. */
export const isAsked = ({ page, subject }: Telling): boolean => subject.escalations.length > page.escalations

/** One way through the steps of a policy, in one decision: it goes through no step twice. */
class Climb {
  readonly #telling: Telling
  readonly #policy: Followed
  readonly #context: PagingContext
  readonly #visited = new Set<number>()
  readonly #nowMs: number

  constructor(telling: Telling, policy: Followed, context: PagingContext) {
    this.#telling = telling
    this.#policy = policy
    this.#context = context
    this.#nowMs = telling.now.getTime()
  }

  /** A step that was not for the severity is taken when the incident becomes one of it. */
  takePassedOver(): void {
    const { page } = this.#telling
    if (!page.answered) for (const index of page.passedOver) if (this.#isFor(this.#policy.steps[index])) this.#visit(index)
  }

  takeAsked(): void {
    const telling = this.#telling
    const asked = telling.subject.escalations.slice(telling.page.escalations)
    if (asked.length === 0) return
    telling.set({ escalations: telling.subject.escalations.length })
    for (const { by, target } of asked) {
      if (target === null) telling.note(`${by} asked for the next step.`)
      else this.#handTo(target, by)
    }
    this.#walk(asked.filter(({ target }) => target === null).length)
  }

  takeDue(): void {
    if (!this.#telling.page.answered) this.#walk(0)
  }

  /** Goes through the steps: as many as were asked for at once, or those that are due. */
  #walk(asked: number): void {
    const telling = this.#telling
    const { steps } = this.#policy
    let left = asked
    let isForced = asked > 0
    while (telling.page.step < steps.length || this.#beginRound(isForced)) {
      const dueMs = this.#dueMs() ?? this.#nowMs
      if (!isForced && (asked > 0 || dueMs > this.#nowMs)) return
      const index = telling.page.step
      telling.set({ step: index + 1, anchorAt: new Date(Math.min(dueMs, this.#nowMs)) })
      const did = this.#visit(index)
      if (did === 'passed over') continue
      // Nobody is there to be waited for, so the next step follows at once.
      const follows = did === 'nobody' && index + 1 < steps.length
      if (!follows && left > 0) left -= 1
      isForced = follows || left > 0
    }
  }

  #handTo(target: Target, by: string): void {
    const telling = this.#telling
    const reach = (targets: readonly Target[]) => this.#context.reach(targets, telling.now)
    const { recipients, because } = reachStep([target], [this.#policy.lastResort, this.#context.lastResort], reach)
    telling.note(sentence(`${by} handed it to ${targetName(target)}, and that`, recipients, telling.tell('page', recipients), because))
  }

  #dueMs(): number | null {
    return waits.step(this.#telling.page, this.#policy, this.#context.pace)
  }

  /** Goes back to the first step if there is a round left and its pause is over. While nobody could be reached at all there always is one (ALR-12). */
  #beginRound(isForced: boolean): boolean {
    if (isForced && !this.#visited.has(0)) return this.#startRound(this.#nowMs)
    const dueMs = this.#dueMs()
    if (this.#telling.page.answered || dueMs === null || dueMs > this.#nowMs) return false
    if (this.#visited.size === 0) return this.#startRound(dueMs)
    this.#telling.set({ anchorAt: this.#telling.now })
    return false
  }

  /** The first step of a further round is due when the pause is over, without a delay of its own. Rounds that nobody heard do not count. */
  #startRound(dueMs: number): boolean {
    const { page } = this.#telling
    const round = isUnheard(page) ? 1 : page.round + 1
    this.#telling.set({ round, step: 0, passedOver: [], rerouted: false, anchorAt: new Date(dueMs) })
    return true
  }

  /** Takes a step, or passes over it because of the severity. */
  #visit(index: number): 'told' | 'nobody' | 'passed over' {
    const telling = this.#telling
    const step = this.#policy.steps[index]
    if (this.#visited.has(index) || !step) return 'told'
    this.#visited.add(index)
    if (!this.#isFor(step)) {
      telling.set({ passedOver: [...telling.page.passedOver, index] })
      telling.note(`Step ${index + 1} was passed over: it is not for ${telling.subject.severity}.`)
      return 'passed over'
    }
    telling.set({ passedOver: telling.page.passedOver.filter((other) => other !== index) })
    const reach = (targets: readonly Target[]) => this.#context.reach(targets, telling.now)
    const { recipients, resort, because } = reachStep(step.tell, [this.#policy.lastResort, this.#context.lastResort], reach)
    const told = telling.tell('page', this.#newTo(recipients))
    const round = telling.page.round > 0 ? ` (round ${telling.page.round + 1})` : ''
    const fell = resort === 'policy' || resort === 'installation' ? ', by the last resort,' : ''
    telling.note(sentence(`Step ${index + 1}${round}${fell}`, recipients, told, because))
    if (recipients.length > 0) return 'told'
    telling.set({ unheard: true })
    return 'nobody'
  }

  /** The first round of another policy tells only those who do not know. */
  #newTo(recipients: readonly Recipient[]): readonly Recipient[] {
    if (!this.#telling.page.rerouted) return recipients
    const known = new Set(this.#telling.paged().map(recipientKey))
    return recipients.filter((recipient) => !known.has(recipientKey(recipient)))
  }

  #isFor(step: Policy['steps'][number] | undefined): boolean {
    return isStepFor(step, this.#telling.subject.severity)
  }
}
