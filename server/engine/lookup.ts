import { Resolver } from 'node:dns/promises'
import { readFileSync, statSync } from 'node:fs'
import { isIP, type LookupFunction } from 'node:net'
import type { Clock } from '../runtime/clock'
import { type OwnPorts, refusalOf } from './rules/address-guard'

type Address = { readonly address: string; readonly family: 4 | 6 }

/** A failed resolution, with a code that `troubleOf` has words for. */
export class LookupError extends Error {
  override readonly name = 'LookupError'
  readonly code: string

  constructor(code: string, sentence: string) {
    super(sentence)
    this.code = code
  }
}

/** One attempt of one server; there are two. */
const ATTEMPT_MS = 1_500
/** The whole resolution of a name, search domains included. Below the default timeout of a check, so that its result can say why. */
const DEADLINE_MS = 4_000
/** When one family has answered, the other gets this much more (RFC 8305, section 3, "Resolution Delay"). */
const OTHER_FAMILY_MS = 50
/** As long as the server answered for another name this recently, silence is about the name. */
const ALIVE_FOR_MS = 15_000
/** How often the files may be looked at. */
const REREAD_MS = 1_000

export type LookupOptions = {
  readonly clock: Clock
  readonly own?: OwnPorts
  readonly hostsFile?: string
  readonly resolvFile?: string
  /** DNS servers (`address` or `address:port`) instead of those of the machine. */
  readonly servers?: readonly string[]
  /** How long a server may take for one of its two attempts. */
  readonly attemptMs?: number
  /** How long all attempts together may take (`checks.dnsTimeout`). */
  readonly deadlineMs?: number
}

/**
 * Resolves names by asking DNS for each check anew, without the four threads of `dns.lookup`, so that a server that never answers
 * delays nobody else. Knows `/etc/hosts`, search domains and `localhost`; refuses forbidden addresses (REL-5) afterwards.
 */
