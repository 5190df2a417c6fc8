import { z } from 'zod'
import { SESSION_COOKIE } from '../../access/auth'
import type { Needed } from '../../access/model'
import { ProblemAnswer } from '../answers'
import type { RouteFacts } from '../handle'
import { EXAMPLES } from './examples'
import { GROUPS, groupOf } from './groups'
import { createSchemaBook, type JsonSchema, type SchemaBook } from './json-schema'
import { OUTSIDE } from './outside'

/** One route: an address as the file system has it, `/api/v1/checks/[id]`, a method, and what its handler says of itself. */
export type DocumentedRoute = { readonly path: string; readonly method: string; readonly route: RouteFacts }

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}
export type Media = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>
export type Reply = { readonly description: string; readonly content?: Media }
export type Operation = {
  readonly operationId: string
  readonly tags: readonly [string]
  readonly summary: string
  readonly description?: string
  readonly 'x-right': Needed
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Media }
  readonly responses: Readonly<Record<string, Reply | { readonly $ref: string }>>
}
export type ApiDocument = {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string; readonly description: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: Readonly<Record<string, Reply>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const PROBLEM_TYPE = 'application/problem+json'
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** What is refused, by status: each a problem, whose title is a sentence for a person. */
const REFUSALS: Readonly<Record<string, readonly [name: string, says: string]>> = {
  400: ['Malformed', 'It is no UTF-8, no JSON object, or nested too deeply.'],
  401: ['Unauthenticated', 'There is no key or session, or it has ended.'],
  403: ['Forbidden', 'The right is missing (`right` and `roles` name it), or the request came from another site.'],
  404: ['NotFound', 'There is no such thing.'],
  409: ['Conflict', 'Somebody was faster, its state does not allow it, or the file declares it.'],
  413: ['TooLarge', 'The body is larger than is taken: 256 KiB unless said.'],
  415: ['UnsupportedMediaType', 'The body is of another type than is taken.'],
  422: ['Invalid', '`issues` lists each path and what is wrong there.'],
  429: ['TooMany', 'Wait `retry-after` seconds.'],
  500: ['Bug', 'A mistake of ours; `requestId` finds it in the log.'],
  503: ['Unavailable', 'Postgres or the engine is away; `retry-after` says when to try again.'],
}

/** The OpenAPI document (3.1) of these routes, from the schemas that they read with and answer by, and of what is answered before Next. */
export function documentOf(routes: readonly DocumentedRoute[]): ApiDocument {
  const book = createSchemaBook()
  const problem = book.schemaOf(ProblemAnswer, 'output')
  const paths = new Map<string, Record<string, Operation>>()
  const put = (path: string, method: string, operation: Operation) => {
    const at = paths.get(path) ?? {}
    paths.set(path, { ...at, [method.toLowerCase()]: operation })
  }
  for (const { path, method, route } of routes) {
    const address = path.replace(/\[(\w+)\]/g, '{$1}')
    put(address, method, operationOf(book, address, method, route))
  }
  for (const { path, method, ...rest } of OUTSIDE) put(path, method, outsideOperation(book, path, method, rest))
  const places = GROUPS.map(({ key }) => key as string)
  const placeOf = (path: string) => places.indexOf(groupOf(path).key)
  const inOrder = [...paths].sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
  return {
    openapi: '3.1.1',
    info: {
      title: 'Plimsoll',
      version: '1',
      description: 'Everything that the screens do, a program can do too. The screens use nothing else.',
    },
    servers: [{ url: '/', description: 'This installation.' }],
    tags: GROUPS.map(({ title, about }) => ({ name: title, description: about })),
    paths: Object.fromEntries(
      inOrder.map(([path, operations]) => [
        path,
        Object.fromEntries(METHODS.flatMap((method) => (operations[method] ? [[method, operations[method]]] : []))),
      ]),
    ),
    components: {
      schemas: book.components(),
      responses: Object.fromEntries(
        Object.values(REFUSALS).map(([name, says]) => [name, { description: says, content: { [PROBLEM_TYPE]: { schema: problem } } }]),
      ),
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key: `Authorization: Bearer plk_…`. Its rights were chosen when it was made.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: 'A browser that is signed in, from a page of Plimsoll itself.',
        },
        sourceToken: { type: 'http', scheme: 'bearer', description: 'The token of a source of alerts.' },
      },
    },
  }
}

function operationOf(book: SchemaBook, path: string, method: string, route: RouteFacts): Operation {
  const { about, right, bringsProof } = route
  const inPath = namesIn(path)
  const input = book.schemaOf(route.input, 'input')
  const asked = { ...book.follow(input) }
  const isGet = method === 'GET'
  const parameters = Object.entries(asked.properties ?? {}).flatMap(([name, schema]): Parameter[] =>
    inPath.includes(name)
      ? [parameterOf('path', name, schema, true)]
      : isGet
        ? [parameterOf('query', name, schema, asked.required?.includes(name) ?? false)]
        : [],
  )
  const body = isGet ? undefined : bodyOf(book, input, inPath, { route, method, path })
  return {
    ...titleOf(path, method, about),
    'x-right': right,
    security: securityOf(right),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      ...successOf(book, route),
      ...refusals([
        ...(isGet ? [] : route.raw ? [400, 413] : [400, 413, 415]),
        ...[401, 403, 429],
        ...(inPath.length > 0 || body || 'service' in (asked.properties ?? {}) ? [404] : []),
        ...(isGet ? [] : [409]),
        ...(bringsProof && route.raw ? [] : [422]),
        500,
        503,
      ]),
    },
  }
}

