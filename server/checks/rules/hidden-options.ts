import type { Issue } from '../../kernel/errors'
import { HIDDEN, isHidden, mapSecrets } from './option-secrets'
import { isPlainHeader, secretsOfUrl } from './redact'

/** What relative addresses are read against, to see what is in them. */
const NOWHERE = 'http://relative.invalid'

/**
 * The options as an answer or a page shows them: what is a secret, or may hold one, is `HIDDEN` (CHK-7). An address without a password
 * or a telling field is shown, and so are headers that everybody sends.
 *
 * @param schema the JSON schema of the type's options
 */
export const hideSecrets = (schema: unknown, options: unknown): Record<string, unknown> =>
  mapSecrets(schema, options, (value, kind) => {
    if (kind === 'url' && typeof value === 'string') return isPlainAddress(value) ? value : HIDDEN
    if (kind !== 'headers' || typeof value !== 'object' || value === null) return HIDDEN
    return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, isPlainHeader(name) ? text : HIDDEN]))
  }) as Record<string, unknown>

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text, NOWHERE)) return !/[@?]/.test(text)
  const { href, username, hash } = new URL(text, NOWHERE)
  return username === '' && hash === '' && secretsOfUrl(href).length === 0
}

/** An edit with what it left hidden filled in, or what is wrong with it. */
export type Unhidden = { readonly options: Record<string, unknown>; readonly issues: readonly Issue[] }

/**
 * Fills what an edit leaves `HIDDEN` with what is stored. A secret is kept only for the places that it was entered for: otherwise
 * somebody who may edit but not read it could send it to a server of their own.
 *
 * @param stored the options with their secrets; undefined when there are none
 */
export function keepSecrets(schema: unknown, sent: Readonly<Record<string, unknown>>, stored: unknown): Unhidden {
  const issues: Issue[] = []
  const kept: string[] = []
  const lay = (value: unknown, held: unknown, path: string): unknown => {
    if (isHidden(value)) {
      if (held === undefined) issues.push({ path, message: 'is hidden, and nothing is stored there that could be kept; enter it' })
      kept.push(path)
      return held
    }
    if (Array.isArray(value)) return value.map((item, i) => lay(item, counterpart(item, i, held), `${path}[${i}]`))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, lay(item, fieldOf(held, key), `${path}.${key}`)]))
  }
  const options = lay(sent, stored, 'options') as Record<string, unknown>
  if (issues.length > 0 || kept.length === 0) return { options, issues }
  const known = placesOf(schema, stored)
  const [foreign] = [...placesOf(schema, options)].filter((place) => !known.has(place))
  if (foreign === undefined) return { options, issues }
  return {
    options,
    issues: kept.map((path) => ({
      path,
      message: `was entered for other addresses than ${foreign}, so it is not kept for that; enter it anew`,
    })),
  }
}

const fieldOf = (held: unknown, key: string): unknown =>
  typeof held === 'object' && held !== null && Object.hasOwn(held, key) ? Reflect.get(held, key) : undefined

/** Steps are found again by their names, so that one may be moved; other items by their place. */
function counterpart(item: unknown, place: number, held: unknown): unknown {
  if (!Array.isArray(held)) return undefined
  const name = fieldOf(item, 'name')
  return typeof name === 'string' ? held.find((one) => fieldOf(one, 'name') === name) : held[place]
}

/** Where the options have Plimsoll send something: `https://shop.example:8443`. */
function placesOf(schema: unknown, options: unknown): ReadonlySet<string> {
  const base = [fieldOf(options, 'base'), fieldOf(options, 'url')].find((text) => typeof text === 'string' && URL.canParse(text))
  const places = new Set<string>()
  mapSecrets(schema, options, (value, kind) => {
    if (typeof value === 'string' && (kind === 'url' || kind === 'secret'))
      if (kind === 'url' || /^[a-z][a-z0-9+.-]*:\/\//i.test(value)) places.add(placeOf(value, String(base ?? NOWHERE)))
    return value
  })
  return places
}

function placeOf(text: string, base: string): string {
  if (!URL.canParse(text, base)) return text
  const { protocol, host } = new URL(text, base)
  return `${protocol}//${host}`
}
