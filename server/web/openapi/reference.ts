import { z } from 'zod'
import { type Needed, rolesWith } from '../../access/model'
import { Name } from '../../kernel/inputs'
import type { ApiDocument, Media, Operation } from './document'
import { GROUPS, type Group, groupOf } from './groups'
import { type JsonSchema, REF } from './json-schema'

/** One field of what is sent or answered, as a line of a table. */
export type FieldLine = {
  /** `steps[].tell` */
  readonly path: string
  /** In words: `text`, `whole number, 1 to 20`. */
  readonly is: string
  /** The named shape that it is, or is a list of, on this page. */
  readonly shape: string | null
  readonly required: boolean
  readonly fallback: string | null
  readonly says: string
}

export type AnswerLine = {
  readonly status: string
  readonly says: string
  readonly type: string | null
  readonly shape: string | null
  readonly is: string
}

export type OperationText = {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly title: string
  readonly says: string
  readonly mayDo: string
  readonly parameters: readonly FieldLine[]
  readonly body: { readonly required: boolean; readonly types: readonly string[]; readonly fields: readonly FieldLine[] } | null
  readonly answers: readonly AnswerLine[]
  readonly refusals: readonly string[]
  readonly curl: string
}
export type ShapeText = { readonly name: string; readonly says: string; readonly fields: readonly FieldLine[] }
export type GroupText = {
  readonly key: string
  readonly title: string
  readonly about: string
  readonly operations: readonly OperationText[]
  /** What its operations answer, and what that is made of. */
  readonly shapes: readonly ShapeText[]
}
export type OverviewText = {
  readonly groups: readonly (Pick<GroupText, 'key' | 'title' | 'about'> & {
    readonly operations: readonly Pick<OperationText, 'id' | 'method' | 'path' | 'title'>[]
  })[]
  readonly refusals: readonly { readonly status: string; readonly says: string }[]
}

/** What there is, group by group, and what is refused everywhere in the same way. */
export function overviewOf(document: ApiDocument): OverviewText {
  return {
    groups: GROUPS.map(({ key, title, about }) => ({
      key,
      title,
      about,
      operations: operationsOf(document, key).map(({ path, method, operation: { operationId, summary } }) => ({
        id: operationId,
        method: method.toUpperCase(),
        path,
        title: summary,
      })),
    })),
    refusals: refusalsOf(document),
  }
}

/** Everything of one group; undefined when there is no such. `url` is where this Plimsoll is, for commands that work as they stand. */
export function groupText(document: ApiDocument, key: string, url: string): GroupText | undefined {
  const group = GROUPS.find((one) => one.key === key)
  if (!group) return undefined
  const operations = operationsOf(document, group.key)
  const { schemas } = document.components
  const shapes = shapesIn(
    operations.flatMap(({ operation }) => answersIn(operation)),
    schemas,
  )
  return {
    key: group.key,
    title: group.title,
    about: group.about,
    operations: operations.map((one) => textOf(one, url, schemas)),
    shapes: shapes.map((name) => {
      const { description = '', ...schema } = schemas[name] ?? {}
      return { name, says: description, fields: fieldsOf(schema, '') }
    }),
  }
}

type Schemas = ApiDocument['components']['schemas']
type Placed = { readonly path: string; readonly method: string; readonly operation: Operation }

const operationsOf = ({ paths }: ApiDocument, key: Group['key']): readonly Placed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    groupOf(path).key === key ? Object.entries(methods).map(([method, operation]) => ({ path, method, operation })) : [],
  )

const refusalsOf = ({ paths, components }: ApiDocument): OverviewText['refusals'] => {
  const statuses = new Map<string, string>()
  for (const methods of Object.values(paths))
    for (const { responses } of Object.values(methods))
      for (const [status, told] of Object.entries(responses))
        if ('$ref' in told) statuses.set(status, components.responses[nameIn(told.$ref)]?.description ?? '')
  return [...statuses].map(([status, says]) => ({ status, says })).sort((a, b) => Number(a.status) - Number(b.status))
}

const nameIn = (ref: string): string => ref.split('/').at(-1) ?? ''

