import type { Header } from './response-reader'

type Cookie = {
  readonly name: string
  readonly value: string
  readonly host: string
  readonly withSubdomains: boolean
  readonly path: string
  readonly isSecure: boolean
}

const MOST_COOKIES = 100

/** The cookies of one run of a scenario (RFC 6265, as much of it as a run of seconds needs). */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>()

  /** Keeps what an answer sets, and drops what it expires. */
  take(url: URL, headers: readonly Header[], now: Date): void {
    for (const [name, value] of headers) if (name.toLowerCase() === 'set-cookie') this.#takeOne(url, value, now)
  }

  /** What to send to an address; empty when there is none. */
  header(url: URL): string {
    return [...this.#cookies.values()]
      .filter((cookie) => isFor(cookie, url))
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }

  get(name: string): string | undefined {
    return [...this.#cookies.values()].find((cookie) => cookie.name === name)?.value
  }

  values(): string[] {
    return [...this.#cookies.values()].map(({ value }) => value)
  }

  #takeOne(url: URL, text: string, now: Date): void {
    const [pair = '', ...attributes] = text.split(';')
    const [name, value] = cut(pair)
    if (name === '') return
    const given = new Map(attributes.map(cut).map(([key, of]) => [key.toLowerCase(), of]))
    const domain = given.get('domain')?.replace(/^\./, '').toLowerCase() ?? ''
    if (domain && domain !== url.hostname && !url.hostname.endsWith(`.${domain}`)) return
    const path = given.get('path') ?? ''
    const cookie = {
      name,
      value,
      host: domain || url.hostname,
      withSubdomains: domain !== '',
      path: path.startsWith('/') ? path : url.pathname.slice(0, Math.max(1, url.pathname.lastIndexOf('/'))),
      isSecure: given.has('secure'),
    }
    const key = `${cookie.host} ${cookie.path} ${name}`
    if (hasEnded(given, now)) this.#cookies.delete(key)
    else if (this.#cookies.has(key) || this.#cookies.size < MOST_COOKIES) this.#cookies.set(key, cookie)
  }
}

function cut(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
}

function hasEnded(attributes: ReadonlyMap<string, string>, now: Date): boolean {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0
  const expires = Date.parse(attributes.get('expires') ?? '')
  return !Number.isNaN(expires) && expires <= now.getTime()
}

function isFor({ host, withSubdomains, path, isSecure }: Cookie, url: URL): boolean {
  if (isSecure && url.protocol !== 'https:') return false
  if (url.hostname !== host && !(withSubdomains && url.hostname.endsWith(`.${host}`))) return false
  return url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
