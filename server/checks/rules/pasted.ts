import { slugOf } from '../../kernel/slug'
import { readCurl } from './read-curl'

/** The check that a pasted text means. */
export type Proposal = {
  readonly type: string
  readonly title: string
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  /** What of the text could not be taken over, each in a sentence. */
  readonly notes: readonly string[]
}
export type Pasted = { readonly proposal: Proposal } | { readonly issue: string }

/** Which type asks an address, by how it begins. All of these take it as `url`. */
const BY_SCHEME: Readonly<Record<string, string>> = {
  http: 'http',
  https: 'http',
  ws: 'websocket',
  wss: 'websocket',
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  mongodb: 'mongodb',
  redis: 'redis',
  rediss: 'redis',
  amqp: 'rabbitmq',
  amqps: 'rabbitmq',
  mqtt: 'mqtt',
  mqtts: 'mqtt',
  smtp: 'smtp',
  smtps: 'smtp',
  grpc: 'grpc',
  grpcs: 'grpc',
}
/** Where TLS is spoken from the first byte on. */
const TLS_PORTS = new Set([443, 465, 563, 636, 853, 989, 990, 992, 993, 995, 5061, 8443])
const HOST = /^(?:\[[0-9a-f:.]+\]|(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?)$/i
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const MOST_TITLE = 120
const LONGEST = 100_000
const KNOWN = 'a URL, host:port, a host, or a curl command'

/**
 * The check that somebody means by a pasted URL, `host:port`, host or curl command. Reads what is there and asks nobody. The title and the
 * name hold the host and the path and never a password.
 */
export function readPasted(text: string): Pasted {
  const pasted = text.trim().replace(/^\$\s+/, '')
  if (pasted === '') return { issue: `Paste ${KNOWN}.` }
  if (pasted.length > LONGEST) return { issue: `This is longer than ${LONGEST.toLocaleString('en-GB')} characters; paste ${KNOWN}.` }
  if (/^curl(?:\.exe)?\s/.test(pasted)) {
    const read = readCurl(pasted)
    return 'issue' in read ? read : proposed('http', read.options, titleOf(read.options.url), read.notes)
  }
  if (/\s/.test(pasted)) return ofCommand(pasted)
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):(?:\/\/)(.*)$/is.exec(pasted) ?? []
  return scheme === undefined ? ofPlace(pasted) : ofAddress(pasted, scheme.toLowerCase(), rest)
}

function ofAddress(address: string, scheme: string, rest: string): Pasted {
  const place = rest.replace(/\/.*$/s, '')
  const [first = ''] = rest.split('/', 1)
  if (scheme === 'tcp' || scheme === 'tls' || scheme === 'ssl') {
    const { host, port } = parted(place)
    if (!host || (port === undefined && scheme === 'tcp')) return { issue: `${scheme}:// needs a host and a port: ${scheme}://host:443.` }
    return scheme === 'tcp'
      ? proposed('tcp', { host, port }, `${host}:${port}`)
      : proposed('tls', { host, ...(port !== undefined && { port }) }, `${host} certificate`)
  }
  if (scheme === 'dns' || scheme === 'ping' || scheme === 'icmp') {
    const { host, port } = parted(first)
    const name = host ?? rest.replace(/^\/*/, '').replace(/[/?].*$/s, '')
    if (!HOST.test(name) || port !== undefined) return { issue: `${scheme}:// needs a host alone: ${scheme}://shop.example.` }
    return scheme === 'dns' ? proposed('dns', { name }, `${name} DNS`) : proposed('ping', { host: name }, `${name} ping`)
  }
  const type = Object.hasOwn(BY_SCHEME, scheme) ? BY_SCHEME[scheme] : undefined
  if (!type)
    return {
      issue: `No type of check asks ${scheme}:// addresses. Paste host:port to see whether it accepts connections, or choose a type.`,
    }
  if (!URL.canParse(address) || new URL(address).hostname === '')
    return { issue: `This address cannot be read; write it like ${scheme}://host${scheme.startsWith('http') ? '/path' : ''}.` }
  return proposed(type, { url: address }, titleOf(address))
}

function ofPlace(text: string): Pasted {
  const { host, port } = parted(text)
  if (host !== undefined && port !== undefined)
    return TLS_PORTS.has(port)
      ? proposed('tls', { host, port }, port === 443 ? `${host} certificate` : `${host}:${port} certificate`)
      : proposed('tcp', { host, port }, `${host}:${port}`)
  if (host !== undefined && (IPV4.test(host) || host.startsWith('['))) return proposed('ping', { host: bare(host) }, `${bare(host)} ping`)
  const url = `https://${text}`
  const [place = ''] = text.split(/[/?#]/, 1)
  const { host: named } = parted(place)
  if (named !== undefined && (named.includes('.') || named === 'localhost' || place !== text) && URL.canParse(url))
    return proposed('http', { url }, titleOf(url))
  return { issue: `This is none of ${KNOWN}. Write an address with how it begins: https://shop.example.` }
}

/** `ping host` and `dig [TYPE] host`, as they are copied from a terminal. */
function ofCommand(text: string): Pasted {
  const [command, ...words] = text.split(/\s+/)
  const [host] = words.filter((word) => !/^[-+@]/.test(word) && !RECORD.test(word)).slice(-1)
  if (host !== undefined && HOST.test(host)) {
    if (command === 'ping') return proposed('ping', { host }, `${host} ping`)
    if (command === 'dig') {
      const record = words.find((word) => RECORD.test(word))?.toUpperCase()
      return proposed('dns', { name: host, ...(record && { record }) }, `${host} ${record ?? 'DNS'}`)
    }
  }
  return { issue: `There are several words, and they are no command that is known here. Paste ${KNOWN}.` }
}
const RECORD = /^(?:A|AAAA|CNAME|MX|TXT|NS|SRV|CAA)$/i

/** `host:port` in its parts; empty when it is not that. */
function parted(text: string): { readonly host?: string; readonly port?: number } {
  const [, host = '', digits] = /^(\[[^\]]*\]|[^:/?#@]*)(?::(\d{1,5}))?$/.exec(text) ?? []
  const port = digits === undefined ? undefined : Number(digits)
  if (!HOST.test(host) || (port !== undefined && (port < 1 || port > 65_535))) return {}
  return port === undefined ? { host } : { host: bare(host), port }
}
const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

/** Host, port and path; who signs in and what is asked for may be secret and are left out. */
function titleOf(address: string): string {
  const { protocol, hostname, port, pathname } = new URL(address)
  const path = /^(?:http|ws)s?:$/.test(protocol) ? pathname.replace(/\/+$/, '') : ''
  return `${hostname.replace(/^www\./, '')}${port && `:${port}`}${path}`
}

function proposed(type: string, options: Proposal['options'], title: string, notes: readonly string[] = []): Pasted {
  const kind = type === 'http' || title.includes(' ') ? '' : ` ${type}`
  const shown = `${title}${kind}`.slice(0, MOST_TITLE)
  return { proposal: { type, title: shown, name: slugOf(shown), options, notes } }
}