/** What an operation answers with, of every status. */
const answersIn = ({ responses }: Operation): readonly JsonSchema[] =>
  Object.values(responses).flatMap((told) => ('$ref' in told ? [] : Object.values(told.content ?? {}).map(({ schema }) => schema)))

/** The names of the shapes that these lead to, the nearest first. What is read as an input is told where it is sent. */
function shapesIn(roots: readonly JsonSchema[], schemas: Schemas): readonly string[] {
  const found = new Set<string>()
  let next: readonly unknown[] = roots
  while (next.length > 0) {
    const names = next.flatMap(refsIn).filter((name) => !found.has(name))
    for (const name of names) found.add(name)
    next = [...new Set(names)].map((name) => schemas[name])
  }
  return [...found]
}

function refsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('$ref' in value && typeof value.$ref === 'string' && value.$ref.startsWith(REF)) return [value.$ref.slice(REF.length)]
  return Object.values(value).flatMap(refsIn)
}

function textOf({ path, method, operation }: Placed, url: string, schemas: Schemas): OperationText {
  const { operationId, summary, description = '', parameters = [], requestBody, responses } = operation
  const [sent] = Object.values(requestBody?.content ?? {})
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    title: summary,
    says: description,
    mayDo: whoMay(operation),
    parameters: parameters.map(({ name, in: where, required, description: says = '', schema }) => ({
      ...line(where === 'path' ? `{${name}}` : name, schema, required),
      says,
    })),
    body: requestBody
      ? {
          required: requestBody.required,
          types: Object.keys(requestBody.content),
          fields: sent ? fieldsOf(followed(sent.schema, schemas), '') : [],
        }
      : null,
    answers: Object.entries(responses).flatMap(([status, told]) =>
      '$ref' in told ? [] : answerLines(status, told.description, told.content),
    ),
    refusals: Object.entries(responses).flatMap(([status, told]) => ('$ref' in told ? [status] : [])),
    curl: curlOf({ path, method, operation }, url),
  }
}

const followed = (schema: JsonSchema, schemas: Schemas): JsonSchema =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.slice(REF.length)] ?? schema)

function answerLines(status: string, says: string, content: Media | undefined): readonly AnswerLine[] {
  const answers = Object.entries(content ?? {})
  if (answers.length === 0) return [{ status, says, type: null, shape: null, is: 'nothing' }]
  return answers.map(([type, { schema }]) => ({ status, says, type, shape: shapeOf(schema), is: wordsFor(schema) }))
}

/** Who may, in a sentence. */
function whoMay({ 'x-right': right, security }: Operation): string {
  if (security.some((one) => 'sourceToken' in one)) return 'Whoever has the token of the source.'
  return (
    MAY[right] ?? `The right ${right}: ${listed(rolesWith(right as Exclude<Needed, 'anyone' | 'signed-in'>))}, and keys that were given it.`
  )
}
const MAY: Readonly<Partial<Record<Needed, string>>> = { anyone: 'Anyone.', 'signed-in': 'Every person and every key.' }

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')

