import type {
  Alert,
  CheckAlert,
  MaintenanceWindow,
  Matcher,
  MeasuredKind,
  Notice,
  Page,
  Routing,
  Sending,
  Signal,
  SignalAlert,
  Silence,
} from '../alerts/model'
import type { Figures } from '../alerts/rules/figures'
import type { PagerNumbers } from '../alerts/rules/numbers'
import type { Service } from '../catalogue/model'
import type { Check, Outcome, Phases, Result, Span, Status } from '../checks/model'
import type { Part } from '../checks/rules/service-status'
import type { Standing } from '../checks/rules/status-machine'
import type { Contract, Currencies, LossSegment, Opportunity, Segment, Stake, Stream } from '../impact/model'
import type { Entry, Incident } from '../incidents/model'

/** How many of its last results each check keeps in memory: the bars of a row. */
export const RECENT = 60

/** A ring of the last results; `size` of them, the newest at `(next + RECENT - 1) % RECENT`. */
export type Recent = {
  next: number
  size: number
  readonly atMs: Float64Array
  readonly latencyMs: Float32Array
  readonly outcome: Uint8Array
}

/** A check and where it stands. Written by `apply` alone. */
export type CheckState = {
  check: Check
  /** When it was moved to its service from another; null when it was not. What came before is not its service's. */
  joinedAt: Date | null
  standing: Standing
  /** The last result could not see. */
  blind: boolean
  status: Status
  /** What it was, and from when; the last one is what it is. Reaches back as far as anything open needs. */
  spans: readonly Span[]
  lastPassAt: Date | null
  lastAt: Date | null
  lastOutcome: Outcome | null
  lastLatencyMs: number
  lastCode: number
  lastSays: string
  /** What the first result of the running row against its status said. */
  streakSays: string
  readonly recent: Recent
}

/** A check that is not its service's any more. */
export type FormerCheck = Part & { readonly leftMs: number }

export type ServiceState = { service: Service; status: Status; spans: readonly Span[] }
export type OpportunityState = {
  opportunity: Opportunity
  stake: Stake
  sinceAt: Date /** Which journeys fail or strain, by title. */
  because: readonly string[]
}

/** What the engine can see of itself (CHK-8), and since when it cannot. */
export type Sight = {
  /** Since when its own connectivity is gone; results are blind meanwhile. */
  readonly blindSince: Date | null
  /** Since when nothing could be stored; results wait in memory and in the spool. */
  readonly unstoredSince: Date | null
  readonly waiting: number
  /** Checks that should have started by now, and those that did, in the last minute. */
  readonly expected: number
  readonly executed: number
  /** 99th percentile of how late checks started in the last minute, in milliseconds. */
  readonly latenessMs: number
  /** Of the engine's process; absent until it has told. */
  readonly engine?: {
    readonly residentBytes: number
    /** 99th percentile of the event loop's delay in the last minute, in milliseconds. */
    readonly loopDelayMs: number
    /** What lies in the spool on disk. */
    readonly spoolBytes: number
  }
  /** The ways out and whether messages arrive by them; absent until the engine has told. */
  readonly channels?: readonly ChannelSight[]
  /** How soon pages and canaries arrived since the engine began; absent until it has told. */
  readonly deliveries?: readonly (Figures & { readonly channel: string; readonly kind: MeasuredKind })[]
}

/** What the engine knows of a channel (ALR-13). */
export type ChannelSight = {
  readonly name: string
  /** Nothing can be expected to arrive by it; null while all is well. */
  readonly down: { readonly sinceAt: Date; readonly says: string } | null
  readonly canary:
    | { readonly off: string }
    | {
        readonly everyMs: number
        readonly withinMs: number
        readonly echo: boolean
        /** The last time that one arrived. */
        readonly provenAt: Date | null
        readonly nextAt: Date
      }
}

/** The rules' numbers, taken from the settings once and again when they change. */
export type Rules = {
  readonly degradedSeverity: number
  readonly reopenWindowMs: number
  readonly waterlinePerHourMinor: number | null
  readonly repairPrior: { readonly medianMs: number; readonly lowMs: number; readonly highMs: number }
  readonly tierWeights: Readonly<Record<1 | 2 | 3, number>>
  readonly pager: PagerNumbers
  /** How many alerts of sources may be open at once. */
  readonly maxReported: number
  /** Where people open Plimsoll, for links in messages; null when nobody said. */
  readonly publicUrl: string | null
}

/** A window that was changed or taken back: what it was until then stays, since more of that time may still be heard of. Epoch milliseconds. */
export type FormerWindow = { readonly window: MaintenanceWindow; readonly sinceMs: number; readonly untilMs: number }

