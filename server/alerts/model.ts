import { z } from 'zod'
import { SEVERITIES, type Severity } from '../checks/model'
import type { Answer } from '../kernel/answers'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/duration'
import { duration, InstantInput, InstantText, listOf, Name, PlaceInput } from '../kernel/inputs'
import { HoursInput, TimeZone } from '../kernel/local-time-input'
import { WindowInput } from '../kernel/window'
import { PersonRef, type Schedule, type Team } from '../oncall/model'
import type { AskedAnswer, CheckAlertAnswer, SignalAlertAnswer, SignalFactsAnswer, TrailAnswer } from './answers'

/**
 * What an alert says of its service: it fails, it is slow or impaired, or somebody reports something that says nothing of the service's
 * status. Only the first two cost money.
 */
export const CONDITIONS = ['down', 'degraded', 'reported'] as const
export type Condition = (typeof CONDITIONS)[number]

/** A condition that holds. One is open at a time for each fingerprint. */
export type Alert = CheckAlert | SignalAlert

/** What a check sees. */
export type CheckAlert = Answer<typeof CheckAlertAnswer>

/** What anybody but a check says: a tool outside, or a part of Plimsoll (ALR-1). */
export type SignalAlert = Answer<typeof SignalAlertAnswer>

/** What is kept of a signal with its alert. Instants are epoch milliseconds: it is stored and travels as JSON. */
export type SignalFacts = Answer<typeof SignalFactsAnswer>

/** Parts of Plimsoll that raise signals; every other source is one that is declared. */
export const OWN_SOURCES = ['meta'] as const

/**
 * A condition began, still holds, or ended: the one way in for alerts of everything but checks (ALR-1). Saying it twice changes nothing,
 * and an end that is heard before its beginning, or a beginning after its end, ends it all the same.
 */
export type Signal = {
  /** One of `OWN_SOURCES`, or the name of a declared source. */
  readonly source: string
  /** What the condition is about, unique within its source. */
  readonly fingerprint: string
  readonly state: 'firing' | 'resolved'
  /** What is wrong, as a person says it: the title of its incident. */
  readonly title: string
  /** What proves or explains it, in one sentence. */
  readonly says: string
  readonly severity: Severity
  readonly condition: Condition
  /** By name; null, and a name that nobody has, is of no service. */
  readonly service: string | null
  /** What is of no service is one incident with others of its group. */
  readonly group: string
  /** By its source's clock; null when it does not say. */
  readonly startedAt: Date | null
  /** Of one that is resolved, by its source's clock; null when it does not say. */
  readonly endedAt: Date | null
  readonly labels: Readonly<Record<string, string>>
  /** Where it can be looked at. */
  readonly link: string | null
  readonly heardAt: Date
  /** Not heard of again by then, it is ended, and that is said; null lasts until its source ends it. */
  readonly expiresAt: Date | null
}

// ── What is declared ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const By = z
  .array(Name)
  .min(1)
  .max(10)
  .optional()
  .meta({ title: 'By', description: 'Told by each of these channels at once; without, by the first way of theirs that works.' })

/** Whom to tell. One of these keys, and for people `by` which channels (ALR-6). */
export const TargetInput = z.union(
  [
    z.strictObject({ channel: Name.meta({ title: 'Channel' }) }).meta({ title: 'Channel', description: 'Everybody who reads it.' }),
    z
      .strictObject({ person: PersonRef.meta({ title: 'Person' }), by: By })
      .meta({ title: 'Person', description: 'By the ways to reach them, the first that works.' }),
    z
      .strictObject({ schedule: Name.meta({ title: 'Schedule' }), by: By })
      .meta({ title: 'Schedule', description: 'Who is on call at that moment.' }),
    z
      .strictObject({ team: z.string().min(1).max(120).meta({ title: 'Team' }), by: By })
      .meta({ title: 'Team', description: 'All of its members.' }),
  ],
  'must be one of channel, person, schedule or team',
)
export type Target = Answer<typeof TargetInput>

/** What a person asked for beyond what the policy does by itself: its next step at once, or somebody in particular. */
export type Asked = Answer<typeof AskedAnswer>

const Targets = z.array(TargetInput).max(20)

