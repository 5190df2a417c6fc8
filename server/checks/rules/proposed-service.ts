/** What hosts are called that say nothing of what they serve. */
const PLAIN = new Set([
  'www',
  'www2',
  'api',
  'app',
  'web',
  'host',
  'server',
  'static',
  'cdn',
  'health',
  'localhost',
  'status',
  'prod',
  'public',
])
/** Second levels under which names are given out: `shop.co.uk`. */
const SECOND_LEVEL = /^(?:co|com|org|net|ac|gov|edu)$/

/**
 * The words of a host that name what it serves, the most telling first: `admin.shop.example.com` is `admin`, then `shop`, then `example`. Nothing for an address of
 * numbers, or for this machine.
 */
export function wordsOfHost(host: string): readonly string[] {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  if (/^[\d.]+$|[:[\]]/.test(host)) return []
  const top = labels.length > 2 && SECOND_LEVEL.test(labels.at(-2) ?? '') ? 2 : labels.length > 1 ? 1 : 0
  return labels.slice(0, labels.length - top).filter((label) => !PLAIN.has(label) && /[a-z]{2}/.test(label))
}

/** A service that is there and named by the host, or the title of one that could be made; undefined where the host says nothing. */
export type ProposedService = { readonly known: string } | { readonly title: string } | undefined

export function proposedService(
  host: string | undefined,
  services: readonly { readonly name: string; readonly title: string }[],
): ProposedService {
  const words = host === undefined ? [] : wordsOfHost(host)
  for (const word of words) {
    const known = services.find(({ name, title }) => name === word || title.toLowerCase() === word.replaceAll('-', ' '))
    if (known) return { known: known.name }
  }
  const [first] = words
  return first === undefined ? undefined : { title: `${first.charAt(0).toUpperCase()}${first.slice(1).replaceAll(/[-_]+/g, ' ')}` }
}

/** The host that the options of a check name; undefined where they name none that can be read. */
export function hostOf(options: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof options.host === 'string' && options.host !== '') return options.host
  if (typeof options.url !== 'string') return undefined
  try {
    return new URL(options.url).hostname || undefined
  } catch {
    return undefined
  }
}
