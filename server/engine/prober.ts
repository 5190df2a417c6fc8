import type { Check, Outcome, Probed, Result } from '../checks/model'
import { troubleOf } from '../checks/rules/network-words'
import type { CheckType, ProbeTools } from '../checks/types/type'
import { formatDuration } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import type { SharedTools } from './tools'

/** One execution that is due. The options are parsed, and the same object each time: what types compile hangs on it. */
export type Plan = {
  readonly check: Pick<Check, 'no' | 'name' | 'intervalMs' | 'timeoutMs' | 'slowAfterMs'>
  readonly type: CheckType
  readonly options: unknown
  /** When the watched service last called us; for `heartbeat`. */
  readonly lastBeatAt?: Date | undefined
}

/** A result, and how long the target asked to be left alone (CHK-11). */
export type Execution = Result & { readonly retryAfterMs?: number }

export type ProberOptions = { readonly clock: Clock; readonly log: Log; readonly tools: SharedTools }

/** A probe hears of the time-out this much before we answer for it, so that it can say what it was waiting for. */
const GRACE_MS = 100
const LONGEST_SAYING = 300
/** The column is a smallint. */
const [LEAST_CODE, MOST_CODE] = [-32_768, 32_767]

export type Prober = {
  /** Executes once. Always answers, at the latest a moment after the check's timeout, and never rejects. */
  probe(plan: Plan, how?: { readonly wantsEvidence?: boolean }): Promise<Execution>
  /** How many are under way. */
  readonly underWay: number
}

/** Runs probes: enforces the timeout for every type, reads exceptions, tells slow from fast. */
export function createProber({ clock, log, tools }: ProberOptions): Prober {
  let underWay = 0
  return {
    probe(plan, how) {
      underWay++
      return new Promise((done) => {
        new Probe(plan, how?.wantsEvidence ?? false, tools, { clock, log }, (execution) => {
          underWay--
          done(execution)
        }).run()
      })
    },
    get underWay() {
      return underWay
    },
  }
}

/** One execution: the tools that the type is handed, and the race between its answer and the timeout. */
class Probe implements ProbeTools {
  readonly elapsedMs: ProbeTools['elapsedMs']
  readonly now: ProbeTools['now']
  readonly lookup: ProbeTools['lookup']
  readonly refuses: ProbeTools['refuses']
  readonly secureContext: ProbeTools['secureContext']
  readonly pattern: ProbeTools['pattern']
  readonly userAgent: string
  readonly statusOf: ProbeTools['statusOf']
  readonly wantsEvidence: boolean
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly lastBeatAt: () => Date | undefined
  readonly #plan: Plan
  #controller: AbortController | undefined
  #onTimeUp: ((says: string) => void) | undefined
  #isTimeUp = false
  readonly #clock: Clock
  readonly #log: Log
  readonly #at: Date
  readonly #startedMs: number
  #done: ((execution: Execution) => void) | undefined
  #timer: { cancel(): void }

  constructor(
    plan: Plan,
    wantsEvidence: boolean,
    tools: SharedTools,
    { clock, log }: { readonly clock: Clock; readonly log: Log },
    done: (execution: Execution) => void,
  ) {
    this.elapsedMs = tools.elapsedMs
    this.now = tools.now
    this.lookup = tools.lookup
    this.refuses = tools.refuses
    this.secureContext = tools.secureContext
    this.pattern = tools.pattern
    this.userAgent = tools.userAgent
    this.statusOf = tools.statusOf
    this.wantsEvidence = wantsEvidence
    this.intervalMs = plan.check.intervalMs
    this.timeoutMs = plan.check.timeoutMs
    this.lastBeatAt = () => plan.lastBeatAt
    this.#plan = plan
    this.#clock = clock
    this.#log = log
    this.#done = done
    this.#at = clock.now()
    this.#startedMs = clock.elapsedMs()
    this.#timer = clock.after(this.timeoutMs, this.#timeIsUp)
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#isTimeUp) this.#controller.abort(this.#timedOut())
    return this.#controller.signal
  }

  onTimeUp(listener?: (says: string) => void): void {
    this.#onTimeUp = listener
    if (this.#isTimeUp) listener?.(this.#timedOut())
  }

  run(): void {
    try {
      this.#plan.type.probe(this.#plan.options, this).then(this.#answered, this.#broke)
    } catch (cause) {
      this.#broke(cause)
    }
  }

  readonly #answered = (probed: Probed) => this.#settle(probed)

  readonly #timeIsUp = () => {
    this.#timer = this.#clock.after(GRACE_MS, this.#graceIsUp)
    this.#isTimeUp = true
    this.#controller?.abort(this.#timedOut())
    this.#onTimeUp?.(this.#timedOut())
  }

  readonly #graceIsUp = () => this.#settle({ outcome: 'fail', latencyMs: this.elapsedMs() - this.#startedMs, says: this.#timedOut() })

  #timedOut(): string {
    return `timed out after ${this.timeoutMs % 1000 === 0 ? formatDuration(this.timeoutMs) : `${this.timeoutMs} ms`}`
  }

  /** An error with a code comes from the network and is about the target; anything else is a mistake of ours, and says nothing about it (CHK-8). */
  readonly #broke = (cause: unknown) => {
    if (!this.#done) return
    const latencyMs = this.elapsedMs() - this.#startedMs
    const { check, type } = this.#plan
    if (isNetworkError(cause)) {
      const { says, blind } = troubleOf(cause, type.target(this.#plan.options).host ?? 'the target', 0)
      this.#settle({ outcome: blind ? 'blind' : 'fail', latencyMs, says: says.replace(':0 ', ' ') })
      return
    }
    this.#log.error('A probe broke, which is a mistake of ours and says nothing about its target.', {
      check: check.name,
      type: type.kind,
      cause,
    })
    this.#settle({ outcome: 'blind', latencyMs, says: `Plimsoll could not execute this check: ${sentenceOf(cause)}` })
  }

  /** The first answer counts; one that comes after the timeout is dropped. */
  #settle(probed: Probed): void {
    const done = this.#done
    if (!done) return
    this.#done = undefined
    this.#timer.cancel()
    const { check } = this.#plan
    const execution: { -readonly [Key in keyof Execution]: Execution[Key] } = {
      checkNo: check.no,
      at: this.#at,
      outcome: outcomeOf(probed, check.slowAfterMs),
      latencyMs: probed.latencyMs,
      says: oneLine(probed.says),
      code: codeOf(probed.code),
    }
    if (probed.phases) execution.phases = probed.phases
    if (probed.evidence) execution.evidence = probed.evidence
    if (probed.retryAfterMs !== undefined) execution.retryAfterMs = probed.retryAfterMs
    done(execution)
  }
}

const outcomeOf = ({ outcome, latencyMs }: Probed, slowAfterMs: number | null): Outcome =>
  outcome === 'pass' && slowAfterMs !== null && latencyMs > slowAfterMs ? 'slow' : outcome

function codeOf(code: number | undefined): number {
  return code === undefined || !Number.isFinite(code) ? 0 : Math.max(LEAST_CODE, Math.min(MOST_CODE, Math.round(code)))
}

const PLAIN = /^[\x20-\x7e]{0,300}$/

/** One storable line of at most 300 characters. */
function oneLine(text: string): string {
  if (PLAIN.test(text)) return text
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const short = line.length > LONGEST_SAYING ? `${line.slice(0, LONGEST_SAYING - 1)}…` : line
  return short.toWellFormed()
}

const isNetworkError = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$|^ERR_SSL_/.test(cause.code)
