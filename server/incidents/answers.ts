import { z } from 'zod'
import { AlertAnswer, AskedAnswer } from '../alerts/answers'
import { SEVERITIES } from '../checks/model'
import { LossSegmentAnswer } from '../impact/answers'
import { answer, instant } from '../kernel/answers'
import { ENTRY_KINDS, INCIDENT_STATES } from './model'

export const IncidentAnswer = answer('Incident', 'The unit people work on.', {
  id: z.uuid(),
  number: z.int().describe('As people call it: 2417 for INC-2417.'),
  title: z.string().describe('One sentence in the words of the business: "Admin sign-in is failing".'),
  severity: z.enum(SEVERITIES),
  state: z.enum(INCIDENT_STATES),
  serviceId: z
    .uuid()
    .nullable()
    .describe('The service where it began, or whose failure explains the others; null when opened by hand without one.'),
  startedAt: instant().describe('The first failed result.'),
  openedAt: instant().describe('When it was confirmed, or opened by hand.'),
  acknowledgedAt: instant().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedById: z.string().nullable(),
  mitigatedAt: instant().nullable(),
  mitigatedBy: z.string().nullable(),
  assignee: z.string().nullable(),
  assigneeId: z.string().nullable(),
  resolvedAt: instant().nullable(),
  endedAt: instant()
    .nullable()
    .describe('The first success of the streak that proved recovery; what the outage lasted to. Null until then.'),
  resolvedBy: z.string().nullable().describe('Null when it resolved by itself.'),
  resolvedById: z.string().nullable(),
  proven: z.boolean().describe('False when a person resolved it before the checks had proven it (INC-4).'),
  reason: z.string().nullable(),
  cause: z.string().nullable(),
  openedBy: z.string().nullable(),
  escalations: z
    .array(AskedAnswer)
    .describe(
      'Whom people asked to be paged beyond what the policy does by itself, in the order in which they asked; the pager does each once.',
    ),
  mergedInto: z.uuid().nullable().describe('The incident that this one is part of: its alerts, timeline and loss are there.'),
  splitAlerts: z.array(z.uuid()).describe('The alerts that somebody took out of another incident to make this one of.'),
  version: z.int(),
})

export const EntryAnswer = answer('TimelineEntry', 'What stands in an incident’s timeline (INC-3).', {
  id: z.uuid(),
  incidentId: z.uuid(),
  at: instant(),
  kind: z.enum(ENTRY_KINDS),
  says: z.string().describe('A sentence; the actor’s name is not in it.'),
  detail: z.string().nullable().describe('What proves or explains it: "503 after 5.0 s".'),
  money: z.string().nullable().describe('A sentence about money, for those who may see it.'),
  actor: z.string().nullable(),
  checkId: z.uuid().nullable(),
})

export const IncidentPageAnswer = answer('IncidentPage', 'A page of incidents, newest first.', {
  incidents: z.array(IncidentAnswer),
  next: z.int().nullable().describe('What to give as `before` for the next page; null at the end.'),
})

export const IncidentDetailAnswer = answer('IncidentDetail', 'An incident with everything that belongs to it.', {
  incident: IncidentAnswer,
  alerts: z.array(AlertAnswer),
  entries: z.array(EntryAnswer).describe('Newest first. What an entry says about money is null for those who may not see it.'),
  ledger: z
    .array(LossSegmentAnswer)
    .exactOptional()
    .describe('What it took from each stream, in stretches of a constant rate; absent for those who may not see money.'),
})
