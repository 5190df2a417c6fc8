import { DAY, formatDuration, MINUTE } from '../../kernel/duration'
import { type Asked, type Page, type Policy, PolicyInput, type Recipient } from '../model'
import type { Also, Due, Muting, PagingContext, Subject } from './decision'
import type { PagerNumbers } from './numbers'
import { decide } from './paging'
import { type Reached, targetName } from './reach'

/** The numbers as they are by default. */
export const NUMBERS: PagerNumbers = {
  groupWaitMs: 30_000,
  groupIntervalMs: 5 * MINUTE,
  repeatEveryMs: 4 * 60 * MINUTE,
  acknowledgementMs: 30 * MINUTE,
  giveUpAfterMs: DAY,
  flapping: { changes: 4, windowMs: 15 * MINUTE },
}

export const START = new Date('2026-11-23T00:00:00Z')

/** A policy of channels: each step's word tells the channels in it, `a+b`; written as the file has it otherwise. */
export const policyOf = (steps: readonly Record<string, unknown>[], more: Record<string, unknown> = {}): Policy =>
  PolicyInput.parse({ name: 'main', steps: steps.map(({ tell, ...rest }) => ({ tell: channels(String(tell)), ...rest })), ...more })
export const channels = (text: string) => text.split('+').map((channel) => ({ channel }))

const recipientOf = (channel: string): Recipient => ({ channel, address: null, person: null })

/** One incident under a clock of its own, told as the engine would: at each event, and whenever something is due. */
export class Scene {
  page: Page | undefined
  now = START
  subject: Subject
  policy: Policy | null
  finding: string | null = null
  muting: readonly Muting[] = []
  /** Maintenance, which begins and ends by the clock alone. */
  windows: readonly { readonly says: string; readonly fromAt: Date; readonly toAt: Date }[] = []
  also: readonly Also[] = []
  lastResort: PagingContext['lastResort'] = []
  pace = 1
  numbers = NUMBERS
  /** Channels that nobody can reach. */
  dead = new Set<string>()
  readonly made: Due[] = []
  /** How often each target was asked for in the last decision. */
  asked: string[] = []

  constructor(policy: Policy | null, subject: Partial<Subject> = {}) {
    this.policy = policy
    this.subject = {
      incidentId: 'i1',
      state: 'triggered',
      severity: 'high',
      openedAt: START,
      acknowledgedAt: null,
      alerts: 1,
      escalations: [],
      ...subject,
    }
  }

  /** Asks once, at the present instant. */
  decide(): readonly Due[] {
    this.asked = []
    const decision = decide(this.page, this.subject, this.context(), this.numbers, this.now)
    this.page = decision.page
    this.made.push(...decision.notices)
    return decision.notices
  }

  /** Lets time pass up to an instant in minutes after the start, asking only when something is due. */
  until(minutes: number): this {
    const end = new Date(START.getTime() + minutes * MINUTE)
    if (!this.page) this.decide()
    for (let next = this.page?.nextAt; next && next <= end; next = this.page?.nextAt) {
      this.now = next
      this.decide()
    }
    this.now = end
    return this
  }

  /** Something happens at an instant in minutes after the start. */
  at(minutes: number, change: (scene: Scene) => void): this {
    this.until(minutes)
    change(this)
    this.decide()
    return this
  }

  /** Everything that keeps it quiet now. */
  get quiet(): readonly Muting[] {
    const holding = this.windows.filter(({ fromAt, toAt }) => fromAt <= this.now && this.now < toAt)
    return [...this.muting, ...holding.map(({ says, toAt }) => ({ says, until: toAt }))]
  }

  /** `0 page ops`, `5 page boss`: minutes after the start, what, to whom. */
  get log(): readonly string[] {
    return this.made.map(({ at, kind, recipient }) => `${(at.getTime() - START.getTime()) / MINUTE} ${kind} ${recipient.channel}`)
  }

  get trail(): readonly string[] {
    return (this.page?.trail ?? []).map(({ at, says }) => `${formatDuration(at.getTime() - START.getTime())}: ${says}`)
  }

  context(): PagingContext {
    return {
      route: { policy: this.policy, finding: this.finding },
      muting: this.quiet,
      quietFrom: this.windows.reduce<Date | null>(
        (next, { fromAt }) => (fromAt > this.now && (!next || fromAt < next) ? fromAt : next),
        null,
      ),
      pace: this.pace,
      lastResort: this.lastResort,
      also: this.also,
      reach: (targets): Reached => {
        const named = targets.map((target) => {
          this.asked.push(targetName(target))
          return 'channel' in target ? target.channel : targetName(target)
        })
        const alive = named.filter((name) => !this.dead.has(name))
        return {
          recipients: alive.map(recipientOf),
          working: alive.length > 0,
          known: alive.length > 0,
          because: named.filter((name) => this.dead.has(name)).map((name) => `channel ${name} is dead`),
        }
      },
    }
  }
}

/** So many requests for the next step. */
export const asks = (count: number): readonly Asked[] => Array.from({ length: count }, () => ({ by: 'Ada', target: null }))

export const acknowledge = (scene: Scene): void => {
  scene.subject = { ...scene.subject, state: 'acknowledged', acknowledgedAt: scene.now }
}
export const become =
  (changes: Partial<Subject>) =>
  (scene: Scene): void => {
    scene.subject = { ...scene.subject, ...changes }
  }
export const mute =
  (...says: readonly string[]) =>
  (scene: Scene): void => {
    scene.muting = says.map((one) => ({ says: one, until: null }))
  }
