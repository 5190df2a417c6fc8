import type { NoticeKind, NoticeState } from '../alerts/model'
import type { WrittenWindow } from '../alerts/rules/maintenance-words'
import type { CostingStream } from '../alerts/rules/price'
import type { Resort, Verdict } from '../alerts/rules/reach'
import type { Outcome, Severity, Status } from '../checks/model'
import type { EntryKind, IncidentState } from '../incidents/model'
import type { Answer } from '../kernel/answers'
import type { OnCallBy } from '../oncall/model'
import type { CheckRowAnswer, LastResultAnswer, ReportAnswer, ServiceRowAnswer } from './answers'
import type { PackedRecent } from './rules/recent'
import type { Cells } from './rules/strip'

/** What the topics carry. Instants are epoch milliseconds: rows travel as JSON, to the socket and to the page alike. */

/** How one check stands within an incident. */
export type AffectedCheck = {
  /** Its last alert of this incident. */
  readonly alertId: string
  readonly checkId: string
  readonly name: string
  readonly title: string
  readonly serviceId: string
  readonly severity: Severity
  readonly condition: 'down' | 'degraded'
  readonly startedAtMs: number
  /** The first success of the streak that closed it; null while it is open. */
  readonly endedAtMs: number | null
  readonly status: Status
  /** Its last result passed, although recovery is not proven yet. */
  readonly passing: boolean
  readonly says: string
}

/** What anybody but a check says, within an incident. */
export type Report = Answer<typeof ReportAnswer>

/** An incident in the queue. No money in it: that is the topic `risk`, for those who may see it. */
/** An incident as another one names it. */
export type NamedIncident = { readonly id: string; readonly number: number; readonly title: string }

export type IncidentRow = {
  readonly id: string
  /** As people call it: 2417 for INC-2417. */
  readonly number: number
  readonly title: string
  readonly severity: Severity
  readonly state: IncidentState
  readonly serviceId: string | null
  readonly serviceTitle: string | null
  readonly owner: string | null
  readonly startedAtMs: number
  readonly openedAtMs: number
  readonly acknowledgedAtMs: number | null
  readonly acknowledgedBy: string | null
  readonly acknowledgedById: string | null
  readonly mitigatedAtMs: number | null
  readonly mitigatedBy: string | null
  readonly assignee: string | null
  readonly assigneeId: string | null
  readonly resolvedAtMs: number | null
  readonly endedAtMs: number | null
  readonly resolvedBy: string | null
  readonly proven: boolean
  readonly reason: string | null
  readonly cause: string | null
  readonly openedBy: string | null
  /** What it is part of, and the parts that were merged into it. */
  readonly mergedInto: NamedIncident | null
  readonly parts: readonly NamedIncident[]
  /** What keeps it quiet now: nobody is told of it, but of its end. */
  readonly mutedBy: readonly string[]
  readonly version: number
  /** When the next step is taken if nobody answers; null when none is. */
  readonly escalatesAtMs: number | null
  /** Open, and every affected check passes again, though not for long enough to be proof. */
  readonly recovering: boolean
  /** Successes in a row that open checks have, and need, before recovery is proven. */
  readonly proof: { readonly have: number; readonly need: number }
  /** The services touched, the first one first. */
  readonly serviceIds: readonly string[]
  /** Services whose failure explains others in this incident (CHK-5). */
  readonly causeServiceIds: readonly string[]
  readonly openChecks: number
  readonly allChecks: number
  /** Open ones first, the worst first; at most 50 of `allChecks`. */
  readonly checks: readonly AffectedCheck[]
  readonly openReports: number
  readonly allReports: number
  /** What anybody but checks says, the worst first. */
  readonly reports: readonly Report[]
}

/** A step as it will be taken if nobody answers. */
export type AheadRow = {
  /** From 1; null for the executives. */
  readonly step: number | null
  readonly atMs: number
  readonly who: readonly { readonly channel: string; readonly person: string | null }[]
  readonly resort: Resort
  /** Why somebody is not among them, or is so in a second-best way. */
  readonly because: readonly string[]
}

/** Who is told of an incident; the id is the incident's. */
export type PageRow = {
  readonly id: string
  /** Whether anything is declared by which people are told. */
  readonly declared: boolean
  /** The title of the policy that it follows; null when there is none, and the last resort is asked. */
  readonly policy: string | null
  /** What is amiss with the policy, in a sentence. */
  readonly finding: string | null
  readonly startedAtMs: number
  /** Of the incident, as its row says it: how long it waits for an answer. */
  readonly openedAtMs: number
  readonly acknowledgedAtMs: number | null
  readonly mitigatedAtMs: number | null
  readonly resolvedAtMs: number | null
  /** Somebody acknowledged or mitigated it. */
  readonly answered: boolean
  readonly closed: boolean
  /** When the next step is taken if nobody answers. */
  readonly stepAtMs: number | null
  /** What is left of this round, or all of the next one. */
  readonly steps: readonly AheadRow[]
  readonly executives: AheadRow | null
  readonly executivesToldAtMs: number | null
  readonly mutedBy: readonly string[]
  /** Null when only an event ends it. */
  readonly mutedUntilMs: number | null
  /** A step reached nobody at all, and nobody was paged since. */
  readonly unheard: boolean
  /** Why whom, the oldest first. */
  readonly trail: readonly { readonly atMs: number; readonly says: string }[]
}

