import type { Clock } from '../runtime/clock'
import type { Finding, Policy, Validator } from './validator'

/** The exit code of a process that refused to start: EX_CONFIG of sysexits.h. A supervisor can tell it from a crash. */
export const EXIT_STARTUP_REFUSED = 78

/** All validators together stay under ten seconds (HLT-2), with room for the process to say so and leave. */
export const STARTUP_DEADLINE_MS = 9_000

/** One validator's time, unless it says otherwise. */
export const VALIDATOR_DEADLINE_MS = 5_000

/** After the abort a validator may still say which part was late; then it is given up. */
const LAST_WORD_MS = 100

export type Verdict = {
  readonly name: string
  readonly policy: Policy
  readonly businessImpact?: string
  readonly findings: readonly Finding[]
  readonly durationMs: number
}

export type StartupReport = {
  /** `refused`: a validator of policy `fail` found something. `degraded`: only ones that may be missing did. */
  readonly outcome: 'passed' | 'degraded' | 'refused'
  readonly verdicts: readonly Verdict[]
  /** The verdicts that found something, the ones that refuse the start first. */
  readonly failed: readonly Verdict[]
  readonly durationMs: number
}

export type ValidationTerms = {
  readonly clock: Pick<Clock, 'elapsedMs' | 'after'>
  /** For all validators together, in milliseconds. */
  readonly deadlineMs?: number
}

/**
 * Runs all validators side by side and says what they found. Never throws and never hangs:
 * a validator that throws, or is not done in time, is itself a finding.
 */
export async function validateStartup(validators: readonly Validator[], terms: ValidationTerms): Promise<StartupReport> {
  const { clock, deadlineMs = STARTUP_DEADLINE_MS } = terms
  const startedMs = clock.elapsedMs()
  const verdicts = await Promise.all(
    validators.map((validator) => judge(validator, clock, Math.min(validator.deadlineMs ?? VALIDATOR_DEADLINE_MS, deadlineMs))),
  )
  const found = verdicts.filter(({ findings }) => findings.length > 0)
  const failed = [...found.filter(({ policy }) => policy === 'fail'), ...found.filter(({ policy }) => policy === 'degrade')]
  return { outcome: outcomeOf(failed), verdicts, failed, durationMs: clock.elapsedMs() - startedMs }
}

function outcomeOf(failed: readonly Verdict[]): StartupReport['outcome'] {
  if (failed.some(({ policy }) => policy === 'fail')) return 'refused'
  return failed.length > 0 ? 'degraded' : 'passed'
}

async function judge(validator: Validator, clock: ValidationTerms['clock'], deadlineMs: number): Promise<Verdict> {
  const { name, policy, businessImpact } = validator
  const startedMs = clock.elapsedMs()
  const findings = await findingsOf(validator, clock, deadlineMs)
  return { name, policy, ...(businessImpact === undefined ? {} : { businessImpact }), findings, durationMs: clock.elapsedMs() - startedMs }
}

async function findingsOf(validator: Validator, clock: ValidationTerms['clock'], deadlineMs: number): Promise<readonly Finding[]> {
  const abort = new AbortController()
  const waits: { cancel(): void }[] = []
  const late = new Promise<readonly Finding[]>((resolve) => {
    waits.push(
      clock.after(deadlineMs, () => {
        abort.abort()
        waits.push(clock.after(LAST_WORD_MS, () => resolve([tooLate(validator.name, deadlineMs)])))
      }),
    )
  })
  try {
    const found = await Promise.race([check(validator, abort.signal), late])
    return abort.signal.aborted && found.length === 0 ? [tooLate(validator.name, deadlineMs)] : found
  } finally {
    for (const wait of waits) wait.cancel()
  }
}

async function check(validator: Validator, signal: AbortSignal): Promise<readonly Finding[]> {
  try {
    return await validator.check(signal)
  } catch (cause) {
    // What a validator throws after the abort is most often the abort itself: the deadline is then the reason.
    if (signal.aborted) return []
    return [
      {
        subject: validator.name,
        reason: `The validator itself failed: ${cause instanceof Error ? cause.message : String(cause)}`,
        wayOut: 'Mend the validator or what it looks at; a part that cannot be checked is not taken for working.',
      },
    ]
  }
}

const tooLate = (name: string, deadlineMs: number): Finding => ({
  subject: name,
  reason: `Gave no answer within ${deadlineMs} ms.`,
  wayOut: 'Look at what it waits for: a module that never finishes loading, or a server that accepts and does not answer.',
  transient: true,
})

/** Whether everything that refused the start may pass by itself; then the process ends with another code, so that it is started again. */
export const mayPass = ({ failed }: StartupReport): boolean =>
  failed.filter(({ policy }) => policy === 'fail').every(({ findings }) => findings.every(({ transient }) => transient))
