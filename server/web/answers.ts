import { z } from 'zod'
import { declaredFields } from '../declare/answers'
import { CHECK } from '../declare/kinds'
import { WINDOW } from '../declare/routing'
import { answer, instant, named } from '../kernel/answers'
import { CheckRowAnswer } from '../live/answers'

export const NewCheckAnswer = answer('NewCheck', 'A check that was made.', {
  ...declaredFields(CHECK),
  heartbeatUrl: z.string().exactOptional().describe('Of a heartbeat without a token of its own: the address that its service must call.'),
})

export const CheckDetailAnswer = answer('CheckDetail', 'A check as it is declared, and where it stands.', {
  ...declaredFields(CHECK),
  target: z.string().nullable().describe('What it looks at, for people; null until the engine has taken it up.'),
  state: CheckRowAnswer.nullable().describe('Null until the engine has taken it up.'),
})

export const HeartbeatAnswer = answer('HeartbeatAddress', 'Where the service of a heartbeat check must call.', { url: z.string() })
export const RunAnswer = answer('Run', 'A check that is run as soon as the caps on its host allow.', { id: z.uuid(), name: z.string() })

const PlannedAnswer = answer('PlannedMaintenance', 'A maintenance window, and when it holds.', {
  ...declaredFields(WINDOW),
  next: z
    .object({ fromAt: instant(), toAt: instant(), holds: z.boolean() })
    .nullable()
    .describe('For which it holds, or will next; null when it never will again.'),
})
export const MaintenanceListAnswer = answer('PlannedMaintenanceList', 'Every maintenance window, in the order of their names.', {
  maintenance: z.array(PlannedAnswer),
})
export const TriedAnswer = answer('MaintenanceTrial', 'What a window would do, before anything is saved.', {
  says: z.string().describe('When it holds next, in one sentence with its zone.'),
  warnings: z.array(z.string()),
  checks: z.int().describe('How many checks it matches now.'),
})

export const SourceTokenAnswer = answer('SourceToken', 'Where a tool outside posts its alerts, and with which token.', {
  url: z.string(),
  token: z.string(),
})

export const ActedAnswer = answer('Acted', 'What was done, in words.', { number: z.int().describe('Of the incident.'), says: z.string() })
export const SaidAnswer = answer('Said', 'What came of it, in words.', { says: z.string() })

export const OwnContactsAnswer = answer('OwnContacts', 'The ways by which one is reached oneself, and the channels that take an address.', {
  contacts: z.array(
    z.object({
      id: z.uuid(),
      channel: z.string(),
      address: z.string().nullable().describe('Null where it is as good as a password.'),
      label: z.string().nullable(),
      addedAt: instant(),
      verifiedAt: instant().nullable(),
      goneAt: instant().nullable().describe('Since when the other side says that nobody is there any more.'),
      replaces: z.string().nullable().describe('The first of those whose place it takes.'),
      isBrowser: z.boolean(),
    }),
  ),
  channels: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.string(),
      key: z.string().nullable().describe('What a browser subscribes with.'),
    }),
  ),
})
export const AddedContactAnswer = answer('AddedContact', 'A way that was added, and is not used before it is confirmed.', { id: z.uuid() })

export const ProblemAnswer = named(
  'Problem',
  'What was refused or went wrong (RFC 9457). What else it holds depends on its type.',
  z.looseObject({
    type: z.string().describe('The code for a program: `urn:plimsoll:problem:` and `invalid`, `conflict`, `not-found` …'),
    title: z.string().describe('The sentence for a person.'),
    status: z.int(),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .exactOptional()
      .describe('Of an input that is refused: what is wrong where.'),
    retryAfterSeconds: z.number().exactOptional(),
  }),
)

export const TakenAnswer = answer('Taken', 'What was taken of alerts from outside.', {
  taken: z.int(),
  truncated: z.int().describe('How many its sender says that it left out.'),
})

export const HealthAnswer = named('Health', 'How Plimsoll itself does.', z.looseObject({ status: z.enum(['pass', 'warn', 'fail']) }))

export const OpenApiAnswer = named(
  'OpenApi',
  'The document itself: OpenAPI 3.1.',
  z.looseObject({ openapi: z.string(), paths: z.unknown() }),
)
