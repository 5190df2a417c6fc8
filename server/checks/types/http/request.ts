import { isIP } from 'node:net'
import type { Phases } from '../../model'
import type { Trouble } from '../../rules/network-words'
import { mayBeSecret } from '../../rules/redact'
import type { ProbeTools } from '../type'
import { Body } from './body'
import type { CookieJar } from './cookies'
import { type Exchange, exchange, type WireRequest } from './exchange'
import type { Header } from './response-reader'

/** A request as people think of it. */
export type Ask = {
  readonly method: string
  readonly url: URL
  readonly headers: readonly Header[]
  readonly body?: Buffer | undefined
  readonly ipFamily?: 4 | 6 | undefined
  readonly proxy?: URL | undefined
  readonly pems?: Pems | undefined
  readonly wantsCertificate?: boolean
}
type Pems = { readonly ca?: string | undefined; readonly cert?: string | undefined; readonly key?: string | undefined }

/** The last answer of a chain of redirects; the phases are sums over all of it. */
export type Answer = {
  readonly trouble: Trouble | undefined
  readonly phases: Phases
  readonly exchange: Exchange
  readonly redirects: number
  /** Where the last answer came from. */
  readonly url: URL
}

/** Turns a request into what goes over the wire. Depends on nothing that changes between two runs. */
export function wireOf(ask: Ask, tools: Pick<ProbeTools, 'secureContext' | 'userAgent'>): WireRequest {
  const { url, method, body, ipFamily, proxy } = ask
  const isSecure = url.protocol === 'https:'
  const host = hostOf(url)
  const port = portOf(url)
  const own = new Set(ask.headers.map(([name]) => name.toLowerCase()))
  const absolute = proxy && !isSecure
  const lines = [`${method} ${absolute ? `${url.protocol}//${url.host}` : ''}${url.pathname}${url.search} HTTP/1.1`]
  if (!own.has('host')) lines.push(`host: ${url.host}`)
  if (!own.has('user-agent')) lines.push(`user-agent: ${tools.userAgent}`)
  if (!own.has('accept')) lines.push('accept: */*')
  for (const [name, value] of ask.headers) lines.push(`${name}: ${value}`)
  if (absolute) lines.push(...proxyAuthorization(proxy))
  if (body || method === 'POST' || method === 'PUT' || method === 'PATCH') lines.push(`content-length: ${body?.length ?? 0}`)
  lines.push('connection: close', '', '')
  const authority = `${url.hostname}:${port}`
  return {
    target: proxy ? { host: hostOf(proxy), port: portOf(proxy), family: ipFamily } : { host, port, family: ipFamily },
    tls: isSecure ? { host, context: tools.secureContext(given(ask.pems ?? {})), alpn: ['http/1.1'] } : undefined,
    tunnel:
      proxy && isSecure
        ? {
            to: authority,
            head: [
              `CONNECT ${authority} HTTP/1.1`,
              `host: ${authority}`,
              `user-agent: ${tools.userAgent}`,
              ...proxyAuthorization(proxy),
              '',
              '',
            ].join('\r\n'),
          }
        : undefined,
    head: lines.join('\r\n'),
    body,
    hasNoAnswerBody: method === 'HEAD',
    wantsCertificate: isSecure && ask.wantsCertificate === true,
  }
}

/** Sends, and follows redirects as far as allowed. Every hop is a new connection that passes the guard. */
export async function send(first: Ask, mostRedirects: number, tools: ProbeTools, prepared?: WireRequest, jar?: CookieJar): Promise<Answer> {
  let ask = first
  let wire = prepared
  const phases = { dnsMs: 0, connectMs: 0, tlsMs: 0, firstByteMs: 0, transferMs: 0 }
  for (let redirects = 0; ; redirects++) {
    const refusal = ask.proxy && isIP(hostOf(ask.url)) ? tools.refuses(hostOf(ask.url), portOf(ask.url)) : undefined
    const made = refusal ? undefined : (wire ?? wireOf(jar ? withCookies(ask, jar) : ask, tools))
    const one = made ? await exchange(made, tools) : unanswered({ says: refusal ?? '', blind: false })
    add(phases, one.phases)
    jar?.take(ask.url, one.headers, tools.now())
    const stop = (trouble: Trouble | undefined): Answer => ({ trouble, phases, exchange: one, redirects, url: ask.url })
    if (one.trouble)
      return stop(redirects === 0 ? one.trouble : { says: `after ${times(redirects)}: ${one.trouble.says}`, blind: one.trouble.blind })
    const location = one.status >= 300 && one.status < 400 && mostRedirects > 0 ? one.header('location') : undefined
    if (location === undefined || one.status === 304 || one.status === 300) return stop(undefined)
    if (redirects >= mostRedirects)
      return stop({ says: `redirected more than ${mostRedirects} times, and on to ${location}`, blind: false })
    if (!URL.canParse(location, ask.url)) return stop({ says: `redirected to "${location}", which is not an address`, blind: false })
    const to = new URL(location, ask.url)
    if (to.protocol !== 'http:' && to.protocol !== 'https:')
      return stop({ says: `redirected to ${to.protocol}, which cannot be followed`, blind: false })
    ask = redirected(ask, to, one.status)
    wire = undefined
  }
}

/** The next request of a redirect. What identifies us, or may, stays with the origin that it was meant for (RFC 9110, section 15.4). */
function redirected(ask: Ask, url: URL, status: number): Ask {
  const isElsewhere = url.origin !== ask.url.origin
  const becomesGet = status === 303 ? ask.method !== 'HEAD' : (status === 301 || status === 302) && ask.method === 'POST'
  const headers = ask.headers.filter(([name, value]) => {
    const lower = name.toLowerCase()
    if (isElsewhere && (mayBeSecret(name, value) || lower === 'host')) return false
    return !(becomesGet && lower.startsWith('content-'))
  })
  return {
    ...ask,
    url,
    headers,
    method: becomesGet ? 'GET' : ask.method,
    body: becomesGet ? undefined : ask.body,
    pems: isElsewhere && ask.pems ? { ca: ask.pems.ca } : ask.pems,
  }
}

function withCookies(ask: Ask, jar: CookieJar): Ask {
  const cookies = jar.header(ask.url)
  return cookies === '' || ask.headers.some(([name]) => name.toLowerCase() === 'cookie')
    ? ask
    : { ...ask, headers: [...ask.headers, ['cookie', cookies]] }
}

function add(sum: { -readonly [Phase in keyof Phases]: number }, one: Phases): void {
  sum.dnsMs += one.dnsMs
  sum.connectMs += one.connectMs
  sum.tlsMs += one.tlsMs
  sum.firstByteMs += one.firstByteMs
  sum.transferMs += one.transferMs
}

const times = (redirects: number): string => (redirects === 1 ? '1 redirect' : `${redirects} redirects`)
export const afterRedirects = (redirects: number): string => (redirects === 0 ? '' : ` after ${times(redirects)}`)

/** The host of a URL as sockets want it: an IPv6 address without its brackets. */
export const hostOf = (url: URL): string => (url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname)
export const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)

const proxyAuthorization = (url: URL): string[] => (url.username ? [`proxy-authorization: ${basicOf(url)}`] : [])

/** @see RFC 7617 */
export const basic = (username: string, password: string): string => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

/** By who stands in the address. What is not escaped as addresses are, a % alone, is meant as it stands. */
export const basicOf = ({ username, password }: Pick<URL, 'username' | 'password'>): string =>
  basic(unescaped(username), unescaped(password))

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const given = ({ ca, cert, key }: Pems) => ({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) })

const NOTHING: Phases = { dnsMs: 0, connectMs: 0, tlsMs: 0, firstByteMs: 0, transferMs: 0 }
const unanswered = (trouble: Trouble): Exchange => ({
  trouble,
  phases: NOTHING,
  status: 0,
  statusLine: '',
  headers: [],
  header: () => undefined,
  body: new Body(() => {}),
  certificate: undefined,
})
