import type { Severity } from '../../checks/model'
import type { Asked, NoticeKind, Page, Recipient, Target } from '../model'
import type { Reached } from './reach'
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
  /** What people asked for beyond what the policy does by itself, in the order in which they did. */
  readonly escalations: readonly Asked[]
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
  /** When the next thing begins that will keep it quiet; null when none is known. */
  readonly quietFrom: Date | null
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
