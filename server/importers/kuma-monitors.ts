import { METHODS } from '../checks/types/http/options'

/** A monitor of Uptime Kuma, of any version, as its backup names the fields. Everything but id, name and type may be missing. */
export type Monitor = {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly tags?: readonly { readonly name: unknown; readonly value?: unknown }[]
  readonly notificationIDList?: Readonly<Record<string, unknown>>
} & Readonly<Partial<Record<Field, unknown>>>

type Field =
  | 'acceptedStatuscodes'
  | 'acceptedStatuscodesJson'
  | 'accepted_statuscodes'
  | 'active'
  | 'authMethod'
  | 'basicAuthPass'
  | 'basicAuthUser'
  | 'basic_auth_pass'
  | 'basic_auth_user'
  | 'bearerToken'
  | 'body'
  | 'databaseConnectionString'
  | 'databaseQuery'
  | 'expectedValue'
  | 'expiryNotification'
  | 'headers'
  | 'hostname'
  | 'httpBodyEncoding'
  | 'ignoreTls'
  | 'interval'
  | 'invertKeyword'
  | 'jsonPath'
  | 'jsonPathOperator'
  | 'keyword'
  | 'maxredirects'
  | 'maxretries'
  | 'mqttCheckType'
  | 'mqttPassword'
  | 'mqttSuccessMessage'
  | 'mqttTopic'
  | 'mqttUsername'
  | 'method'
  | 'oauthClientId'
  | 'oauthClientSecret'
  | 'oauthScopes'
  | 'oauthTokenUrl'
  | 'oauth_client_id'
  | 'oauth_client_secret'
  | 'oauth_scopes'
  | 'oauth_token_url'
  | 'parent'
  | 'port'
  | 'proxyId'
  | 'pushToken'
  | 'radiusPassword'
  | 'retryInterval'
  | 'timeout'
  | 'tlsCa'
  | 'tlsCert'
  | 'tlsKey'
  | 'upsideDown'
  | 'url'

/** What a monitor checks, as a check of ours does; or why none does. */
export type Carried =
  | { readonly type: string; readonly options: Record<string, unknown>; readonly paused: boolean; readonly notes: readonly string[] }
  | { readonly left: string }