/** Who is told in which order (ALR-6). */
export const PolicyInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  steps: z
    .array(
      z
        .strictObject({
          tell: Targets.min(1).meta({ title: 'Tell' }),
          after: duration({ minMs: 0, maxMs: 7 * DAY })
            .default(0)
            .meta({ title: 'After', description: 'How long after the step before, while nobody has acknowledged.' }),
          severities: z
            .array(z.enum(SEVERITIES))
            .min(1)
            .optional()
            .meta({ title: 'Severities', description: 'Only for these; without, for all.' }),
        })
        .meta({ title: 'Step' }),
    )
    .min(1)
    .max(10)
    .meta({ title: 'Steps', description: 'Who is told first, and who while nobody has answered.' }),
  repeat: z.number().int().min(0).max(100).default(2).meta({ title: 'Repeat', description: 'How often all steps are gone through again.' }),
  repeatAfter: duration({ minMs: MINUTE, maxMs: 7 * DAY })
    .default(5 * MINUTE)
    .meta({ title: 'Repeat after', description: 'From the last step to the first of the next round.' }),
  executives: z
    .strictObject({
      after: duration({ minMs: 0, maxMs: 7 * DAY }).meta({ title: 'After' }),
      tell: Targets.min(1).meta({ title: 'Tell' }),
      severities: z.array(z.enum(SEVERITIES)).min(1).default(['emergency', 'critical']).meta({ title: 'Severities' }),
    })
    .optional()
    .meta({
      title: 'Executives',
      description: 'Told that long after the incident opened while it is not resolved, acknowledged or not.',
    }),
  lastResort: Targets.default([]).meta({ title: 'Last resort', description: 'Told when nobody of a step can be reached.' }),
  pace: z
    .enum(['by-loss', 'as-written'])
    .default('by-loss')
    .meta({ title: 'Pace', description: 'by-loss: steps follow faster the more is lost a minute.' }),
  quietHours: HoursInput.extend({
    timeZone: TimeZone.default('UTC').meta({ title: 'Time zone' }),
    unless: z.enum(SEVERITIES).default('high').meta({ title: 'Unless', description: 'The least severity that is told at all hours.' }),
  })
    .refine(({ days, from, to }) => from !== to || new Set(days).size < 7, {
      path: ['to'],
      message: 'must differ from `from`, or the quiet hours would never end and nobody would be told',
    })
    .optional()
    .meta({ title: 'Quiet hours', description: 'Less severe than `unless`, nobody is told before they end.' }),
})
export type PolicyInput = z.infer<typeof PolicyInput>
export type Policy = PolicyInput

/** A message that travels through a channel to prove it. */
const CanaryInput = z.union(
  [
    z.literal(false),
    z.strictObject({
      every: duration({ minMs: 10 * SECOND, maxMs: 7 * DAY })
        .optional()
        .meta({
          title: 'Every',
          description: 'A channel that stops taking messages is found within this time; alerts.canaryEvery unless said.',
        }),
      within: duration({ minMs: SECOND, maxMs: HOUR }).optional().meta({
        title: 'Within',
        description: 'One that has not arrived after this is lost; at most half of `every`.',
      }),
      address: z.string().min(1).max(2_000).optional().meta({
        title: 'Address',
        description: 'Where it goes in a channel that takes an address for each person; for mail, the sender’s own unless said.',
      }),
      echo: z.boolean().default(false).meta({
        title: 'Echo',
        description: 'It has arrived only when the receiver has sent a POST to the address that stands in it as `echo`.',
      }),
    }),
  ],
  'must be false, or name every, within, address or echo',
)

/** A way out of Plimsoll: its kind says which options it has (ALR-4). */
export const ChannelInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  kind: z.string().min(1).max(40),
  options: z.record(z.string(), z.unknown()).default({}),
  fallback: Name.optional().meta({ title: 'Fallback', description: 'Used instead while this one stays down.' }),
  canary: CanaryInput.optional().meta({
    title: 'Canary',
    description: 'How it proves that messages arrive by it; `false` for not at all.',
  }),
})
export type ChannelInput = z.infer<typeof ChannelInput>

