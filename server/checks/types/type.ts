import type { LookupFunction } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { z } from 'zod'
import type { Probed, Status } from '../model'

/** A compiled pattern of a user. Matches in linear time, whatever the pattern (RE2). */
export type Pattern = { test(text: string): boolean }

/** Everything a probe may use that is not its options. */
export type ProbeTools = {
  /** Aborts at the check's timeout. The prober also answers for a probe that ignores it. */
  readonly signal: AbortSignal
  /**
   * The same for one listener at a time, without the cost of a signal: calls back with a sentence at the check's timeout, or at once
   * when that has passed. Without a listener nobody is called.
   */
  onTimeUp(listener?: (says: string) => void): void
  /** For measuring, in milliseconds. */
  elapsedMs(): number
  now(): Date
  /** Resolves names within a deadline and refuses forbidden addresses (SSRF guard) after DNS; to be given to `net.connect` as `lookup`. */
  readonly lookup: LookupFunction
  /** Refuses a literal address that must not be connected to, with a sentence; `undefined` when it may. */
  refuses(address: string, port: number): string | undefined
  /** One shared context per set of authorities and client certificate. */
  secureContext(pems: { readonly ca?: string; readonly cert?: string; readonly key?: string }): SecureContext
  pattern(source: string): Pattern
  /** When the watched service last called us; for `heartbeat`. */
  lastBeatAt(): Date | undefined
  /** What another check shows at present; undefined when there is none of that name. For `composite`. */
  statusOf(name: string): Status | undefined
  /** How often the check runs; for `heartbeat`, whose service must call that often. */
  readonly intervalMs: number
  /** What the signal enforces, for targets that can be told how long to work at most. */
  readonly timeoutMs: number
  readonly userAgent: string
  /** Asks for evidence of a pass too: a person tries the check before saving it. */
  readonly wantsEvidence: boolean
}

/** A kind of check: one file that describes itself, one line in the registry (CHK-1). */
export type CheckType<Options = unknown> = {
  readonly kind: string
  readonly label: string
  /** One sentence for the form and the manual. */
  readonly about: string
  /** Strict. Each field has `.meta({ title })`; a secret field has `.meta({ secret: true })`. */
  readonly options: z.ZodType<Options>
  /** Options that parse and make sense, for the manual and the tests. */
  readonly example: unknown
  /** What it looks at, for people, and the host whose load it counts against (CHK-11); no secret in either. */
  target(options: Options): { readonly says: string; readonly host: string | null }
  /** The other checks that it looks at, each with where it is named in the options. They must be there, and none may look back. */
  needs?(options: Options): readonly { readonly path: string; readonly name: string }[]
  /** Executes once. A failure of the target is a value (`fail`), never an exception. */
  probe(options: Options, tools: ProbeTools): Promise<Probed>
}

/** Keeps the options' type while it is written down, and forgets it for the registry. */
export const defineCheckType = <Options>(type: CheckType<Options>): CheckType<Options> => type