/** The fields of an object, and of what they hold, line by line. */
function fieldsOf(schema: JsonSchema, at: string): readonly FieldLine[] {
  const { properties = {}, required = [], items, anyOf, additionalProperties } = schema
  const own = Object.entries(properties).flatMap(([name, field]) => [
    line(`${at}${name}`, field, required.includes(name)),
    ...fieldsOf(field, `${at}${name}.`),
  ])
  const inList = items && !items.$ref ? fieldsOf(items, `${at.replace(/\.$/, '')}[].`) : []
  const either = uniqueByPath(
    (anyOf ?? []).flatMap((one) => (one.$ref ? [] : fieldsOf(one, at).map((field) => ({ ...field, required: false })))),
  )
  const named = typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${at}‹name›.`) : []
  return [...own, ...inList, ...either, ...named]
}

const uniqueByPath = (fields: readonly FieldLine[]): readonly FieldLine[] => [
  ...new Map(fields.map((field) => [field.path, field])).values(),
]

function line(path: string, schema: JsonSchema, required: boolean): FieldLine {
  const { title, description = '', default: fallback } = schema
  const says = [title && plain(title) !== plain(path.split('.').at(-1) ?? '') ? `${title}.` : '', description.replace(DURATION, '')]
  return {
    path,
    is: wordsFor(schema),
    shape: shapeOf(schema),
    required: required && fallback === undefined,
    fallback: fallback === undefined ? null : typeof fallback === 'string' ? fallback : JSON.stringify(fallback),
    says: says.filter(Boolean).join(' ').trim(),
  }
}

/** `Confirm interval` says no more than `confirmInterval`. */
const plain = (words: string): string => words.toLowerCase().replace(/[^a-z]/g, '')

/** The one named shape that a schema is, may be, or is a list of. */
function shapeOf({ $ref, items, anyOf }: JsonSchema): string | null {
  if ($ref !== undefined) return $ref.slice(REF.length)
  if (items) return shapeOf(items)
  return anyOf?.map(shapeOf).find((name) => name !== null) ?? null
}

function wordsFor(schema: JsonSchema): string {
  const { $ref, const: value, enum: values, items, anyOf, type, additionalProperties, properties, format, prefixItems, pattern } = schema
  if ($ref !== undefined) return $ref.slice(REF.length)
  if (value !== undefined) return JSON.stringify(value)
  if (values) return values.map(String).join(', ')
  if (prefixItems) return `list of ${prefixItems.length}`
  if (items) return `list of ${wordsFor(items)}`
  if (anyOf) return [...new Set(anyOf.map(wordsFor))].join(' or ')
  if (typeof type === 'object') return durationIn(schema) ?? type.map((one) => wordsFor({ ...schema, type: one })).join(' or ')
  if (type === 'object' && typeof additionalProperties === 'object' && !properties) return `name → ${wordsFor(additionalProperties)}`
  if (type === 'string' && format !== undefined) return FORMATS[format] ?? 'text'
  if (type === 'string' && pattern === NAME) return 'name'
  return `${WORDS[type ?? ''] ?? 'anything'}${boundsOf(schema)}`
}

/** What every duration says of itself, and from where to where it goes. */
const DURATION = /A duration like .*\(.*?\), (.*)\.$/
const durationIn = ({ description = '' }: JsonSchema): string | undefined => {
  const [, bounds] = DURATION.exec(description) ?? []
  return bounds && `duration, ${bounds}`
}

/** Of a name, as addresses and sentences have it. */
const NAME = z.toJSONSchema(Name).pattern

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'fields',
  array: 'list',
  null: 'null',
}
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'id',
  email: 'e-mail address',
  'date-time': 'instant',
  date: 'date',
  uri: 'address',
}

function boundsOf({ minimum, maximum, minLength, maxLength }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`
  if (minimum !== undefined) return `, at least ${minimum}`
  if (maximum !== undefined) return `, at most ${maximum}`
  if (maxLength !== undefined)
    return `, ${(minLength ?? 0) > 0 && minLength !== 1 ? `${minLength} to ${maxLength}` : `at most ${maxLength}`} characters`
  return ''
}

/** A command that does it, with the key and the names of the address as variables of the shell. */
function curlOf({ path, method, operation: { security, requestBody, parameters = [] } }: Placed, url: string): string {
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const needed = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}=$${shellName(name)}`)
  const address = `${url}${path.replace(/\{(\w+)\}/g, (_, name: string) => `$${shellName(name)}`)}${needed.length > 0 ? `?${needed.join('&')}` : ''}`
  const key = security.some((one) => 'key' in one)
    ? 'PLIMSOLL_KEY'
    : security.some((one) => 'sourceToken' in one)
      ? 'SOURCE_TOKEN'
      : undefined
  const body = media?.example === undefined ? undefined : JSON.stringify(media.example)
  return [
    `curl -s${method === 'get' ? '' : ` -X ${method.toUpperCase()}`}`,
    ...(key ? [`-H "Authorization: Bearer $${key}"`] : []),
    ...(body && type ? [`-H 'content-type: ${type}'`] : []),
    `"${address}"`,
    ...(body ? [`-d '${body.replaceAll("'", `'\\''`)}'`] : []),
  ].join(' \\\n  ')
}

const shellName = (name: string): string => name.toUpperCase()