/** How one person can be reached: a channel that takes an address, and the address there; the longest is a browser's subscription. */
export const ContactInput = z
  .strictObject({
    /** Follows from the others; taken so that what was read can be sent back. */
    name: z.string().max(400).optional(),
    person: z.email().meta({ title: 'Person' }),
    channel: Name.meta({ title: 'Channel' }),
    address: z.string().min(1).max(2_000).meta({ title: 'Address', description: 'What the channel needs: a mailbox, a number, a key.' }),
  })
  .transform((contact) => ({ ...contact, name: `${contact.person} by ${contact.channel}` }))
export type ContactInput = z.infer<typeof ContactInput>
/** A contact as rules read it. */
export type Contact = ContactInput & {
  /** Whoever reads there has confirmed it; null when not yet. */
  readonly verifiedAt: Date | null
  /** Told besides the first way that works, as it may not be looked at: a browser. */
  readonly besides?: boolean
  /** Whoever it reaches added it themselves, and no operator answers for where it leads. */
  readonly isOwn?: boolean
  /** Nobody has declared it: it is the e-mail address by which somebody was named, and nobody here goes by it. */
  readonly isGuess?: boolean
}

/** What is looked for in an alert. All given must fit; without any it fits everything. Texts may end in `*`. */
export const MatcherInput = z.strictObject({
  services: z.array(z.string().min(1).max(120)).max(100).optional(),
  checks: z.array(z.string().min(1).max(120)).max(100).optional(),
  teams: z.array(z.string().min(1).max(120)).max(100).optional(),
  tags: z.array(z.string().min(1).max(120)).max(100).optional(),
  severities: z.array(z.enum(SEVERITIES)).optional(),
  conditions: z.array(z.enum(CONDITIONS)).optional(),
})
export type Matcher = z.infer<typeof MatcherInput>

/** Nobody is told of what it matches while it lasts (ALR-3). Resolves pass (ALR-11). */
export type Silence = {
  readonly id: string
  readonly matcher: Matcher
  readonly fromAt: Date
  readonly toAt: Date
  readonly reason: string
  readonly by: string
}

/** No silence lasts longer: what is to be quiet for good is changed instead. */
export const LONGEST_SILENCE = 30 * DAY

export const SilenceLasts = duration({ minMs: MINUTE, maxMs: LONGEST_SILENCE })

export const SilenceInput = z.strictObject({
  matcher: MatcherInput,
  /** From now on, unless said. */
  from: InstantText.optional(),
  lasts: SilenceLasts.optional().meta({ description: 'How long, unless `until` says when it ends.' }),
  until: InstantText.optional().meta({ description: 'When it ends, in the place of `lasts`. At most 30 days after it begins.' }),
  reason: z.string().trim().min(1, 'must not be empty: whoever wonders why nobody was told reads it').max(300),
  /** Said by whoever means to silence every alert there is. */
  everything: z.boolean().default(false),
})
export type SilenceInput = z.infer<typeof SilenceInput>

/** Planned work (CHK-5): measuring goes on, what it finds is shown as maintenance, and nobody is paged. */
export const MaintenanceInput = z.strictObject({
  name: Name,
  title: z.string().trim().min(1).max(120).optional().meta({ title: 'Title', description: 'What is done, in words: "Weekly reboot".' }),
  matcher: MatcherInput.pick({ services: true, checks: true, teams: true, tags: true }).meta({
    description: 'What it is about. All given must fit; texts may end in `*`.',
  }),
  when: WindowInput,
  lossFree: z
    .boolean()
    .default(false)
    .meta({ title: 'Free of loss', description: 'Nothing is sold meanwhile anyway: what fails then is not counted as revenue lost.' }),
  everything: z.boolean().default(false).meta({ title: 'Everything', description: 'Said where it is meant to match every check.' }),
})
export type MaintenanceInput = z.infer<typeof MaintenanceInput>

/** A maintenance window as it is declared, and what became of it. */
export type MaintenanceWindow = MaintenanceInput & {
  readonly id: string
  readonly title: string
  readonly source: 'file' | 'api'
  readonly version: number
  /** It changes nothing of what was before. */
  readonly createdAt: Date
  /** When somebody ended it before its time, the last time; null when nobody did. */
  readonly endedAt: Date | null
}

