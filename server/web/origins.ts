const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** The origins that our own pages may have. On loopback the machine has three names, and people use them all. */
export function ownOrigins(url: string): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(url)
  if (!LOOPBACK.includes(hostname)) return [origin]
  return LOOPBACK.map((name) => `${protocol}//${name}${port ? `:${port}` : ''}`)
}

/** Whether an address to listen on can only be reached from this machine. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)

export type Provenance = { readonly origin: string | null; readonly site: string | null }

/**
 * Whether a request that changes something comes from a page of ours. Browsers say the origin of every such request; what says neither
 * origin nor site is no browser, and no browser lets a page hide them.
 *
 * @param origin the `Origin` header
 * @param site the `Sec-Fetch-Site` header
 */
export function isFromOurPages({ origin, site }: Provenance, own: readonly string[]): boolean {
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  return origin === null ? true : own.includes(origin)
}