const securityOf = (right: Needed): Operation['security'] => (right === 'anyone' ? [] : [{ key: [right] }, { session: [right] }])

/** The names in braces of an address. */
const namesIn = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

function parameterOf(where: 'path' | 'query', name: string, given: JsonSchema, required: boolean): Parameter {
  const { description, ...schema } = given
  return { name, in: where, required, ...(description !== undefined && { description }), schema }
}

type Asked = { readonly route: RouteFacts; readonly method: string; readonly path: string }

/** What stands in the body: the input without what stands in the address. */
function bodyOf(book: SchemaBook, input: JsonSchema, inPath: readonly string[], { route, method, path }: Asked): Operation['requestBody'] {
  if (route.raw) return { required: true, content: { '*/*': { schema: {} } } }
  const { properties = {}, required = [], ...rest } = book.follow(input)
  const isWhole = inPath.length === 0 && input.$ref !== undefined
  const left = Object.fromEntries(Object.entries(properties).filter(([name]) => !inPath.includes(name)))
  if (Object.keys(left).length === 0) return undefined
  const needed = required.filter((name) => !inPath.includes(name))
  const own: JsonSchema = { ...rest, properties: left, ...(needed.length > 0 && { required: needed }) }
  const schema = isWhole ? input : book.name(bodyName(path, method), own)
  const example = EXAMPLES[operationId(path, method)]
  return {
    required: needed.length > 0,
    content: { [JSON_TYPE]: { schema, ...(example && { example }) }, ...(route.formRefused && { [FORM_TYPE]: { schema } }) },
  }
}

function successOf(book: SchemaBook, { output, status, formRefused }: RouteFacts): Operation['responses'] {
  const seeOther = formRefused ? { '303': { description: 'Of a form: goes on to a page.' } } : {}
  const inner = output instanceof z.ZodOptional ? (output.unwrap() as z.ZodType) : output
  const silent = { description: status && status >= 300 && status < 400 ? 'Goes on to a page.' : 'Done.' }
  if (output instanceof z.ZodUndefined) return { [status ?? 204]: silent, ...seeOther }
  const schema = book.schemaOf(inner, 'output')
  const description = book.follow(schema).description ?? schema.items?.description ?? 'Done.'
  return {
    [status ?? 200]: { description, content: { [JSON_TYPE]: { schema } } },
    ...(inner !== output && { '204': { description: 'Done; nothing is to be said.' } }),
    ...seeOther,
  }
}

const refusals = (statuses: readonly number[]): Operation['responses'] =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${REFUSALS[status]?.[0]}` }]))

function titleOf(path: string, method: string, about: string): Pick<Operation, 'operationId' | 'tags' | 'summary' | 'description'> {
  const [, title = about, rest = ''] = /^(.*?)\.(?:\s+(.*))?$/s.exec(about) ?? []
  return {
    operationId: operationId(path, method),
    tags: [groupOf(path).title],
    summary: title,
    ...(rest !== '' && { description: rest }),
  }
}

const words = (path: string): readonly string[] =>
  path
    .replace(/^\/api\/v1/, '')
    .split(/[^a-z0-9{}]+/i)
    .filter(Boolean)

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

/** `getChecksById`: stable, since programs are made from it. */
const operationId = (path: string, method: string): string =>
  `${method.toLowerCase()}${words(path)
    .map((word) => (word.startsWith('{') ? `By${capital(word.slice(1, -1))}` : capital(word)))
    .join('')}`

const bodyName = (path: string, method: string): string => `${capital(operationId(path, method))}Body`

type Outside = Omit<(typeof OUTSIDE)[number], 'path' | 'method'>

function outsideOperation(
  book: SchemaBook,
  path: string,
  method: string,
  { about, proof, takes, answers, refuses, right }: Outside,
): Operation {
  const inPath = namesIn(path)
  return {
    ...titleOf(path, method, about),
    'x-right': right,
    security: proof === 'sourceToken' ? [{ sourceToken: [] }] : securityOf(right),
    ...(inPath.length > 0 && { parameters: inPath.map((name) => parameterOf('path', name, { type: 'string' }, true)) }),
    ...(takes && { requestBody: { required: true, content: { [takes]: { schema: { type: 'object' } } } } }),
    responses: {
      ...Object.fromEntries(
        answers.map(({ status, description, type, schema }) => [
          status,
          { description, ...(type && { content: { [type]: { schema: schema ? book.schemaOf(schema, 'output') : { type: 'string' } } } }) },
        ]),
      ),
      ...refusals(refuses),
    },
  }
}
