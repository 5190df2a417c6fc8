/** One thing that is wrong at the start: what, why, and what a person does about it. */
export type Finding = {
  readonly subject: string
  readonly reason: string
  readonly wayOut: string
  /** It may pass by itself: another start is worth a try, and a supervisor should make it. */
  readonly transient?: true
}

/** `fail`: without this the process must not start. `degrade`: it starts without this part, and says so. */
export type Policy = 'fail' | 'degrade'

export type Validator = {
  readonly name: string
  readonly policy: Policy
  /** What it means for the business when this fails, in one sentence. */
  readonly businessImpact?: string
  /** How long this validator may take; never longer than the whole validation. Default: `VALIDATOR_DEADLINE_MS`. */
  readonly deadlineMs?: number
  /** Looks and says what is wrong; nothing found is a pass. Should stop looking when the signal aborts. */
  check(signal: AbortSignal): readonly Finding[] | Promise<readonly Finding[]>
}

/** What every built-in validator lets its user decide. */
export type ValidatorTerms = Pick<Validator, 'policy' | 'businessImpact' | 'deadlineMs'> & { readonly name?: string }

/** Declares a validator; a name is needed because the report is read by people at three in the morning. */
export function defineValidator(validator: Validator): Validator {
  if (validator.name.trim() === '')
    throw new TypeError('A start-up validator has an empty name; give it the words that should stand in the report.')
  return validator
}
