import { createSecureContext, type SecureContext } from 'node:tls'
import { compilePattern } from '../checks/types/http/patterns'
import type { Pattern, ProbeTools } from '../checks/types/type'
import type { Clock } from '../runtime/clock'
import { createLookup, type LookupOptions } from './lookup'
import { type OwnPorts, refusalOf } from './rules/address-guard'

/** The tools that all probes share; the prober adds what belongs to one execution. */
export type SharedTools = Pick<
  ProbeTools,
  'elapsedMs' | 'now' | 'lookup' | 'refuses' | 'secureContext' | 'pattern' | 'userAgent' | 'statusOf'
>

export type ToolsOptions = {
  readonly clock: Clock
  /** One identifying name for all our requests (CHK-11): `Plimsoll/0.1 (+https://…)`. */
  readonly userAgent: string
  /** `host:port` where Plimsoll itself listens. Read at each connection, so it may grow as parts start. */
  readonly own?: OwnPorts
  /** What a check shows at present, by its name. */
  readonly statusOf?: ProbeTools['statusOf']
  readonly dns?: Pick<LookupOptions, 'hostsFile' | 'resolvFile' | 'servers' | 'attemptMs' | 'deadlineMs'>
}

/** Certificates of some hundred checks; a context is some 50 kB. */
const MOST_CONTEXTS = 500
const MOST_PATTERNS = 1_000

export function createTools({ clock, userAgent, own = new Set(), statusOf = () => undefined, dns = {} }: ToolsOptions): SharedTools {
  const contexts = new Map<string, SecureContext>()
  const patterns = new Map<string, Pattern>()
  return {
    elapsedMs: () => clock.elapsedMs(),
    now: () => clock.now(),
    lookup: createLookup({ clock, own, ...dns }),
    refuses: (address, port) => refusalOf(address, port, own),
    secureContext: (pems) =>
      remembered(contexts, MOST_CONTEXTS, `${pems.ca ?? ''}\n${pems.cert ?? ''}\n${pems.key ?? ''}`, () => createSecureContext(pems)),
    pattern: (source) => remembered(patterns, MOST_PATTERNS, source, () => compilePattern(source)),
    userAgent,
    statusOf,
  }
}

/** What was made for the key before, or is made now. The oldest goes when there are too many. */
function remembered<T>(held: Map<string, T>, most: number, key: string, make: () => T): T {
  const known = held.get(key)
  if (known !== undefined) return known
  const made = make()
  const [oldest] = held.keys()
  if (held.size >= most && oldest !== undefined) held.delete(oldest)
  held.set(key, made)
  return made
}