/** One line of the matrix condition × severity × context (ALR-2). The first that matches an alert holds. */
export const DefinitionInput = z.strictObject({
  name: Name,
  when: MatcherInput,
  severity: z.enum(SEVERITIES).optional(),
  /** The context in the words of the business: "GBP 925,000 opportunity at risk". */
  says: z.string().min(1).max(300).optional(),
  /** Told in addition to the policy's steps. */
  channels: z.array(Name).max(20).default([]),
})
export type DefinitionInput = z.infer<typeof DefinitionInput>

/** A name that a part of Plimsoll already has among those who say that something is wrong. */
const OWN_NAMES: readonly string[] = ['check', ...OWN_SOURCES]

/** Names of labels that are looked at in their order; the first that an alert has counts. */
const LabelNames = z.array(z.string().min(1).max(100)).min(1).max(10)

/** A tool outside that says when something is wrong (ALR-1), and how its labels are read. */
export const SourceInput = z.strictObject({
  name: Name.refine((name) => !OWN_NAMES.includes(name), 'must be another name: Plimsoll itself is known by this one'),
  title: z.string().min(1).max(120).optional(),
  kind: z.string().min(1).max(40),
  options: z.record(z.string(), z.unknown()).default({}),
  /** Which service an alert is of: by the value of the first of these labels, which is its name, or stands for one in `names`. */
  service: z
    .strictObject({
      labels: LabelNames.default(['plimsoll_service', 'service']),
      names: z.record(z.string().min(1).max(300), Name).default({}),
      /** Of all that name none. */
      otherwise: Name.optional(),
    })
    .prefault({}),
  severity: z
    .strictObject({
      labels: LabelNames.default(['severity', 'priority']),
      /** For words that are none of ours, and none of those that are commonly used. */
      words: z.record(z.string().min(1).max(300), z.enum(SEVERITIES)).default({}),
      otherwise: z.enum(SEVERITIES).default('high'),
    })
    .prefault({}),
  /** What an alert of a severity says of its service; what is not named is only reported. A label `plimsoll_means` says it for one alert. */
  means: z.partialRecord(z.enum(SEVERITIES), z.enum(CONDITIONS)).default({ emergency: 'degraded', critical: 'degraded' }),
  /** An alert that is not heard of again for so long is ended, and that is said. Longer than its tool waits before it repeats itself. */
  unheardAfter: duration({ minMs: MINUTE, maxMs: 30 * DAY }).default(9 * HOUR),
})
export type SourceInput = z.infer<typeof SourceInput>

/** A source as rules read it: without its token, of which only the hash is kept. */
export type Source = SourceInput & { readonly tokenHash: string }

/** Everything that is declared of whom to tell, and of who says that something is wrong. */
export type Routing = {
  readonly channels: readonly {
    readonly name: string
    readonly kind: string
    readonly reaches: 'people' | 'room' | 'machine'
    readonly fallback?: string | undefined
  }[]
  readonly teams: readonly Team[]
  readonly contacts: readonly Contact[]
  readonly schedules: readonly Schedule[]
  readonly policies: readonly Policy[]
  readonly definitions: readonly DefinitionInput[]
  readonly sources: readonly Source[]
  /** The policy of what has no other, by name. */
  readonly lastResort: string | null
  /** E-mail addresses that somebody here goes by; absent where nobody has looked. */
  readonly people?: readonly string[]
}

// ── What is told ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `page`: act now. `news`: more of the same incident (joined checks, a graver severity). `reminder`: still nobody has answered.
 * `acknowledged`, `resolved`: to everybody who was told. `briefing`: to executives and other stakeholders. `test`, `canary`: of nothing.
 * `status`: to somebody outside who subscribed to a status page.
 */
