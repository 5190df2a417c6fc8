import type { JsonSchema } from './json-schema'

/** A body with one thing wrong, or at least hostile, in it. */
export type Spoilt = {
  readonly what: string
  /** Rather than of a wrong type, or not there. */
  readonly isHostile: boolean
  /** Where, as an issue names it: `steps[0].tell`. */
  readonly path: string
  /** As it is sent; some of it no value of JavaScript could be written as. */
  readonly text: string
}

type Follow = (schema: JsonSchema) => JsonSchema
type Fields = Readonly<Record<string, unknown>>

const LONGER = 20_001
const HUGE = '@huge@'
const WRONG: readonly unknown[] = [null, true, -7.5, 'zebra zebra', '', [], {}, [null], { zebra: 1 }]
const TEXTS: Readonly<Record<string, string>> = {
  'a zero character': 'a\0b',
  'half a character': 'a\ud800b',
  'a name that objects have': 'constructor',
  'writing from right to left': '\u202eabc \u05d0\u05d1',
  markup: '<img src=x onerror=alert(1)>',
  'a piece of SQL': "'; drop table checks; --",
  'much white space': ' \n\t ',
}
const INSTANTS: Readonly<Record<string, string>> = {
  'the first instant that there is': '0000-01-01T00:00:00Z',
  'the first day that there is': '0000-01-01',
  'the last instant that there is': '9999-12-31T23:59:59.999Z',
  'the last day that there is': '9999-12-31',
}
const NUMBERS: readonly unknown[] = [Number.MAX_SAFE_INTEGER, -1, 0, HUGE]
const KEYS = ['zebra', 'constructor', 'toString']
/** No path can name it. */
const UNSTORABLE_KEY = 'a\0b'

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Everything that can be wrong with a body in one place, by its schema and from a body that is right. */
export function spoilt(schema: JsonSchema, right: unknown, follow: Follow): readonly Spoilt[] {
  const found: Spoilt[] = []
  at(schema, right, '', (value) => value)
  return found

  function at(given: JsonSchema, value: unknown, path: string, whole: (value: unknown) => unknown): void {
    const put = (what: string, where: string, spoiltValue: unknown, isHostile = true) =>
      found.push({ what, isHostile, path: where, text: (JSON.stringify(whole(spoiltValue)) ?? '').replaceAll(`"${HUGE}"`, '1e999') })
    const ways = waysOf(given, follow)
    if (isFields(value)) {
      for (const key of KEYS) put(`the key ${JSON.stringify(key)}`, join(path, key), { ...value, [key]: 1 })
      put('a key that cannot be stored', path, { ...value, [UNSTORABLE_KEY]: 1 })
      for (const key of Object.keys(value)) put('missing', ways.length > 1 ? path : join(path, key), without(value, key), false)
      const properties = Object.assign({}, ...ways.map((way) => way.properties ?? {})) as Readonly<Record<string, JsonSchema>>
      // A name of another way of writing it is wrong where it stands, which is the object.
      for (const [key, inner] of Object.entries(properties))
        spoilOne(inner, value[key], ways.length > 1 && !(key in value) ? path : join(path, key), (next) => whole({ ...value, [key]: next }))
      // What has names of its own instead of known ones.
      const open = ways.map((way) => way.additionalProperties).find((way) => isFields(way)) as JsonSchema | undefined
      if (open)
        for (const key of Object.keys(value).slice(0, 1))
          spoilOne(open, value[key], join(path, key), (next) => whole({ ...value, [key]: next }))
    }
    if (Array.isArray(value) && value.length > 0) {
      const items = ways.map((way) => way.items).find((way) => way !== undefined)
      const tooMany = Math.max(...ways.map((way) => way.maxItems ?? 0), 1_000) + 1
      put(
        'too many',
        path,
        Array.from({ length: tooMany }, () => value[0]),
      )
      if (items) spoilOne(items, value[0], `${path}[0]`, (next) => whole([next, ...value.slice(1)]))
    }
  }

  function spoilOne(schema: JsonSchema, value: unknown, path: string, whole: (value: unknown) => unknown): void {
    const put = (what: string, spoiltValue: unknown, isHostile = true) =>
      found.push({ what, isHostile, path, text: (JSON.stringify(whole(spoiltValue)) ?? '').replaceAll(`"${HUGE}"`, '1e999') })
    const ways = waysOf(schema, follow)
    const takes = (type: string) => ways.some((way) => way.type === undefined || [way.type].flat().includes(type))
    for (const wrong of WRONG) put(JSON.stringify(wrong), wrong, false)
    if (takes('string')) {
      const isWritten = ways.some(({ format, pattern }) => format !== undefined || pattern !== undefined)
      for (const [what, text] of Object.entries({ ...TEXTS, ...(isWritten && INSTANTS) })) put(what, text)
      put('too long', 'x'.repeat(Math.max(...ways.map((way) => way.maxLength ?? 0), LONGER - 1) + 1))
    }
    if (takes('number') || takes('integer')) for (const number of NUMBERS) put(String(number), number)
    if (value !== undefined) at(schema, value, path, whole)
  }
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
const without = (value: Fields, key: string): Fields => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))

/** The schemas of which a value has to fit one. */
function waysOf(schema: JsonSchema, follow: Follow): readonly JsonSchema[] {
  const known = follow(schema)
  const choice = known.anyOf ?? known.oneOf
  return choice ? choice.flatMap((one) => waysOf(one, follow)) : [known]
}
