import { z } from 'zod'

/** One alert as its tool says it, read but not yet mapped to a service and a severity of ours. */
export type Said = {
  readonly fingerprint: string
  readonly state: 'firing' | 'resolved'
  readonly title: string
  readonly says: string
  /** What is told together there, and is one incident here when it is of no service. */
  readonly group: string
  readonly labels: Readonly<Record<string, string>>
  readonly link: string | null
  readonly startedAt: Date | null
  /** Of one that fires: by when its tool takes it to be over, unless it is told again. */
  readonly endedAt: Date | null
  /** Where the format has a field of its own for it, instead of a label. */
  readonly severity?: string | undefined
  readonly service?: string | undefined
}

export type Reading = {
  readonly alerts: readonly Said[]
  /** How many more its tool left out. */
  readonly truncated: number
}

/** What a kind of source says of itself: one file, one line in the registry (ALR-1). Pure. */
export type SourceType<Options = unknown> = {
  readonly kind: string
  readonly label: string
  /** One sentence for the form and the manual. */
  readonly about: string
  /** Strict; `SourceOptions` and what this kind needs beyond. */
  readonly options: z.ZodType<Options>
  readonly example: unknown
  /**
   * Reads what was posted.
   *
   * @throws Refusal `invalid`; each issue has a path (`alerts[3].status`) and a sentence with the value
   */
  read(payload: unknown, options: Options): Reading
}

/** What every kind of source takes. */
export const SourceOptions = z.strictObject({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{20,200}$/, 'must be 20 to 200 characters without spaces: whoever knows it can open incidents here')
    .optional()
    .meta({ title: 'Token', description: 'Sent as a bearer token. Without one Plimsoll makes one, and shows it.', secret: true }),
})

/** Keeps the options' type while it is written down, and forgets it for the registry. */
export const defineSourceType = <Options>(type: SourceType<Options>): SourceType<Options> => type
