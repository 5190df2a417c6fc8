import { z } from 'zod'
import type { Answer } from '../kernel/answers'
import { Name } from '../kernel/inputs'
import { WEEKDAYS } from '../kernel/local-time'
import { LocalDate, TimeZone } from '../kernel/local-time-input'
import { isCurrency } from '../kernel/money'
import type { LossSegmentAnswer } from './answers'

export const Currency = z
  .string()
  .refine(isCurrency, { error: ({ input }) => `"${input}" is not a currency of ISO 4217; write it like GBP` })
/** With an example, unless it is missing, which is said for every field alike. */
const number = () =>
  z.number({
    error: ({ code, input }) =>
      code !== 'invalid_type' || input === undefined ? undefined : `is ${JSON.stringify(input)}, which is no number; write it like 0.5`,
  })
const ratio = number().min(0, 'must be between 0 and 1').max(1, 'must be between 0 and 1')
const amount = number().min(0).max(1e12)

/** How an ordinary week goes: 24 factors of the baseline for each day that differs from 1. */
export const ProfileInput = z.strictObject({
  timeZone: TimeZone,
  week: z
    .partialRecord(z.enum(WEEKDAYS), z.array(number().min(0).max(1_000)).length(24, 'must have 24 factors, one an hour from midnight'))
    .default({}),
})

export const StreamInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  currency: Currency.meta({ title: 'Currency' }),
  perHour: amount.meta({ title: 'Baseline per hour', description: 'In whole units of the currency: pounds, not pence.' }),
  profile: ProfileInput.optional(),
  dependsOn: z
    .record(Name, ratio)
    .refine((services) => Object.keys(services).length > 0, 'must name at least one service, or no failure could ever touch the stream')
    .meta({ title: 'Dependence on services', description: 'How much of the stream needs the service, 0 to 1.' }),
})
export type StreamInput = z.infer<typeof StreamInput>

export type Profile = { readonly timeZone: string /** 168 factors from Monday 00:00, local time. */; readonly hours: readonly number[] }

export type Stream = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly currency: string
  readonly baselinePerHourMinor: number
  readonly profile: Profile | null
  /** Service id → 0..1. */
  readonly dependence: Readonly<Record<string, number>>
  readonly source: 'file' | 'api'
  readonly version: number
}

export const OpportunityInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  currency: Currency,
  value: amount.meta({ title: 'Value', description: 'In whole units of the currency.' }),
  probability: ratio.default(1).meta({ title: 'Probability' }),
  closesOn: LocalDate.optional().meta({ title: 'Closes on' }),
  nextStep: z.string().max(120).optional().meta({ title: 'Next step', description: '"Demo 15:30", "Renewal".' }),
  stakeholders: z.array(z.string().min(1).max(200)).max(50).default([]).meta({ title: 'Stakeholders' }),
  journeys: z
    .array(z.union([z.strictObject({ service: Name }), z.strictObject({ check: Name })]))
    .min(1, 'must name at least one service or check, or it could never be at risk')
    .max(50)
    .meta({ title: 'Critical journeys' }),
  target: ratio
    .refine((value) => value > 0, 'must be more than 0')
    .optional()
    .meta({ title: 'Availability target', description: '1 for every minute.' }),
})
export type OpportunityInput = z.infer<typeof OpportunityInput>

export type Journey = { readonly kind: 'service' | 'check'; readonly id: string }

export type Opportunity = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly currency: string
  readonly valueMinor: number
  readonly probability: number
  readonly closesOn: string | null
  readonly nextStep: string | null
  readonly stakeholders: readonly string[]
  readonly journeys: readonly Journey[]
  readonly target: number | null
  readonly source: 'file' | 'api'
  readonly version: number
}

/** Down journeys put a deal at risk; degraded or blind ones put it under strain (IMP-4). */
export const STAKES = ['safe', 'strain', 'risk'] as const
export type Stake = (typeof STAKES)[number]

export const SegmentInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  customers: z.int().min(0).max(1e10).meta({ title: 'Customers' }),
  reach: z
    .record(Name, ratio)
    .refine((services) => Object.keys(services).length > 0, 'must name at least one service')
    .meta({ title: 'Reach', description: 'The share of them who use the service, 0 to 1.' }),
})
export type SegmentInput = z.infer<typeof SegmentInput>

export type Segment = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly customers: number
  /** Service id → 0..1. */
  readonly reach: Readonly<Record<string, number>>
  readonly source: 'file' | 'api'
  readonly version: number
}