/** One message to one recipient. */
export type SendingRow = {
  readonly id: string
  readonly kind: NoticeKind
  readonly channel: string
  readonly person: string | null
  readonly atMs: number
  readonly state: NoticeState
  readonly says: string | null
  readonly deliveredAtMs: number | null
}

export type LastResult = Answer<typeof LastResultAnswer>

export type CheckRow = Answer<typeof CheckRowAnswer>

export type ServiceRow = Answer<typeof ServiceRowAnswer>

/** The last results of a service, and its slowest check; the id is the service's. */
export type StripRow = Cells & {
  readonly id: string
  readonly stepMs: number
  /** The check that answers slowest; null before anything answered. */
  readonly slowest: { readonly title: string; readonly p95Ms: number; readonly recent: PackedRecent } | null
}

export type EntryRow = {
  readonly id: string
  readonly atMs: number
  readonly kind: EntryKind
  readonly says: string
  readonly detail: string | null
  readonly actor: string | null
  readonly checkId: string | null
}

/** What an entry says about money; the id is the entry's. */
export type EntryMoneyRow = { readonly id: string; readonly money: string }

/** One result of one check, as its page shows it; the id is the instant. */
export type ResultRow = {
  readonly id: string
  readonly atMs: number
  readonly outcome: Outcome
  readonly ms: number
  readonly code: number
  /** DNS, connect, TLS, first byte, transfer, in milliseconds; null where the type has no phases. */
  readonly phases: readonly [dns: number, connect: number, tls: number, firstByte: number, transfer: number] | null
}

/** What stands around every view: how all is together. */
export type OverviewRow = {
  readonly id: 'overview'
  readonly status: Status
  readonly openIncidents: number
  /** One of them waits for somebody. */
  readonly urgent: boolean
}
/** Who is on call in one schedule; the id is its name. People are e-mail addresses. */
export type OnCallRow = {
  readonly id: string
  readonly title: string
  readonly timeZone: string
  /** From when the row was made on, for fifteen days, without holes; nobody as null. */
  readonly turns: readonly OnCallTurn[]
  /** Made by hand; those that have ended too. */
  readonly standIns: readonly StandInRow[]
}
export type OnCallTurn = { readonly fromMs: number; readonly toMs: number; readonly person: string | null; readonly by: OnCallBy }
export type StandInRow = {
  readonly id: string
  readonly fromMs: number
  readonly toMs: number
  readonly person: string
  /** Who made it. */
  readonly by: string
}

type Telling = {
  readonly tells: readonly string[]
  readonly afterMs: number /** Null for all. */
  readonly severities: readonly Severity[] | null
}

/** A policy with what it does; the id is its name. */
export type PolicyRow = {
  readonly id: string
  readonly title: string
  /** Of what has no route of its own. */
  readonly isLastResort: boolean
  readonly steps: readonly Telling[]
  readonly executives: Telling | null
  readonly quiet: { readonly from: string; readonly to: string; readonly timeZone: string; readonly unless: Severity } | null
  /** Whom it reaches from when the row was made on; each piece holds until the next. */
  readonly ahead: readonly ReachingRow[]
}
export type ReachingRow = {
  readonly fromMs: number
  readonly verdict: Verdict
  readonly says: string
  readonly steps: readonly { readonly step: number; readonly says: string; readonly reaches: boolean }[]
}

/** Which policy a service follows; the id is the service's. */
export type RouteRow = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly tier: 1 | 2 | 3
  readonly team: string | null
  readonly policy: string | null
  /** What is amiss, in a sentence, where the policy is none of its own. */
  readonly finding: string | null
}

/** Services whose failure follows no way of their own: how many, and of the first what is amiss. */
export type AstrayRow = {
  readonly id: string
  readonly count: number
  readonly findings: readonly string[]
}

export type SilenceRow = {
  readonly id: string
  /** What it matches, in words. */
  readonly of: string
  readonly fromMs: number
  readonly toMs: number
  readonly reason: string
  readonly by: string
}

/** When the delivery log last read otherwise. */
export type OutboxRow = { readonly id: string; readonly movedMs: number }

/** A maintenance window. */
export type MaintenanceRow = {
  readonly id: string
  readonly version: number
  readonly source: 'file' | 'api'
  readonly title: string
  /** What it matches, in words. */
  readonly of: string
  /** When it holds next, in one sentence with its zone. */
  readonly says: string
  /** From when on it holds, or will next; null when it never will again. */
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly lossFree: boolean
  /** As it may be sent back in an edit. */
  readonly definition: WrittenWindow
}

/** What a silence or a maintenance window keeps from being told, as the browser works its price out of it (IMP-12). */
export type MuteRow = {
  readonly id: string
  readonly fromMs: number
  readonly toMs: number
  /** The currency of the amounts. */
  readonly base: string
  /** How many incidents it keeps quiet, or did. */
  readonly count: number
  readonly incidents: readonly { readonly id: string; readonly number: number; readonly title: string }[]
  /** What they lose, a list for each stream. */
  readonly streams: readonly CostingStream[]
}
