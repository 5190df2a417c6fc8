import { z } from 'zod'
import type { Asked } from '../alerts/model'
import { SEVERITIES, type Severity } from '../checks/model'
import { listOf, Name } from '../kernel/inputs'

export const INCIDENT_STATES = ['triggered', 'acknowledged', 'mitigated', 'resolved'] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** The unit people work on. */
export type Incident = {
  readonly id: string
  /** As people call it: INC-2417. */
  readonly number: number
  /** One sentence in the words of the business: "Admin sign-in is failing". */
  readonly title: string
  readonly severity: Severity
  readonly state: IncidentState
  /** The service where it began, or whose failure explains the others; null when opened by hand without one. */
  readonly serviceId: string | null
  /** The first failed result. */
  readonly startedAt: Date
  /** When it was confirmed, or opened by hand. */
  readonly openedAt: Date
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: string | null
  readonly acknowledgedById: string | null
  readonly mitigatedAt: Date | null
  readonly mitigatedBy: string | null
  readonly assignee: string | null
  readonly assigneeId: string | null
  readonly resolvedAt: Date | null
  /** The first success of the streak that proved recovery; what the outage lasted to. Null until then. */
  readonly endedAt: Date | null
  /** Null when it resolved by itself. */
  readonly resolvedBy: string | null
  readonly resolvedById: string | null
  /** False when a person resolved it before the checks had proven it (INC-4). */
  readonly proven: boolean
  readonly reason: string | null
  readonly cause: string | null
  readonly openedBy: string | null
  /** Whom people asked to be paged beyond what the policy does by itself, in the order in which they asked; the pager does each once. */
  readonly escalations: readonly Asked[]
  readonly version: number
}

/** What stands in an incident's timeline (INC-3). */
export const ENTRY_KINDS = [
  'first-failure',
  'confirmed',
  'check-joined',
  'check-recovered',
  'reported',
  'report-ended',
  'unheard',
  'reason-changed',
  'held-back',
  'cause-found',
  'opportunity-at-risk',
  'acknowledged',
  'assigned',
  'escalated',
  'severity-changed',
  'mitigated',
  'note',
  'cause-declared',
  'resolved',
  'reopened',
  'recovering',
  'recovery-proven',
  'configuration-changed',
  'opened-by-hand',
  'told',
  'not-told',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type Entry = {
  readonly id: string
  readonly incidentId: string
  readonly at: Date
  readonly kind: EntryKind
  /** A sentence; the actor's name is not in it. */
  readonly says: string
  /** What proves or explains it: "503 after 5.0 s". */
  readonly detail: string | null
  /** A sentence about money, for those who may see it. */
  readonly money: string | null
  readonly actor: string | null
  readonly checkId: string | null
}

/** As an address names it: `INC-12`, or its id. */
const id = z.union([z.uuid(), z.string().regex(/^INC-\d{1,9}$/i)], 'must be an id or a number like INC-12')
export const Acknowledge = z.strictObject({ id })
export type Acknowledge = z.infer<typeof Acknowledge>
export const Assign = z.strictObject({
  id,
  to: z.string().min(1).max(200).meta({ title: 'Person', description: 'An e-mail address of a person here.' }),
})
export type Assign = z.infer<typeof Assign>
export const Escalate = z.strictObject({
  id,
  to: z.string().min(1).max(200).optional().meta({
    title: 'To',
    description: 'A person (e-mail) or a team, who is paged and has it then; without, the policy’s next step is taken at once.',
  }),
  raise: z.boolean().default(false).meta({ description: 'Also raises the severity by one.' }),
  note: z.string().max(2_000).optional(),
})
export type Escalate = z.infer<typeof Escalate>
export const ChangeSeverity = z.strictObject({ id, severity: z.enum(SEVERITIES) })
export type ChangeSeverity = z.infer<typeof ChangeSeverity>
export const AddNote = z.strictObject({ id, text: z.string().trim().min(1, 'must say something').max(5_000) })
export type AddNote = z.infer<typeof AddNote>
export const DeclareCause = z.strictObject({ id, cause: z.string().trim().min(1, 'must say something').max(500) })
export type DeclareCause = z.infer<typeof DeclareCause>
export const Mitigate = z.strictObject({ id })
export type Mitigate = z.infer<typeof Mitigate>
export const Resolve = z.strictObject({
  id,
  reason: z.string().trim().min(1, 'must say why it may be closed before the checks have proven it').max(500),
})
export type Resolve = z.infer<typeof Resolve>
export const Reopen = z.strictObject({ id })
export type Reopen = z.infer<typeof Reopen>
export const OpenByHand = z.strictObject({
  title: z.string().trim().min(1).max(200),
  severity: z.enum(SEVERITIES).default('high'),
  service: z.string().optional(),
})
export type OpenByHand = z.infer<typeof OpenByHand>

export const IncidentRef = z.strictObject({ id })
export type IncidentRef = z.infer<typeof IncidentRef>

export const ListIncidents = z.strictObject({
  states: listOf(INCIDENT_STATES).meta({ description: 'Comma-separated: triggered,acknowledged.' }),
  severities: listOf(SEVERITIES).meta({ description: 'Comma-separated: emergency,critical.' }),
  service: Name.optional(),
  channel: Name.optional().meta({ description: 'By which somebody was told of it.' }),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .meta({ description: 'Only incidents with a number below this one: the next page.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListIncidents = z.infer<typeof ListIncidents>
