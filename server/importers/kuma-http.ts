import { METHODS } from '../checks/types/http/options'
import { isTrue, type Monitor, parsed, type Surroundings, textOf, UNTRUSTED } from './kuma-fields'

export type Carried =
  | { readonly type: string; readonly options: Record<string, unknown>; readonly paused: boolean; readonly notes: readonly string[] }
  | { readonly left: string }

/** What an http monitor asks, and what must come back. */
export function httpOf(monitor: Monitor, expects: Record<string, unknown>, { proxies }: Surroundings): Carried {
  const notes: string[] = []
  const method = textOf(monitor.method)?.toUpperCase() ?? 'GET'
  if (!METHODS.some((known) => known === method)) return { left: `it asks with ${method}` }
  const auth = authOf(monitor, notes)
  if (typeof auth === 'string') return { left: auth }
  const headers = headersOf(monitor, notes)
  const ignoresTls = isTrue(monitor.ignoreTls)
  if (ignoresTls) notes.push(UNTRUSTED)
  if (isTrue(monitor.cacheBust)) notes.push('it adds a random parameter to the address each time (cache bust), which is not done here')
  if (isTrue(monitor.retryOnlyOnStatusCodeFailure)) notes.push('it repeats only for a wrong status; here every failure is repeated')
  const proxy = proxyOf(monitor, proxies)
  if (typeof proxy === 'object') notes.push(proxy.left)
  const family = { ipv4: 4, ipv6: 6 }[textOf(monitor.ipFamily) ?? '']
  const body = textOf(monitor.body)
  return {
    type: 'http',
    options: {
      url: textOf(monitor.url),
      ...(method !== 'GET' && { method }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(body !== undefined && { body }),
      ...auth,
      ...(typeof proxy === 'string' && { proxy }),
      ...(family && { ipFamily: family }),
      followRedirects: Math.min(20, Math.max(0, Number(monitor.maxredirects ?? 10) || 0)),
      expect: { status: statusOf(monitor), ...expects },
    },
    paused: ignoresTls,
    notes,
  }
}

/** Codes and ranges are written as here. */
function statusOf({ acceptedStatuscodes: ofBackup, acceptedStatuscodesJson: ofDatabase }: Monitor): readonly string[] {
  const found = ofBackup ?? parsed(ofDatabase)
  const codes = Array.isArray(found) ? found.map(String) : []
  return codes.length > 0 ? codes : ['200-299']
}

function headersOf({ headers, httpBodyEncoding: encoding, body }: Monitor, notes: string[]): Record<string, string> {
  const given = parsed(headers)
  const found: Record<string, string> = {}
  if (typeof given === 'object' && given !== null)
    for (const [name, value] of Object.entries(given)) {
      if (/^(?:host|connection|content-length)$/i.test(name)) notes.push(`its header ${name} is left out: Plimsoll sets it`)
      else found[name] = String(value)
    }
  const isTyped = Object.keys(found).some((name) => name.toLowerCase() === 'content-type')
  const kinds: Readonly<Record<string, string>> = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    xml: 'text/xml; charset=utf-8',
  }
  const kind = kinds[textOf(encoding) ?? 'json']
  return textOf(body) !== undefined && !isTyped && kind ? { ...found, 'content-type': kind } : found
}

/** @returns why it cannot be carried over, as the end of a sentence, or the part of the options */
function authOf(monitor: Monitor, notes: string[]): Record<string, unknown> | string {
  const method = textOf(monitor.authMethod)
  const username = textOf(monitor.basicAuthUser)
  switch (method) {
    case 'ntlm':
      return 'it signs in by NTLM'
    case 'bearer':
      return { auth: { bearer: textOf(monitor.bearerToken) } }
    case 'oauth2-cc':
      if (textOf(monitor.oauthAudience)) notes.push('the audience of its OAuth2 sign-in is not carried over')
      return {
        auth: {
          oauth2: {
            tokenUrl: textOf(monitor.oauthTokenUrl),
            clientId: textOf(monitor.oauthClientId),
            clientSecret: textOf(monitor.oauthClientSecret),
            ...(textOf(monitor.oauthScopes) && { scope: textOf(monitor.oauthScopes) }),
          },
        },
      }
    case 'mtls':
      return {
        tls: {
          ...(textOf(monitor.tlsCa) && { ca: textOf(monitor.tlsCa) }),
          ...(textOf(monitor.tlsCert) && { cert: textOf(monitor.tlsCert), key: textOf(monitor.tlsKey) }),
        },
      }
    default:
      return username === undefined ? {} : { auth: { basic: { username, password: String(monitor.basicAuthPass ?? '') } } }
  }
}

/** @returns its address, why it cannot be carried over, or nothing when there is none */
function proxyOf({ proxyId }: Monitor, proxies: Surroundings['proxies']): string | { readonly left: string } | undefined {
  if (proxyId === undefined || proxyId === null) return undefined
  const proxy = proxies.get(Number(proxyId))
  if (!proxy) return { left: 'its proxy is not in this file; name it in options.proxy' }
  const { protocol, host, port, auth, username, password } = proxy
  if (protocol !== 'http') return { left: `its proxy ${host}:${port} speaks ${protocol}, and here one speaks http; it asks without` }
  const user = isTrue(auth) ? `${encodeURIComponent(String(username ?? ''))}:${encodeURIComponent(String(password ?? ''))}@` : ''
  return `http://${user}${host}:${port}`
}

/** As much of JSONata as most write: a path. Source: https://docs.jsonata.org/simple */
const PATH = /^(?:\$\.?)?((?:[A-Za-z_]\w*|\[\d+\])(?:\.[A-Za-z_]\w*|\[\d+\])*)?$/
const NUMBER = /^-?\d+(?:\.\d+)?$/

export function jsonOf({ jsonPath, jsonPathOperator, expectedValue }: Monitor): Record<string, unknown> | string {
  const written = textOf(jsonPath) ?? '$'
  const [whole, inner] = PATH.exec(written.trim()) ?? []
  if (whole === undefined) return `its query ${written} is more than a path; write it anew as options.expect.json`
  const path = inner === undefined ? '$' : inner.startsWith('[') ? `$${inner}` : `$.${inner}`
  const expected = String(expectedValue ?? '')
  const operator = textOf(jsonPathOperator) ?? '=='
  const number = NUMBER.test(expected) ? Number(expected) : undefined
  // What is compared there is compared as text.
  if (operator === '==') return { path, matches: `^"?${quoted(expected)}"?$` }
  if (operator === 'contains') return { path, matches: quoted(expected) }
  if (operator === '>=' && number !== undefined) return { path, atLeast: number }
  if (operator === '<=' && number !== undefined) return { path, atMost: number }
  return `it compares by ${operator} ${expected}, for which there is no expectation here`
}

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