export function createLookup({
  clock,
  own = new Set(),
  hostsFile = '/etc/hosts',
  resolvFile = '/etc/resolv.conf',
  servers,
  attemptMs = ATTEMPT_MS,
  deadlineMs = DEADLINE_MS,
}: LookupOptions): LookupFunction {
  const hosts = watched(hostsFile, clock, parseHosts)
  const machine = watched(resolvFile, clock, (text) => ({ ...parseResolv(text), resolver: resolverFor(servers, attemptMs) }))
  const underWay = new Map<string, Promise<readonly Address[]>>()
  let answeredMs = Number.NEGATIVE_INFINITY

  /** Whoever asks for a name that is being resolved gets the same answer; nothing is kept longer. */
  function resolve(name: string, family: number): Promise<readonly Address[]> {
    const key = `${family} ${name}`
    const shared = underWay.get(key)
    if (shared) return shared
    const asked = ask(name, family).finally(() => underWay.delete(key))
    underWay.set(key, asked)
    return asked
  }

  async function ask(name: string, family: number): Promise<readonly Address[]> {
    const { search, dots, resolver } = machine()
    const until = clock.elapsedMs() + deadlineMs
    let last: unknown
    for (const candidate of candidatesOf(name, search, dots)) {
      try {
        const found = await bothFamilies(resolver, candidate, family, until - clock.elapsedMs())
        answeredMs = clock.elapsedMs()
        return found
      } catch (cause) {
        const code = codeOf(cause)
        if (code !== 'ENOTFOUND' && code !== 'ENODATA') throw silentOr(cause, name)
        answeredMs = clock.elapsedMs()
        last = cause
      }
    }
    throw last
  }

  function silentOr(cause: unknown, name: string): unknown {
    const code = codeOf(cause)
    if (code !== 'ETIMEOUT' && code !== 'ECONNREFUSED' && code !== 'ECANCELLED') return cause
    const alive = clock.elapsedMs() - answeredMs < ALIVE_FOR_MS
    return new LookupError(alive ? 'DNS_TIMEOUT' : 'DNS_SILENT', `The DNS server did not answer for ${name}.`)
  }

  async function bothFamilies(resolver: Resolver, name: string, family: number, withinMs: number): Promise<readonly Address[]> {
    return await new Promise((done, fail) => {
      const found: Address[] = []
      let open = family === 0 ? 2 : 1
      let trouble: unknown = new LookupError('ETIMEOUT', `The DNS server did not answer for ${name}.`)
      let grace: { cancel(): void } | undefined
      const settle = () => {
        deadline.cancel()
        grace?.cancel()
        if (found.length > 0) done(found.sort((a, b) => a.family - b.family))
        else fail(trouble)
      }
      const deadline = clock.after(Math.max(withinMs, 1), settle)
      const answered = () => {
        open--
        if (open === 0) settle()
        else if (found.length > 0) grace = clock.after(OTHER_FAMILY_MS, settle)
      }
      const refused = (cause: unknown) => {
        trouble = cause
        answered()
      }
      const keep = (of: 4 | 6) => (addresses: readonly string[]) => {
        for (const address of addresses) found.push({ address, family: of })
        answered()
      }
      if (family !== 6) resolver.resolve4(name).then(keep(4), refused)
      if (family !== 4) resolver.resolve6(name).then(keep(6), refused)
    })
  }

  function addressesOf(name: string, family: number): readonly Address[] | undefined {
    const literal = isIP(name)
    if (literal === 4 || literal === 6) return [{ address: name, family: literal }]
    const lower = name.toLowerCase().replace(/\.$/, '')
    const isLoopback = lower === 'localhost' || lower.endsWith('.localhost')
    const declared = hosts()
      .get(lower)
      ?.filter((one) => family === 0 || one.family === family)
    if (declared && declared.length > 0) return declared
    // RFC 6761, section 6.3: these names are loopback, whatever DNS says.
    return isLoopback ? LOOPBACK.filter((one) => family === 0 || one.family === family) : declared
  }

  return (name, options, callback) => {
    const family = options.family === 4 || options.family === 'IPv4' ? 4 : options.family === 6 || options.family === 'IPv6' ? 6 : 0
    const answer = (addresses: readonly Address[]) => {
      const [first] = addresses
      if (!first) return callback(new LookupError('ENODATA', `${name} has no such address.`), '')
      for (const { address } of addresses) {
        const refusal = refusalOf(address, 0, own)
        if (refusal) return callback(new LookupError('ADDRESS_REFUSED', `${name} is at a forbidden address: ${refusal}`), '')
      }
      if (options.all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    }
    const known = addressesOf(name, family)
    if (known) queueMicrotask(() => answer(known))
    else resolve(name, family).then(answer, (cause) => callback(cause, ''))
  }
}

const LOOPBACK: readonly Address[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

const codeOf = (cause: unknown): unknown => (typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined)

function resolverFor(servers: readonly string[] | undefined, attemptMs: number): Resolver {
  const resolver = new Resolver({ timeout: attemptMs, tries: 2 })
  if (servers) resolver.setServers(servers)
  return resolver
}

/** A file's meaning, read again when the file changes; looked at no more than once a second. A file that is not there is empty. */
function watched<T>(path: string, clock: Clock, parse: (text: string) => T): () => T {
  let lookedMs = Number.NEGATIVE_INFINITY
  let changedMs: number | undefined
  let held: T | undefined
  return () => {
    if (held !== undefined && clock.elapsedMs() - lookedMs < REREAD_MS) return held
    lookedMs = clock.elapsedMs()
    const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (held === undefined || modifiedMs !== changedMs) held = parse(textOf(path))
    changedMs = modifiedMs
    return held
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function parseHosts(text: string): Map<string, Address[]> {
  const hosts = new Map<string, Address[]>()
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    const family = isIP(address)
    if (family !== 4 && family !== 6) continue
    for (const name of names) {
      const key = name.toLowerCase()
      hosts.set(key, [...(hosts.get(key) ?? []), { address, family }])
    }
  }
  return hosts
}

/** The search domains, and how many dots make a name be tried as it is first (resolv.conf(5)). */
function parseResolv(text: string): { readonly search: readonly string[]; readonly dots: number } {
  const search = /^\s*(?:search|domain)\s+(.+)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? []
  const dots = /^\s*options\s.*\bndots:(\d+)/m.exec(text)?.[1]
  return { search: search.filter((domain) => domain !== '.').slice(0, 6), dots: Number(dots ?? 1) }
}

function candidatesOf(name: string, search: readonly string[], dots: number): readonly string[] {
  if (name.endsWith('.')) return [name]
  const extended = search.map((domain) => `${name}.${domain}`)
  return name.split('.').length - 1 >= dots ? [name, ...extended] : [...extended, name]
}
