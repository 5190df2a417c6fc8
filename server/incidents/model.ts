import { z } from 'zod'
import { SEVERITIES } from '../checks/model'
import type { Answer } from '../kernel/answers'
import { listOf, Name } from '../kernel/inputs'
import type { EntryAnswer, IncidentAnswer } from './answers'

export const INCIDENT_STATES = ['triggered', 'acknowledged', 'mitigated', 'resolved'] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** The unit people work on. */
export type Incident = Answer<typeof IncidentAnswer>

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
  'merged',
  'split',
  'published',
  'told',
  'not-told',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type Entry = Answer<typeof EntryAnswer>

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
  tell: z.array(z.string().trim().min(1).max(200)).max(20).optional().meta({
    title: 'Who is told',
    description: 'People (e-mail) and teams who are paged at once, besides whom the service’s policy pages.',
  }),
})
export type OpenByHand = z.infer<typeof OpenByHand>

/** More are not chosen by hand. */
const MOST_SPLIT = 200
export const Merge = z.strictObject({
  id,
  into: id.meta({ title: 'Into', description: 'The incident that it is a part of: an id or a number like INC-12.' }),
})
export type Merge = z.infer<typeof Merge>
export const Split = z
  .strictObject({
    id,
    alerts: z
      .array(z.uuid())
      .min(1)
      .max(MOST_SPLIT)
      .optional()
      .meta({ description: 'Alerts of the incident that become one of their own; what the same checks said before goes with them.' }),
    incident: id.optional().meta({ description: 'Instead: an incident that was merged into it, which becomes one of its own again.' }),
    title: z.string().trim().min(1).max(200).optional().meta({ description: 'Of the new incident; made of what fails when absent.' }),
  })
  .refine(({ alerts, incident }) => (alerts === undefined) !== (incident === undefined), {
    message: 'Give either alerts, which become an incident of their own, or the incident that was merged into this one.',
    path: ['alerts'],
  })
export type Split = z.infer<typeof Split>

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
