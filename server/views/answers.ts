import { z } from 'zod'
import { TrailAnswer } from '../alerts/answers'
import { NOTICE_KINDS } from '../alerts/model'
import { answer, instant } from '../kernel/answers'
import { ORIGINS, UNITS } from '../settings/model'

export const SettingsAnswer = answer('Settings', 'Everything that somebody may want to change, as it holds now.', {
  file: z.string().nullable().describe('The file that declares, absolute; null when there is none.'),
  currencies: z.object({
    base: z.string(),
    rates: z.record(z.string(), z.number()).describe('What one of each is worth in `base`.'),
  }),
  settings: z
    .array(
      z.object({
        key: z.string(),
        title: z.string(),
        about: z.string(),
        unit: z.enum(UNITS).describe('Durations are milliseconds.'),
        min: z.number(),
        max: z.number(),
        default: z.number().nullable(),
        value: z.number().nullable(),
        origin: z.enum(ORIGINS),
      }),
    )
    .describe('Amounts only for those who may see money.'),
})

export const HostLoadsAnswer = answer('HostLoads', 'Our load on each host that is watched, the heaviest first.', {
  hosts: z.array(z.object({ host: z.string(), running: z.int(), waiting: z.int(), perMinute: z.number() })),
  limits: z.object({ concurrent: z.number(), perSecond: z.number() }).describe('What a host is spared from.'),
})

const SummaryAnswer = answer(
  'DeliverySummary',
  'How soon messages of a stretch arrived, and what is left of the promise. Figures are null where nothing was measured.',
  {
    pages: z.int(),
    canaries: z.int(),
    lost: z.int(),
    medianMs: z.number().nullable(),
    shareMs: z.number().nullable().describe('Within which the promised share arrived.'),
    inTime: z.number().nullable().describe('In time of all, 0..1.'),
    budgetLeft: z
      .number()
      .nullable()
      .describe('Of the misses that are allowed, what is left, up to 1; below 0 when the promise is broken.'),
  },
)

const hours = () =>
  z
    .array(z.number().nullable())
    .describe('Hour by hour over a day, the oldest first: within how many milliseconds the promised share arrived.')

export const DeliveryAnswer = answer('Delivery', 'How soon pages and canaries arrive: what Plimsoll promises of itself, measured.', {
  targets: z.object({
    medianMs: z.number().describe('Half of them within.'),
    withinMs: z.number().describe('One is in time within.'),
    share: z.number().describe('This share is to be in time, 0..1.'),
  }),
  day: SummaryAnswer,
  month: SummaryAnswer,
  hours: hours(),
  channels: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      day: SummaryAnswer,
      month: SummaryAnswer,
      hours: hours(),
      canaries: z
        .array(z.object({ at: instant(), arrivedAt: instant().nullable(), inTime: z.boolean(), says: z.string() }))
        .describe('The last ones, the oldest first.'),
      sight: z
        .object({
          name: z.string(),
          down: z.object({ sinceAt: instant(), says: z.string() }).nullable().describe('Nothing can be expected to arrive by it.'),
          canary: z.union([
            z.object({ off: z.string().describe('Why none is sent.') }),
            z.object({
              everyMs: z.number(),
              withinMs: z.number(),
              echo: z.boolean(),
              provenAt: instant().nullable().describe('The last time that one arrived.'),
              nextAt: instant(),
            }),
          ]),
        })
        .nullable()
        .describe('What the engine knows of it now.'),
    }),
  ),
})

export const RehearsalAnswer = answer('Rehearsal', 'Who would be told if a service failed and nobody answered.', {
  at: instant().describe('When it would fail.'),
  told: z
    .array(z.object({ at: instant(), kind: z.enum(NOTICE_KINDS), to: z.string() }))
    .describe('Whom it would tell, by which channel, when; the first hundred.'),
  isCut: z.boolean(),
  trail: z.array(TrailAnswer).describe('Why whom, and why not.'),
  leftOut: z.array(z.string()).describe('Definitions that hang on which check fails, and are left out.'),
  route: z
    .object({
      team: z.string().nullable(),
      policy: z.string().nullable(),
      policyTitle: z.string().nullable(),
      finding: z.string().nullable().describe('What is amiss, in a sentence, where the policy is none of its own.'),
      verdict: z.enum(['reaches', 'unknown-people', 'only-last-resort', 'nobody']),
      says: z.string().describe('Whether somebody would hear of it.'),
    })
    .describe('Which way it goes: service, team, policy.'),
})
