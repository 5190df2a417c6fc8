import { z } from 'zod'
import { CONDITIONS } from '../alerts/model'
import { OUTCOMES, SEVERITIES, SOURCES, STATUSES } from '../checks/model'
import { answer, epochMs } from '../kernel/answers'

const tier = () => z.literal([1, 2, 3])

export const ReportAnswer = answer('Report', 'What anybody but a check says of a service.', {
  id: z.uuid(),
  source: z.string().describe('`meta` for Plimsoll itself, else the name of a declared source.'),
  sourceTitle: z.string(),
  title: z.string(),
  says: z.string(),
  serviceId: z.uuid().nullable(),
  serviceTitle: z.string().nullable(),
  severity: z.enum(SEVERITIES),
  condition: z.enum(CONDITIONS),
  startedAtMs: epochMs(),
  endedAtMs: epochMs().nullable(),
  heardAtMs: epochMs(),
  expiresAtMs: epochMs().nullable().describe('Not heard of by then, it is ended; null lasts until its source ends it.'),
  labels: z.record(z.string(), z.string()),
  link: z.string().nullable().describe('Where it can be looked at.'),
})

export const LastResultAnswer = answer('LastResult', 'The last execution of a check.', {
  atMs: epochMs(),
  outcome: z.enum(OUTCOMES),
  ms: z.number().describe('How long it took, in milliseconds.'),
  code: z.int().describe('A number that belongs to the answer: an HTTP status, days until a certificate ends.'),
  says: z.string(),
})

export const CheckRowAnswer = answer('CheckState', 'A check, and where it stands now. Comes from memory.', {
  id: z.uuid(),
  no: z.int().describe('A small number that stands for the check in results.'),
  name: z.string(),
  title: z.string(),
  serviceId: z.uuid(),
  service: z.string().describe('The title of its service.'),
  owner: z.string().nullable().describe('The team of its service.'),
  tier: tier(),
  type: z.string(),
  target: z.string().describe('What it looks at, for people. Holds no secret.'),
  everyMs: z.number(),
  confirmEveryMs: z.number(),
  timeoutMs: z.number(),
  slowAfterMs: z.number().nullable(),
  openAfter: z.int(),
  closeAfter: z.int(),
  critical: z.boolean().describe('Whether its failure alone takes the service down.'),
  tags: z.array(z.string()),
  paused: z.boolean(),
  source: z.enum(SOURCES).describe('What the file declares is read-only elsewhere.'),
  version: z.int(),
  status: z.enum(STATUSES),
  sinceMs: epochMs(),
  turning: z
    .object({ have: z.int(), need: z.int() })
    .nullable()
    .describe('Results in a row that speak against the status, and how many change it.'),
  nextAfterMs: z
    .number()
    .describe('The check is looked at again after this long: the confirm interval while something is being confirmed.'),
  last: LastResultAnswer.nullable(),
  incidentId: z.uuid().nullable().describe('The incident that its open alert belongs to.'),
  recent: z
    .object({ fromMs: epochMs(), steps: z.string(), ms: z.string(), outcomes: z.string() })
    .exactOptional()
    .describe('The last 60, packed; only in snapshots of the live topic.'),
})

const NamedService = z.object({ id: z.uuid(), title: z.string() })

export const ServiceRowAnswer = answer('ServiceState', 'A service, and where it stands now. Comes from memory.', {
  id: z.uuid(),
  name: z.string(),
  title: z.string(),
  tier: tier(),
  owner: z.string().nullable().describe('Its team.'),
  runbook: z.string().nullable(),
  status: z.enum(STATUSES),
  sinceMs: epochMs(),
  checkIds: z.array(z.uuid()),
  counts: z.record(z.enum(STATUSES), z.int()).describe('How many of its checks are in each status.'),
  dependsOn: z.array(NamedService),
  incidentId: z.uuid().nullable().describe('The incident of the first open alert on it.'),
  openReports: z.int(),
  reports: z.array(ReportAnswer).describe('What anybody but its checks says of it now, the worst first; at most 20 of `openReports`.'),
})

export const CheckListAnswer = answer('CheckList', 'A page of checks, in the order of their names.', {
  checks: z.array(CheckRowAnswer),
  next: z.string().nullable().describe('What to give as `after` for the next page; null at the end.'),
})

export const ServiceListAnswer = answer('ServiceList', 'Every service.', { services: z.array(ServiceRowAnswer) })

export const ServiceNamesAnswer = answer('ServiceNames', 'What the services are called, in the order of their titles.', {
  services: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string() })),
})

const window = (what: string) =>
  z
    .tuple([z.number(), z.number(), z.number()])
    .nullable()
    .describe(
      `Of ${what}: between which two shares of it (0 to 1) the service was available, and how many milliseconds of it count; null when none does.`,
    )

export const ServiceAvailabilityAnswer = answer(
  'ServiceAvailability',
  'How available services were. Those of which nothing is known are absent.',
  {
    services: z
      .record(z.uuid(), z.tuple([window('the last 24 hours'), window('the last 7 days'), window('the last 30 days')]))
      .describe('By id.'),
  },
)

export const ServiceDetailAnswer = answer('ServiceDetail', 'A service, and what stands next to it.', {
  service: ServiceRowAnswer,
  checks: z.array(CheckRowAnswer),
  neededBy: z.array(NamedService).describe('The services that depend on it.'),
})
