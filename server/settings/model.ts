/** What a number of a setting counts. Durations are milliseconds inside and are written like `30s`. */
export const UNITS = ['duration', 'count', 'ratio', 'bytes', 'per-second', 'weight', 'money-per-hour', 'percent'] as const
export type Unit = (typeof UNITS)[number]

export const PROFILES = ['development', 'staging', 'production'] as const
export type Profile = (typeof PROFILES)[number]

/** A number that somebody may want to change: defined once, with its bounds and a sentence (SET-1). */
export type Definition = {
  readonly key: string
  readonly title: string
  /** One sentence: what it does, and what a larger value means. */
  readonly about: string
  readonly unit: Unit
  readonly min: number
  readonly max: number
  /** Null: not set, and what it would limit is left alone. */
  readonly default: number | null
  /** Where a profile differs from the default. */
  readonly profiles?: Partial<Record<Profile, number>>
}

/** Where an effective value comes from, the strongest last (SET-2). */
export const ORIGINS = ['default', 'profile', 'file'] as const
export type Origin = (typeof ORIGINS)[number]

export type Effective = { readonly definition: Definition; readonly value: number | null; readonly origin: Origin }
