/** How many failures are borne from one source, in which time. */
export type AttemptLimit = { readonly failures: number; readonly windowMs: number }

/**
 * Counts failures by name and says how long to wait. The memory is bounded: beyond `maxNames` the oldest name is forgotten,
 * so that a flood of invented names costs a fixed amount.
 */
export class Attempts {
  private readonly windows = new Map<string, { failures: number; endsAtMs: number }>()
  private readonly limit: AttemptLimit
  private readonly maxNames: number

  constructor(limit: AttemptLimit, maxNames = 10_000) {
    this.limit = limit
    this.maxNames = maxNames
  }

  /** Seconds until another attempt is heard; 0 when it is heard now. */
  waitSeconds(name: string, nowMs: number): number {
    const window = this.windows.get(name)
    if (!window || window.endsAtMs <= nowMs || window.failures < this.limit.failures) return 0
    return Math.ceil((window.endsAtMs - nowMs) / 1000)
  }

  /** Counted before the password is looked at, so that attempts made at the same moment are counted too. */
  attempt(name: string, nowMs: number): void {
    const window = this.windows.get(name)
    if (window && window.endsAtMs > nowMs) {
      window.failures++
      return
    }
    this.windows.delete(name)
    this.windows.set(name, { failures: 1, endsAtMs: nowMs + this.limit.windowMs })
    if (this.windows.size <= this.maxNames) return
    const [oldest] = this.windows.keys()
    if (oldest !== undefined) this.windows.delete(oldest)
  }

  /** The attempt was none of the kind that is counted. */
  takeBack(name: string): void {
    const window = this.windows.get(name)
    if (window) window.failures = Math.max(0, window.failures - 1)
  }

  forget(name: string): void {
    this.windows.delete(name)
  }

  get size(): number {
    return this.windows.size
  }
}

/** The part of an address that one household or attacker owns: an IPv4 address, or the /64 of an IPv6 one. */
export function sourceOf(address: string): string {
  if (!address.includes(':')) return address
  const mapped = address.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)
  if (mapped?.[1]) return mapped[1]
  const [head = ''] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  return `${[...groups, '0', '0', '0', '0'].slice(0, 4).join(':')}::/64`
}