/** A maintenance window while it holds. */
export type Holding = {
  readonly id: string
  readonly title: string
  readonly matcher: Matcher
  readonly lossFree: boolean
  readonly fromAt: Date
  readonly toAt: Date
}

/** How far maintenance is laid over what the checks were, so that nothing need be looked at before the next window begins or ends. */
export type PlannedNow = {
  readonly laidToMs: number
  /** When the next window begins or ends, in epoch milliseconds; infinite when none will. */
  readonly nextMs: number
  readonly holding: readonly Holding[]
}

/** Everything the engine knows of now. One object, owned by the engine's loop; each web holds a replica. */
export type World = {
  readonly checks: Map<string, CheckState>
  readonly checkByNo: Map<number, CheckState>
  readonly checksOf: Map<string, CheckState[]>
  /** Service id → what its checks were that have been moved away or removed since: what is thought of the past may still change. */
  readonly formerOf: Map<string, readonly FormerCheck[]>
  readonly services: Map<string, ServiceState>
  /** Service id → ids of all services it needs, directly or through others. */
  readonly needs: Map<string, ReadonlySet<string>>
  /** The same the other way: all services that need it. */
  readonly dependants: Map<string, Set<string>>
  readonly streams: Map<string, Stream>
  readonly opportunities: Map<string, OpportunityState>
  readonly segments: Map<string, Segment>
  readonly contracts: Map<string, Contract>
  /** Service id → what it was since the month before this one; of those that a contract measures. */
  readonly measured: Map<string, readonly Span[]>
  /** Open ones, and those that ended while something that is still open may need them. */
  readonly alerts: Map<string, Alert>
  /** Check id → its open alert. */
  readonly openAlertOf: Map<string, CheckAlert>
  /** Fingerprint → the open alert of a signal. */
  readonly openSignalOf: Map<string, SignalAlert>
  /** Fingerprint → the last end that was heard of, so that a beginning that comes late does not open it again. Kept by the engine alone. */
  readonly signalEnds: Map<string, SignalEnd>
  /** Service id → its alerts in memory. */
  readonly alertsOf: Map<string, Map<string, Alert>>
  /** Service id → incident id → its alerts there that are open, by id. A service without any is not in it. */
  readonly openAlertsOf: Map<string, Map<string, Map<string, Alert>>>
  /** Incident id → its alerts in memory. */
  readonly alertsIn: Map<string, Map<string, Alert>>
  /** Incident id → its alerts that are open, by id. */
  readonly openAlertsIn: Map<string, Set<string>>
  readonly incidents: Map<string, Incident>
  /** Service id → its open incidents; those of no service under ''. A service without any is not in it. */
  readonly openOf: Map<string, Set<string>>
  /** Incident id → those that were merged into it. One without any is not in it. */
  readonly partsOf: Map<string, Set<string>>
  /** Incidents of many alerts that one joined or left since anybody looked whom to tell of it: they are looked at with the next tick. */
  readonly crowds: Set<string>
  /** Stream id → its loss, for every incident in memory, in the order of time. */
  readonly ledger: Map<string, readonly LossSegment[]>
  /** Incident id → the streams in whose ledger it stands. */
  readonly streamsOf: Map<string, Set<string>>
  /** Service id → how long its last outages took to repair, in milliseconds, oldest first; only proven ones. */
  readonly repairs: Map<string, readonly number[]>
  routing: Routing
  /** Those that hold, or will. */
  readonly silences: Map<string, Silence>
  /** Maintenance as it is declared. */
  readonly windows: Map<string, MaintenanceWindow>
  /** As it was declared before, in the order in which that was changed. */
  formerWindows: readonly FormerWindow[]
  planned: PlannedNow
  /** Incident id → who was told of it, and what comes next. */
  readonly pages: Map<string, Page>
  currencies: Currencies
  rules: Rules
  sight: Sight
  /** Since when nothing has been open; null while something is. */
  calmSince: Date | null
}

/** Everything that is declared, as one piece: what `apply`, an edit or a start hands to the world. */
export type Catalogue = {
  readonly services: readonly Service[]
  readonly checks: readonly Check[]
  readonly streams: readonly Stream[]
  readonly opportunities: readonly Opportunity[]
  readonly segments: readonly Segment[]
  readonly contracts: readonly Contract[]
  /** Service id → its history as far back as contracts need it. A service of which more is known by now keeps that. */
  readonly measured: ReadonlyMap<string, readonly Span[]>
  readonly currencies: Currencies
  readonly routing: Routing
  readonly windows: readonly MaintenanceWindow[]
}

