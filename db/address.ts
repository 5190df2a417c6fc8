/** Where a database is and how to reach it, read from an address such as `postgres://user:password@host:5432/name?sslmode=require`. */
export type Address = {
  readonly database: string
  readonly user: string
  readonly password: string
  /** A host name, or the folder of a unix socket. */
  readonly host: string
  readonly port: number
  readonly tls: 'off' | 'on' | 'verified'
  /** Parameters that the address sets for its sessions: `application_name`, `search_path`, … */
  readonly session: Readonly<Record<string, string>>
}

const TLS = { disable: 'off', allow: 'off', prefer: 'off', require: 'on', 'verify-ca': 'verified', 'verify-full': 'verified' } as const
const OURS = ['host', 'port', 'user', 'password', 'sslmode']

/**
 * Reads libpq's form of address. A unix socket is `postgres:///name?host=/folder&user=name`.
 *
 * @throws an error with a sentence that never repeats the password
 */
export function parseAddress(url: string): Address {
  if (!URL.canParse(url)) throw new Error('The database address is not a URL: write postgres://user:password@host:5432/name.')
  const { protocol, hostname, port, username, password, pathname, searchParams: query } = new URL(url)
  if (protocol !== 'postgres:' && protocol !== 'postgresql:')
    throw new Error(`The database address starts with "${protocol}//": write postgres://user:password@host:5432/name.`)
  const host = query.get('host') ?? decodeURIComponent(hostname)
  if (!host) throw new Error('The database address names no host: write postgres://user:password@host:5432/name.')
  if (host.includes(','))
    throw new Error(`The database address names several hosts ("${host}"): name the one that takes writes, or a proxy before them.`)
  const mode = query.get('sslmode') ?? 'disable'
  if (!isMode(mode)) throw new Error(`The database address asks for sslmode=${mode}: use one of ${Object.keys(TLS).join(', ')}.`)
  const user = query.get('user') ?? decodeURIComponent(username)
  return {
    database: decodeURIComponent(pathname.slice(1)) || user,
    user,
    password: query.get('password') ?? decodeURIComponent(password),
    host,
    port: Number(query.get('port') ?? (port || 5432)),
    tls: TLS[mode],
    session: Object.fromEntries([...query].filter(([name]) => !OURS.includes(name))),
  }
}

const isMode = (mode: string): mode is keyof typeof TLS => Object.hasOwn(TLS, mode)
