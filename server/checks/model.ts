import type { Answer } from '../kernel/answers'
import type { EvidenceAnswer, PhasesAnswer } from './answers'

/** What one execution said: it passed, passed too slowly, failed, or could not see (CHK-8). The order is stored: append only. */
export const OUTCOMES = ['pass', 'slow', 'fail', 'blind'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Where a check or a service stands. */
export const STATUSES = ['up', 'degraded', 'down', 'unknown', 'maintenance', 'paused'] as const
export type Status = (typeof STATUSES)[number]

/** How bad it is, for alerts and incidents alike. */
export const SEVERITIES = ['emergency', 'critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Results in a row that open and close a condition (CHK-3). */
export type Thresholds = { readonly openAfter: number; readonly closeAfter: number }

/** Where the time of an http request went, in milliseconds; a phase that did not happen is 0 (CHK-2). */
export type Phases = Answer<typeof PhasesAnswer>

/** One condition of a check, as it turned out. */
export type Assertion = { readonly expects: string; readonly got: string; readonly holds: boolean }

/** One step of a scenario, as it turned out; `latencyMs` is absent when it was not reached. */
export type Step = { readonly name: string; readonly holds: boolean; readonly says: string; readonly latencyMs?: number }

/** What proves a failure (CHK-9). Secrets are redacted before it is made. */
export type Evidence = Answer<typeof EvidenceAnswer>

/**
 * What a check type answers. That a pass took too long is not its business: the prober compares the latency with the check's own threshold.
 * `slow` is for what works and is not well by a threshold of the type itself.
 */
export type Probed = {
  readonly outcome: Outcome
  readonly latencyMs: number
  /** At most one line: `200`, `503, expected 200`, `127.0.0.1:5432 refused the connection`. */
  readonly says: string
  /** A number that belongs to the answer: an http status, days until a certificate ends. -32768..32767. */
  readonly code?: number
  readonly phases?: Phases
  /** Given for a failure, and whenever the tools ask for it (`wantsEvidence`). */
  readonly evidence?: Evidence
  /** How long the target asked to be left alone (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number
}

/** One execution of a check, as it is stored. */
export type Result = {
  readonly checkNo: number
  /** When the probe started. */
  readonly at: Date
  readonly outcome: Outcome
  readonly latencyMs: number
  readonly says: string
  readonly code: number
  readonly phases?: Phases
  readonly evidence?: Evidence
}

/** Where a definition comes from. What the file declares is read-only elsewhere (CHK-7). */
export const SOURCES = ['file', 'api'] as const
export type Source = (typeof SOURCES)[number]

/** A check as everybody but the prober knows it: without its options, which may hold secrets. */
export type Check = {
  readonly id: string
  /** A small number that stands for the check in results; never used again for another. */
  readonly no: number
  readonly name: string
  readonly title: string
  readonly serviceId: string
  readonly type: string
  /** What it looks at, for people: `https://shop.example/health`. Holds no secret. */
  readonly target: string
  readonly intervalMs: number
  readonly confirmIntervalMs: number
  readonly timeoutMs: number
  readonly slowAfterMs: number | null
  readonly openAfter: number
  readonly closeAfter: number
  readonly critical: boolean
  readonly severity: Severity | null
  readonly consequence: string | null
  readonly tags: readonly string[]
  readonly paused: boolean
  readonly source: Source
  readonly version: number
}

/** A stretch of time in one status. The last one of a check has no end. */
export type Span = {
  readonly status: Status
  readonly fromAt: Date
  /** What customers find meanwhile, where maintenance hides it and is not declared free of loss (IMP-2). */
  readonly hides?: Status
}
