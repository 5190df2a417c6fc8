/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

/** A shorter secret is hidden where it is known to stand, but not looked for in free text, which it would tear to pieces. */
const SHORTEST_SOUGHT = 4
/** Bounds the work for one evidence; what a check holds is far below. */
const MOST_SOUGHT = 500

const SECRET_HEADER =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie2?$|^x-(?:.*-)?(?:api-?key|token|secret|auth)|^api-?key$|^x-amz-security-token$/i
const SECRET_KEY =
  /pass(?:word|wd|phrase)|(?:^|[_-])(?:pass|pwd)$|secret|token|api[-_]?key|authorization|credential|private[-_]?key|^sig(?:nature)?$|^otp$/i

/** Whether the value of a header is hidden, whoever sent it. */
export const isSecretHeader = (name: string): boolean => SECRET_HEADER.test(name)

const PLAIN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-type',
  'host',
  'origin',
  'referer',
  'user-agent',
])

/** Whether a header is one that everybody sends. */
export const isPlainHeader = (name: string): boolean => PLAIN_HEADERS.has(name.toLowerCase())

/** `production` or `2` is no secret, and hiding it would tear other texts to pieces. */
const HARMLESS_VALUE = /^(?:[A-Za-z-]{1,15}|.{0,7})$/

/** Whether a header that we send is secret by its name, or may be one under a name of somebody's own. */
export const mayBeSecret = (name: string, value: string): boolean =>
  isSecretHeader(name) || !(isPlainHeader(name) || HARMLESS_VALUE.test(value))

/** Whether a field of a body or of a query is hidden by its name alone. */
export const isSecretKey = (name: string): boolean => SECRET_KEY.test(name)

/** Hides what must not be shown in a text. */
export type Redactor = (text: string) => string

/** A redactor that finds the secrets as they are, and as they stand in a URL, a form, JSON, HTML and base64. */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const sought = new Set<string>()
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SOUGHT || sought.size > MOST_SOUGHT) continue
    for (const variant of variantsOf(secret)) sought.add(variant)
  }
  const longestFirst = [...sought].sort((a, b) => b.length - a.length)
  return (text) => {
    let shown = text
    for (const secret of longestFirst) if (shown.includes(secret)) shown = shown.split(secret).join(REDACTED)
    return shown
  }
}

/** Hides the beginning of a secret at the very end of a text that was cut off there. */
export function redactCutEnd(text: string, secrets: Iterable<string>): string {
  for (const secret of secrets)
    for (const variant of variantsOf(secret))
      for (let length = Math.min(variant.length, text.length); length >= SHORTEST_SOUGHT; length--)
        if (text.endsWith(variant.slice(0, length))) return text.slice(0, -length) + REDACTED
  return text
}

function variantsOf(secret: string): readonly string[] {
  const encoded = percentEncoded(secret)
  const base64 = base64Of(secret)
  return [
    secret,
    encoded,
    encoded.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    base64,
    base64.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'),
  ]
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return text
  }
}

const base64Of = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(0, 4096))))

/** A URL without its password and without the values of fields of its query that are secret by name. What is no URL is returned as it is. */
export function redactUrl(text: string): string {
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  if (url.password) url.password = 'redacted'
  let shown = url.href.replace('redacted@', `${REDACTED}@`)
  for (const [name, value] of url.searchParams) {
    if (value && isSecretKey(name)) for (const variant of variantsOf(value)) shown = shown.replaceAll(`=${variant}`, `=${REDACTED}`)
  }
  return shown
}

/** The secrets that a URL holds: its password, and fields of its query that are secret by name. */
export function secretsOfUrl(text: string): string[] {
  if (!URL.canParse(text)) return []
  const url = new URL(text)
  const values = [...url.searchParams].filter(([name]) => isSecretKey(name)).map(([, value]) => value)
  return [...(url.password ? [decoded(url.password), url.password] : []), ...values]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The secrets that a body holds by the names of its fields: JSON, or a form. */
export function secretsOfBody(body: string): string[] {
  try {
    return secretsOfJson(JSON.parse(body))
  } catch {
    if (!/^[^\s=&]+=/.test(body)) return []
    return [...new URLSearchParams(body)].filter(([name]) => isSecretKey(name)).map(([, value]) => value)
  }
}

/** The values of fields that are secret by name, at any depth. */
export function secretsOfJson(value: unknown, hidden = false): string[] {
  if (typeof value === 'string') return hidden ? [value] : []
  if (typeof value === 'number') return hidden ? [String(value)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => secretsOfJson(inner, hidden || isSecretKey(name)))
}

/** As much of a JSON schema as says where secrets stand. `secretIn` marks a text that holds some among other things. */
export type SecretSchema = {
  readonly secret?: unknown
  readonly secretIn?: unknown
  readonly properties?: Readonly<Record<string, unknown>>
  readonly items?: unknown
  readonly additionalProperties?: unknown
  readonly anyOf?: readonly unknown[]
}

/**
 * Every secret in the options of a check, found by the marks in the JSON schema of its type:
 * `secret: true` on a field; `secretIn: 'url' | 'headers' | 'body' | 'json'` on what holds secrets among other things.
 */
export function secretsOf(schema: unknown, value: unknown): string[] {
  if (value === undefined || value === null || typeof schema !== 'object' || schema === null) return []
  const { secret, secretIn, properties, items, additionalProperties, anyOf }: SecretSchema = schema
  if (secret === true) return typeof value === 'string' ? [value, ...secretsOfUrl(value)] : secretsOfJson(value, true)
  if (secretIn === 'url' && typeof value === 'string') return secretsOfUrl(value)
  if (secretIn === 'body' && typeof value === 'string') return secretsOfBody(value)
  if (secretIn === 'json') return secretsOfJson(value)
  if (secretIn === 'headers' && typeof value === 'object')
    return Object.entries(value).flatMap(([name, text]) => secretsOfHeader(name, String(text)))
  if (Array.isArray(value)) return value.flatMap((item) => secretsOf(items, item))
  if (typeof value !== 'object') return []
  const inner = Object.entries(value).flatMap(([name, item]) => secretsOf(properties?.[name] ?? additionalProperties, item))
  return [...inner, ...(anyOf ?? []).flatMap((option) => secretsOf(option, value))]
}

/** The secrets of a header that we send: the whole value, and where the name says so what follows a scheme: `Bearer abc` hides `abc` too. */
export function secretsOfHeader(name: string, value: string): string[] {
  if (!mayBeSecret(name, value)) return []
  if (!isSecretHeader(name)) return [value]
  const [, afterScheme] = /^[A-Za-z]+ (\S.*)$/.exec(value) ?? []
  return [value, ...(afterScheme ? [afterScheme] : []), ...[...value.matchAll(/=([^;,\s]+)/g)].map(([, part = '']) => part)]
}