/** An end by the source's clock, when it was heard, and whether the source said it. Epoch milliseconds. */
export type SignalEnd = { readonly endedMs: number; readonly heardMs: number; readonly said: boolean }

/** What happens to the world from outside. */
export type Event =
  | { readonly kind: 'result'; readonly result: Result }
  /** The hour of a profile has ended, or a check's pause has been changed: look again. */
  | { readonly kind: 'due' }
  /** The engine looks again after it did not: what it has not seen meanwhile is unknown (IMP-13). */
  | { readonly kind: 'woke' }
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
  /** What people did, and is stored: part of the world already. */
  | { readonly kind: 'moved'; readonly changes: readonly Change[] }
  /** Something is wrong, or right again, with Plimsoll's own sight. */
  | { readonly kind: 'own-trouble'; readonly about: OwnTrouble; readonly holds: boolean; readonly says: string }
  /** Conditions that anybody but a check says of began, hold or ended (ALR-1). */
  | { readonly kind: 'signals'; readonly signals: readonly Signal[] }

/** Checks are not started in time, nothing can be seen at all (CHK-8), or messages do not arrive by a channel (ALR-13). */
export type OwnTrouble = 'behind' | 'blind' | { readonly channel: string }

/** What follows. Everything that is stored, shown and told is one of these. */
export type Change =
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
  | { readonly kind: 'result'; readonly result: Result; readonly standing: Standing }
  | {
      readonly kind: 'check-status'
      readonly checkId: string
      readonly was: Status
      readonly status: Status
      /** What it was from the first of these instants on: replaces all it was thought to be since. */
      readonly tail: readonly Span[]
      readonly standing: Standing
      readonly decidedAt: Date
      readonly says: string
      /** The last success before an outage began; between the two nobody can say. */
      readonly blindFromAt: Date | null
    }
  | {
      readonly kind: 'service-status'
      readonly serviceId: string
      readonly was: Status
      readonly status: Status
      readonly tail: readonly Span[]
      readonly decidedAt: Date
    }
  | {
      readonly kind: 'stake'
      readonly opportunityId: string
      readonly was: Stake
      readonly stake: Stake
      readonly sinceAt: Date
      readonly because: readonly string[]
    }
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'incident-opened'; readonly incident: Incident }
  /** What the pipeline decided of an incident; people's fields are never in it, so the two commute. */
  | { readonly kind: 'incident-changed'; readonly incidentId: string; readonly patch: IncidentPatch }
  /** An incident as it stands in Postgres after somebody, or a commit, moved it. The higher version holds. */
  | { readonly kind: 'incident-stored'; readonly incident: Incident }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'loss'; readonly streamId: string; readonly fromAt: Date; readonly segments: readonly LossSegment[] }
  /** What some incidents took of a stream in all, divided anew among them after alerts went from one to another; the sum is what it was. */
  | {
      readonly kind: 'loss-shared'
      readonly streamId: string
      readonly incidentIds: readonly string[]
      readonly segments: readonly LossSegment[]
    }
  /** `waysMoved`: other channels are down than before. */
  | { readonly kind: 'sight'; readonly sight: Sight; readonly waysMoved?: boolean }
  | { readonly kind: 'page'; readonly page: Page }
  /** What goes to the outbox. */
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] }
  /** Messages were made, tried, sent again or given up: the delivery log reads otherwise now. Never stored. */
  | { readonly kind: 'outbox-moved' }
  /** Maintenance has begun or ended. */
  | { readonly kind: 'planned'; readonly planned: PlannedNow }
  /** Where messages stand, for the screens: the outbox knows it already. */
  | { readonly kind: 'sendings'; readonly sendings: readonly Sending[] }
  /** A silence as it stands in Postgres after somebody made or ended it. */
  | { readonly kind: 'silence'; readonly silence: Silence }

export type IncidentPatch = Partial<
  Pick<
    Incident,
    | 'title'
    | 'severity'
    | 'serviceId'
    | 'startedAt'
    | 'state'
    | 'resolvedAt'
    | 'endedAt'
    | 'proven'
    | 'acknowledgedAt'
    | 'acknowledgedBy'
    | 'acknowledgedById'
    | 'mitigatedAt'
    | 'mitigatedBy'
    | 'resolvedBy'
    | 'resolvedById'
    | 'reason'
  >
>

/** One check's last result, as it travels to the webs and on to the screens: many of them in one frame. */
export type Pulse = {
  readonly no: number
  readonly atMs: number
  readonly outcome: Outcome
  readonly latencyMs: number
  readonly code: number
  readonly says: string
  readonly standing: Standing
  readonly phases?: Phases | undefined
}