export const NOTICE_KINDS = ['page', 'news', 'reminder', 'acknowledged', 'resolved', 'briefing', 'test', 'canary', 'status'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
/** All but what goes to those outside: what channels of people who work here take. */
export const ABOUT_INCIDENTS = NOTICE_KINDS.filter((kind) => kind !== 'status')

/** The kinds by which Plimsoll measures how soon messages arrive. */
export const MEASURED_KINDS = ['page', 'canary'] as const satisfies readonly NoticeKind[]
export type MeasuredKind = (typeof MEASURED_KINDS)[number]

/** What somebody outside is told by a status page: all that a message of kind `status` is written from (VIEW-8). */
export type Letter = {
  /** `post`: something was said there. `confirmation`: whether they want to be told at all. */
  readonly about: 'post' | 'confirmation'
  /** The title of the page, and where it is. */
  readonly page: string
  readonly address: string
  readonly title: string
  /** Investigating, Identified …; null for a confirmation. */
  readonly state: string | null
  readonly text: string
  readonly components: readonly string[]
  /** Opens a page that asks; only in a confirmation. */
  readonly confirm: string | null
  /** Ends it with one request (RFC 8058). */
  readonly unsubscribe: string
}

/** Everything a message is written from; complete in itself, since it may be sent while Postgres is away (ALR-2). */
export type Facts = {
  readonly incidentId: string | null
  /** INC-2417; null while Postgres has not given it yet. */
  readonly number: number | null
  readonly severity: Severity
  readonly title: string
  readonly service: string | null
  readonly sinceAt: Date
  readonly resolvedAt: Date | null
  readonly by: string | null
  /** Who asked for this page beyond what the policy does by itself. */
  readonly escalatedBy?: string | null | undefined
  /** INC-2400, when it was merged into that: it is not over, but goes on there. */
  readonly mergedInto?: string | undefined
  /** What was seen: "503 after 5.0 s". */
  readonly says: string
  /** In words, for those who may see money: "GBP 925,000 Zebra Associates at risk; losing GBP 1,240 an hour". Null when nothing is declared. */
  readonly money: string | null
  readonly customers: number | null
  readonly cause: string | null
  readonly nextStep: string | null
  readonly runbook: string | null
  /** Address of the incident in Plimsoll; null when it is of none. */
  readonly link: string | null
  /** What the matrix of definitions says of it in the words of the business (ALR-2). */
  readonly context: string | null
  /** Titles of the checks that are in it. */
  readonly checks: readonly string[]
  /** Of a message of kind `status`, which is about nothing else. */
  readonly letter?: Letter | undefined
}

/** Where a message goes: a channel, and for a person's contact their address in it. */
export type Recipient = { readonly channel: string; readonly address: string | null; readonly person: string | null }

/** One message to one recipient: a row of the outbox. Its key is the same however often it is decided. */
export type Notice = {
  readonly id: string
  readonly key: string
  readonly kind: NoticeKind
  readonly recipient: Recipient
  readonly facts: Facts
  readonly at: Date
  /** Not before. */
  readonly dueAt: Date
  /** What its incident is expected to lose a minute, in the base currency: what costs more is told first (ALR-10). Unknown counts as nothing. */
  readonly lossPerMinute?: number | undefined
}

/**
 * Where a notice stands in the outbox. `bundled`: it went out in the message of another. `dead`: it is not tried again unless somebody
 * sends it anew.
 */
export const NOTICE_STATES = ['waiting', 'sending', 'delivered', 'dead', 'bundled'] as const
export type NoticeState = (typeof NOTICE_STATES)[number]

/** Which alerts are asked for. */
export const ListAlerts = z.strictObject({
  states: listOf(['open', 'ended']).meta({ description: 'open or ended; both unless said.' }),
  severities: listOf(SEVERITIES).meta({ description: 'Comma-separated: emergency,critical.' }),
  conditions: listOf(CONDITIONS).meta({ description: 'down, degraded or reported; all unless said.' }),
  service: Name.optional(),
  check: Name.optional(),
  source: Name.optional().meta({ description: 'By whom it was reported.' }),
  channel: Name.optional().meta({ description: 'By which somebody was told of its incident.' }),
  before: PlaceInput.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListAlerts = z.infer<typeof ListAlerts>

export const ListNotices = z.strictObject({
  states: listOf(NOTICE_STATES).meta({ description: 'Comma-separated: dead,waiting.' }),
  channel: Name.optional(),
  person: PersonRef.optional(),
  incident: z.uuid('must be the id of an incident').optional(),
  severities: listOf(SEVERITIES).meta({ description: 'Comma-separated: emergency,critical.' }),
  since: InstantInput.optional(),
  until: InstantInput.optional(),
  text: z.string().trim().min(1).max(100).optional().meta({ description: 'Part of the title, INC-2417, a person, or the answer.' }),
  before: PlaceInput.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListNotices = z.infer<typeof ListNotices>

/** Which dead letters are sent again: all, or those that fit. */
export const ResendNotices = ListNotices.pick({ channel: true, person: true, incident: true, since: true, until: true })
export type ResendNotices = z.infer<typeof ResendNotices>

/** How an attempt to deliver ended. */
export type Delivered =
  | {
      readonly kind: 'delivered'
      readonly says: string
      /** What the other side calls it: a message to be changed later. */
      readonly ref?: string
    }
  | { readonly kind: 'retry'; readonly says: string; readonly afterMs?: number | undefined }
  | { readonly kind: 'refused'; readonly says: string }

// ── What was told ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A recipient who knows of an incident, and how much of it. */
export type Told = {
  readonly recipient: Recipient
  /** As a responder, or as somebody who only has to know. A stakeholder who is paged later is a responder. */
  readonly as: 'page' | 'briefing'
  /** First told. */
  readonly at: Date
  /** What the last message to them said: news is what goes beyond it. */
  readonly severity: Severity
  readonly alerts: number
  /** Told of the end of this cycle. */
  readonly resolvedAt: Date | null
}

/** Where one message to one recipient stands; without its words, and without an address that may be a secret. */
export type Sending = {
  readonly id: string
  readonly incidentId: string
  readonly kind: NoticeKind
  readonly channel: string
  readonly person: string | null
  readonly at: Date
  readonly state: NoticeState
  /** What the other side answered last, or why it is tried again or given up. */
  readonly says: string | null
  /** When it was delivered. */
  readonly deliveredAt: Date | null
}

/** One sentence of why somebody was or was not told (ALR-15). */
export type Trail = Answer<typeof TrailAnswer>

/** Where the telling of one incident stands: a row of `pages`, written with the incident by the engine alone. */
export type Page = {
  readonly incidentId: string
  /** 0 for the first time it is open; one more each time it is reopened after it was resolved. */
  readonly cycle: number
  /** When this cycle was opened; never later than it was seen. */
  readonly startedAt: Date
  /** All who were told are told of its end. */
  readonly closedAt: Date | null
  /** By name; null when there is none, and the installation's last resort is asked. */
  readonly policy: string | null
  /** It has another policy than it began with: its first round tells only those who do not know. */
  readonly rerouted: boolean
  /** How often all steps were gone through, and which step comes next. */
  readonly round: number
  readonly step: number
  /** Steps of this round that were passed over because of the severity. */
  readonly passedOver: readonly number[]
  /** Since when the next step waits: the step before was due then, or escalation began, or what kept it quiet ended. */
  readonly anchorAt: Date
  /** A step that was taken reached nobody, not even by a last resort. */
  readonly unheard: boolean
  /** How many of the escalations that people asked for were done. */
  readonly escalations: number
  readonly executivesAt: Date | null
  /** Targets outside the steps that were told, as `page/channel:ops`. */
  readonly alsoTold: readonly string[]
  readonly told: readonly Told[]
  /** Since when there is more to tell. */
  readonly newsSinceAt: Date | null
  readonly newsAt: Date | null
  /** The last time that anybody was paged, told news or reminded. */
  readonly lastAt: Date | null
  /** Somebody acknowledged or mitigated it: no step is taken. */
  readonly answered: boolean
  /** Which acknowledgement was told, and since when its time runs. */
  readonly acknowledgedAt: Date | null
  readonly acknowledgedSinceAt: Date | null
  /** What keeps it quiet, in words. */
  readonly mutedBy: readonly string[]
  /** Until when it was kept quiet from its beginning on; null when somebody was to be told at once. */
  readonly quietUntilAt: Date | null
  /** How many messages of each kind this cycle has made: part of their keys. */
  readonly counts: Readonly<Partial<Record<NoticeKind, number>>>
  /** When the next step is taken if nobody answers; null when none is, or something keeps it quiet. */
  readonly stepAt: Date | null
  /** When something is due next; null when only an event can change anything. */
  readonly nextAt: Date | null
  /** The newest sentences of why whom, the oldest first. */
  readonly trail: readonly Trail[]
}