/** How each type is carried over. */
const TYPES: Readonly<Record<string, (monitor: Monitor) => Carried>> = {
  http: (monitor) => httpOf(monitor, {}, []),
  keyword: (monitor) => {
    const keyword = textOf(monitor.keyword)
    if (keyword === undefined) return { left: 'it has no keyword' }
    return httpOf(monitor, isTrue(monitor.invertKeyword) ? { bodyLacks: [keyword] } : { bodyContains: [keyword] }, [])
  },
  'json-query': (monitor) => {
    const json = jsonOf(monitor)
    return typeof json === 'string' ? { left: json } : httpOf(monitor, { json: [json] }, [])
  },
  port: ({ hostname, port }) => plain('tcp', { host: textOf(hostname), port: Number(port) }),
  postgres: ({ databaseConnectionString: url, databaseQuery }) =>
    plain('postgres', { url: textOf(url), ...(textOf(databaseQuery) && { query: textOf(databaseQuery) }) }),
  mysql({ databaseConnectionString: url, databaseQuery, radiusPassword: password }) {
    const address = textOf(url)
    if (address === undefined || !URL.canParse(address)) return { left: 'its connection string is no address' }
    const whole = new URL(address)
    // Kuma keeps the password in a field of another type, and there it wins.
    if (textOf(password) !== undefined) whole.password = encodeURIComponent(String(password))
    return plain('mysql', { url: whole.href, ...(textOf(databaseQuery) && { query: textOf(databaseQuery) }) })
  },
  mongodb({ databaseConnectionString: url, databaseQuery }) {
    const found = plain('mongodb', { url: textOf(url) })
    return textOf(databaseQuery) && !('left' in found)
      ? { ...found, notes: ['its command is not carried over; what it looked at can stand in options.count or options.member'] }
      : found
  },
  mqtt({ hostname, port, mqttUsername: user, mqttPassword: password, mqttTopic: topic, mqttCheckType: kind, mqttSuccessMessage: message }) {
    const host = textOf(hostname)?.replace(/^mqtts?:\/\//, '')
    const scheme = textOf(hostname)?.startsWith('mqtts://') ? 'mqtts' : 'mqtt'
    const signsIn = textOf(user) ? `${encodeURIComponent(String(user))}:${encodeURIComponent(String(password ?? ''))}@` : ''
    const notes =
      textOf(kind) === 'json-query' || textOf(message)
        ? [
            `it waits for a message on ${textOf(topic) ?? 'a topic'}; here the check signs in, and options.retained can look at what the broker keeps`,
          ]
        : []
    return { type: 'mqtt', options: { url: `${scheme}://${signsIn}${host}:${Number(port) || 1883}` }, paused: false, notes }
  },
  push({ pushToken }) {
    const token = textOf(pushToken)
    const fits = token !== undefined && /^[A-Za-z0-9_-]{20,200}$/.test(token)
    return {
      type: 'heartbeat',
      options: fits ? { token } : {},
      paused: false,
      notes: [
        fits
          ? 'have it call POST /heartbeat/<the same token> of Plimsoll instead of /api/push/<token>'
          : 'its token is too short to be safe here; the page of the check shows the address to call instead',
      ],
    }
  },
}

/** What is asked, and what must come back. */
export function optionsOf(monitor: Monitor): Carried {
  if (isTrue(monitor.upsideDown)) return { left: 'it is upside down: it passes when it fails, which no check here does' }
  const carry = TYPES[monitor.type]
  return carry ? carry(monitor) : { left: `there is no counterpart of the type ${monitor.type}` }
}

const plain = (type: string, options: Record<string, unknown>): Carried => ({ type, options, paused: false, notes: [] })

function httpOf(monitor: Monitor, expects: Record<string, unknown>, before: readonly string[]): Carried {
  const notes = [...before]
  const method = textOf(monitor.method)?.toUpperCase() ?? 'GET'
  if (!METHODS.some((known) => known === method)) return { left: `it asks with ${method}` }
  const auth = authOf(monitor)
  if (typeof auth === 'string') return { left: auth }
  const headers = headersOf(monitor, notes)
  const ignoresTls = isTrue(monitor.ignoreTls)
  if (ignoresTls)
    notes.push('it ignores certificates, which is not done here; it is paused until tls.ca names the authority that it should trust')
  if (monitor.proxyId !== undefined && monitor.proxyId !== null) notes.push('its proxy is not carried over; name it in options.proxy')
  const body = textOf(monitor.body)
  return {
    type: 'http',
    options: {
      url: textOf(monitor.url),
      ...(method !== 'GET' && { method }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(body !== undefined && { body }),
      ...auth,
      followRedirects: Math.min(20, Math.max(0, Number(monitor.maxredirects ?? 10) || 0)),
      expect: { status: statusOf(monitor), ...expects },
    },
    paused: ignoresTls,
    notes,
  }
}

/** Codes and ranges are written as here. */
function statusOf({
  accepted_statuscodes: ofBackup,
  acceptedStatuscodes: ofApi,
  acceptedStatuscodesJson: ofDatabase,
}: Monitor): readonly string[] {
  const found = ofBackup ?? ofApi ?? parsed(ofDatabase)
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
function authOf(monitor: Monitor): Record<string, unknown> | string {
  const method = textOf(monitor.authMethod)
  const username = textOf(monitor.basic_auth_user ?? monitor.basicAuthUser)
  switch (method) {
    case 'ntlm':
      return 'it signs in by NTLM'
    case 'bearer':
      return { auth: { bearer: textOf(monitor.bearerToken) } }
    case 'oauth2-cc':
      return {
        auth: {
          oauth2: {
            tokenUrl: textOf(monitor.oauth_token_url ?? monitor.oauthTokenUrl),
            clientId: textOf(monitor.oauth_client_id ?? monitor.oauthClientId),
            clientSecret: textOf(monitor.oauth_client_secret ?? monitor.oauthClientSecret),
            ...(textOf(monitor.oauth_scopes ?? monitor.oauthScopes) && { scope: textOf(monitor.oauth_scopes ?? monitor.oauthScopes) }),
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
      return username === undefined
        ? {}
        : { auth: { basic: { username, password: String(monitor.basic_auth_pass ?? monitor.basicAuthPass ?? '') } } }
  }
}

/** As much of JSONata as most write: a path. Source: https://docs.jsonata.org/simple */
const PATH = /^(?:\$\.?)?((?:[A-Za-z_]\w*|\[\d+\])(?:\.[A-Za-z_]\w*|\[\d+\])*)?$/
const NUMBER = /^-?\d+(?:\.\d+)?$/

function jsonOf({ jsonPath, jsonPathOperator, expectedValue }: Monitor): Record<string, unknown> | string {
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
const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1'
const textOf = (value: unknown): string | undefined => (value === undefined || value === null || value === '' ? undefined : String(value))

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