/** Maintenance is left out of the month, or counts as what it hides. */
export const MAINTENANCE_COUNTS = ['excluded', 'counted'] as const

const creditTier = z.strictObject({
  below: ratio.refine((value) => value > 0, 'must be more than 0').meta({ title: 'Below', description: '0.999 for 99.9 % of the month.' }),
  credit: ratio
    .refine((value) => value > 0, 'must be more than 0')
    .meta({ title: 'Credit', description: 'The share of the monthly fee: 0.1 for 10 %.' }),
})

/** What is promised to a customer, and what is owed when a month falls short (IMP-6). */
export const ContractInput = z
  .strictObject({
    name: Name.meta({ title: 'Name' }),
    title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
    customer: z.string().min(1).max(120).meta({ title: 'Customer', description: 'To whom it is promised.' }),
    currency: Currency.meta({ title: 'Currency' }),
    monthlyFee: amount.meta({ title: 'Monthly fee', description: 'In whole units of the currency.' }),
    sla: ratio
      .refine((value) => value > 0, 'must be more than 0')
      .meta({ title: 'SLA', description: 'The share of each month in which it must work: 0.999 for 99.9 %.' }),
    services: z
      .array(Name)
      .min(1, 'must name at least one service, or nothing could ever break it')
      .max(100)
      .meta({ title: 'Measured services', description: 'Down while any of them is down.' }),
    timeZone: TimeZone.default('UTC').meta({ title: 'Time zone', description: 'In which its calendar months begin and end.' }),
    maintenance: z
      .enum(MAINTENANCE_COUNTS)
      .default('excluded')
      .meta({ title: 'Maintenance', description: 'excluded: left out of the month. counted: as what it hides.' }),
    credits: z.array(creditTier).min(1, 'must have at least one step, or nothing would ever be owed').max(20).meta({ title: 'Credits' }),
  })
  .superRefine(({ sla, credits }, ctx) => {
    credits.forEach(({ below, credit }, i) => {
      if (below > sla)
        ctx.addIssue({
          code: 'custom',
          path: ['credits', i, 'below'],
          message: `is ${percent(below)}, above the SLA of ${percent(sla)}: a credit would be owed in a month that kept it; write ${sla} or less`,
        })
      const twin = credits.findIndex((other) => other.below === below)
      if (twin < i)
        ctx.addIssue({
          code: 'custom',
          path: ['credits', i, 'below'],
          message: `is ${percent(below)}, as in credits[${twin}]; leave one of them out`,
        })
      const milder = credits.find((other) => other.below > below && other.credit >= credit)
      if (milder)
        ctx.addIssue({
          code: 'custom',
          path: ['credits', i, 'credit'],
          message: `is ${percent(credit)} below ${percent(below)}, not more than the ${percent(milder.credit)} below ${percent(milder.below)}: a worse month must cost more`,
        })
    })
  })
export type ContractInput = z.infer<typeof ContractInput>

const percent = (value: number): string => `${Number((value * 100).toPrecision(10))} %`

export type CreditTier = { readonly below: number; readonly credit: number }

export type Contract = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly customer: string
  readonly currency: string
  readonly monthlyFeeMinor: number
  /** 0..1 */
  readonly sla: number
  /** Service ids. */
  readonly services: readonly string[]
  readonly timeZone: string
  readonly maintenance: (typeof MAINTENANCE_COUNTS)[number]
  /** Both 0..1, the mildest first. */
  readonly tiers: readonly CreditTier[]
  readonly source: 'file' | 'api'
  readonly version: number
}

/** Everything is shown in one currency; others convert by this table (IMP-10). `rates.USD` is what one USD is worth in `base`. */
export const CurrenciesInput = z.strictObject({
  base: Currency.default('GBP'),
  rates: z.record(Currency, z.number().positive().max(1e9)).default({}),
})
export type Currencies = { readonly base: string; readonly rates: Readonly<Record<string, number>> }

/** Whether the loss of a stretch was seen, or Plimsoll could not see meanwhile (IMP-13). */
export const CERTAINTIES = ['seen', 'blind'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/**
 * A stretch of loss at a constant rate: what one incident takes from one stream (IMP-3).
 * `toAt` null means that it still runs. Loss in minor units = hours × `baselinePerHourMinor` × `factor` × `fraction`.
 */
export type LossSegment = Answer<typeof LossSegmentAnswer>
