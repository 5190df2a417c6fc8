import { z } from 'zod'
import { SEVERITIES } from '../checks/model'
import { answer, instant, named } from '../kernel/answers'
import { CONDITIONS, MatcherInput, NOTICE_KINDS, NOTICE_STATES, TargetInput } from './model'

/** Somebody asked for more than the policy does by itself. */
export const AskedAnswer = answer('Escalation', 'Whom a person asked to be paged beyond what the policy does by itself.', {
  by: z.string(),
  target: TargetInput.nullable().describe('Null for the next step.'),
})
const severity = () => z.enum(SEVERITIES)

export const SignalFactsAnswer = answer('SignalFacts', 'What is kept of a report with its alert. Instants are epoch milliseconds.', {
  source: z.string(),
  group: z.string(),
  title: z.string(),
  labels: z.record(z.string(), z.string()),
  link: z.string().nullable(),
  beganMs: z.number().describe('By the source’s clock: an end before it is of an earlier time.'),
  endedMs: z.number().nullable().describe('By the source’s clock; null while it holds, and where nobody said.'),
  heardMs: z.number().describe('When it was last heard of.'),
  expiresMs: z.number().nullable().describe('Not heard of by then, it is ended, and that is said; null lasts until its source ends it.'),
})

/** What every alert says, whoever raised it. */
const COMMON = {
  id: z.uuid(),
  severity: severity(),
  startedAt: instant().describe('When it began: the first failed result of the streak that opened it, or as its source says.'),
  openedAt: instant().describe('The result that confirmed it, or when its source was heard.'),
  endedAt: instant().nullable().describe('The first success of the streak that closed it, or as its source says.'),
  incidentId: z.uuid(),
  causeServiceId: z
    .uuid()
    .nullable()
    .describe('The service on which this one depends and whose failure explains it: nobody is told separately (CHK-5).'),
  says: z.string(),
  originId: z.uuid().exactOptional().describe('The incident it belongs to by itself, while that is part of another; absent otherwise.'),
}
const fingerprint = z.string()

export const CheckAlertAnswer = answer('CheckAlert', 'What a check sees.', {
  ...COMMON,
  fingerprint,
  checkId: z.uuid(),
  serviceId: z.uuid(),
  condition: z.enum(['down', 'degraded']),
  blindFromAt: instant().nullable().describe('The last success before it: between the two nobody can say (IMP-3).'),
  signal: z.null(),
})

export const SignalAlertAnswer = answer('SignalAlert', 'What anybody but a check says: a tool outside, or a part of Plimsoll (ALR-1).', {
  ...COMMON,
  fingerprint,
  checkId: z.null(),
  serviceId: z
    .uuid()
    .nullable()
    .describe('Null when it is of no service that is known here: then the policy of last resort is followed (ALR-15).'),
  condition: z.enum(CONDITIONS),
  blindFromAt: z.null(),
  signal: SignalFactsAnswer,
})

export const AlertAnswer = named(
  'Alert',
  'A condition that holds or held. One is open at a time for each fingerprint.',
  z.union([CheckAlertAnswer, SignalAlertAnswer]),
)

const Named = z.object({ id: z.uuid(), name: z.string(), title: z.string() })

export const ListedAlertAnswer = answer(
  'ListedAlert',
  'An alert with the names of what it is about, as they are now; null for what has none.',
  {
    ...COMMON,
    state: z.enum(['open', 'ended']),
    condition: z.enum(CONDITIONS),
    check: Named.nullable(),
    service: Named.nullable(),
    incidentNumber: z.int(),
    blindFromAt: instant().nullable().describe('The last success before it: between the two nobody can say (IMP-3).'),
    signal: SignalFactsAnswer.nullable().describe('What is known of it when it was reported; null for what a check sees.'),
  },
)

export const AlertPageAnswer = answer('AlertPage', 'A page of alerts, open and ended, the newest first.', {
  alerts: z.array(ListedAlertAnswer),
  next: z.string().nullable().describe('What to give as `before` for the next page; null at the end.'),
})

export const NoticeAnswer = answer('Notice', 'One message to one recipient, as it stands in the delivery log.', {
  id: z.uuid(),
  incidentId: z.uuid().nullable(),
  kind: z.enum(NOTICE_KINDS),
  channel: z.string(),
  address: z.string().nullable().describe('Null where it is as secret as a password.'),
  person: z.string().nullable(),
  severity: severity(),
  title: z.string(),
  at: instant(),
  dueAt: instant().describe('Not sent before.'),
  state: z
    .enum(NOTICE_STATES)
    .describe('`bundled`: it went out in the message of another. `dead`: it is not tried again unless somebody sends it anew.'),
  attempts: z.int(),
  deliveredAt: instant().nullable(),
  says: z.string().nullable().describe('What the other side answered last, or why it is tried again or given up.'),
  ref: z.string().nullable().describe('What the other side calls it.'),
  bundleOf: z.uuid().nullable(),
})

export const DeliveryAttemptAnswer = answer('DeliveryAttempt', 'One attempt to deliver a message.', {
  id: z.uuid(),
  noticeId: z.uuid(),
  at: instant(),
  outcome: z.enum(['delivered', 'retry', 'refused']),
  says: z.string(),
  tookMs: z.int(),
  status: z.int().nullable(),
  channel: z.string(),
})

export const TrailAnswer = answer('Trail', 'One sentence of why somebody was or was not told (ALR-15).', {
  at: instant(),
  says: z.string(),
})

const attempts = z.array(DeliveryAttemptAnswer).describe('In order; of very many the first.')

export const NoticePageAnswer = answer('NoticePage', 'A page of the delivery log, newest first.', {
  notices: z.array(NoticeAnswer),
  next: z.string().nullable().describe('What to give as `before` for the next page; null at the end.'),
})
export const NoticeReadAnswer = answer('NoticeWithAttempts', 'One message, and what the other side answered to each attempt.', {
  notice: NoticeAnswer,
  attempts,
})
export const NoticeDetailAnswer = answer('NoticeDetail', 'One message, its attempts, and why whom of its incident (ALR-15).', {
  notice: NoticeAnswer,
  attempts,
  trail: z.array(TrailAnswer),
})
export const ResentAnswer = answer('Resent', 'How many dead letters are sent again.', { sent: z.int() })

export const SilenceAnswer = answer('Silence', 'Nobody is told of what it matches while it lasts (ALR-3).', {
  id: z.uuid(),
  matcher: MatcherInput,
  fromAt: instant(),
  toAt: instant(),
  reason: z.string(),
  by: z.string(),
  byId: z.string(),
  endedAt: instant().nullable().describe('When somebody ended it before its time.'),
  endedBy: z.string().nullable(),
})
export const SilenceListAnswer = answer('SilenceList', 'The silences that hold or will, newest first.', {
  silences: z.array(SilenceAnswer),
})
