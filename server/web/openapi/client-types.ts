import type { ApiDocument, Media, Operation, Parameter, Reply } from './document'
import { type JsonSchema, REF } from './json-schema'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const INDENT = '  '

/**
 * The types of a client, in the shape that openapi-typescript gives them and openapi-fetch reads; openapi-typescript itself asks for an older
 * TypeScript than this project has.
 */
export function clientTypes({ paths, components }: ApiDocument): string {
  const schemas = Object.entries(components.schemas).map(([name, schema]) => field(name, typeOf(schema, 2), 2, schema.description))
  const responses = Object.entries(components.responses).map(([name, reply]) => field(name, replyType(reply, 2), 2, reply.description))
  const addresses = Object.entries(paths).map(([path, operations]) => {
    const methods = METHODS.map((method) => {
      const operation = operations[method]
      return operation ? field(method, operationType(operation), 2, sayingOf(operation)) : field(`${method}?`, 'never', 2)
    })
    return field(path, object([field('parameters', NO_PARAMETERS, 2), ...methods], 1), 1)
  })
  return [
    '// Written from the document of the API by server/web/openapi/document.test.ts; it is not edited by hand.',
    '',
    `export type paths = ${object(addresses, 0)}`,
    '',
    `export type components = ${object([field('schemas', object(schemas, 1), 1), field('responses', object(responses, 1), 1)], 0)}`,
    '',
  ].join('\n')
}

const NO_PARAMETERS = '{ query?: never; header?: never; path?: never; cookie?: never }'

const sayingOf = ({ summary, description }: Operation): string => [`${summary}.`, description].filter(Boolean).join(' ')

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const at = 3
  const replies = Object.entries(responses).map(([status, told]) =>
    field(status, '$ref' in told ? `components['responses']['${told.$ref.split('/').at(-1)}']` : replyType(told, at + 1), at + 1),
  )
  return object(
    [
      field('parameters', parametersType(parameters, at), at),
      requestBody
        ? field(requestBody.required ? 'requestBody' : 'requestBody?', `{ content: ${mediaType(requestBody.content, at)} }`, at)
        : field('requestBody?', 'never', at),
      field('responses', object(replies, at), at),
    ],
    at - 1,
  )
}

function replyType({ content }: Reply, at: number): string {
  const body = content ? field('content', mediaType(content, at + 1), at + 1) : field('content?', 'never', at + 1)
  return object([field('headers', '{ [name: string]: unknown }', at + 1), body], at)
}

function parametersType(parameters: readonly Parameter[], at: number): string {
  const of = (where: Parameter['in']) => {
    const here = parameters.filter((one) => one.in === where)
    if (here.length === 0) return field(`${where}?`, 'never', at + 1)
    const fields = here.map(({ name, required, schema, description }) =>
      field(required ? name : `${name}?`, typeOf(schema, at + 2), at + 2, description),
    )
    return field(here.some(({ required }) => required) ? where : `${where}?`, object(fields, at + 1), at + 1)
  }
  return object([of('query'), field('header?', 'never', at + 1), of('path'), field('cookie?', 'never', at + 1)], at)
}

const mediaType = (content: Media, at: number): string =>
  object(
    Object.entries(content).map(([type, { schema }]) => field(type, typeOf(schema, at + 1), at + 1)),
    at,
  )

/** A type of TypeScript for a schema, whose further lines stand `at` steps in. */
function typeOf(schema: JsonSchema, at: number): string {
  const { $ref, type, enum: values, const: value, anyOf, items, prefixItems } = schema
  if ($ref !== undefined) return `components['schemas']['${$ref.slice(REF.length)}']`
  if (value !== undefined) return JSON.stringify(value)
  if (values) return values.map((one) => JSON.stringify(one)).join(' | ')
  if (anyOf) return [...new Set(anyOf.map((one) => typeOf(one, at)))].join(' | ')
  if (typeof type === 'object') return [...new Set(type.map((one) => typeOf({ ...schema, type: one }, at)))].join(' | ')
  if (prefixItems) return `[${prefixItems.map((one) => typeOf(one, at)).join(', ')}]`
  if (type === 'array') return arrayOf(typeOf(items ?? {}, at))
  if (type === 'object') return objectType(schema, at)
  return SIMPLE[type ?? ''] ?? 'unknown'
}

const SIMPLE: Readonly<Record<string, string>> = { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' }

const arrayOf = (item: string): string => (item.includes(' ') && !/^\{[^|]*\}$/.test(item) ? `(${item})[]` : `${item}[]`)

function objectType({ properties = {}, required = [], additionalProperties }: JsonSchema, at: number): string {
  const fields = Object.entries(properties).map(([name, schema]) =>
    field(required.includes(name) ? name : `${name}?`, typeOf(schema, at + 1), at + 1, schema.description),
  )
  if (typeof additionalProperties !== 'object') return fields.length > 0 ? object(fields, at) : '{ [name: string]: unknown }'
  const more = fields.length > 0 ? 'unknown' : typeOf(additionalProperties, at + 1)
  return object([...fields, field('[name: string]', more, at + 1)], at)
}

const object = (fields: readonly string[], at: number): string => `{\n${fields.join('\n')}\n${INDENT.repeat(at)}}`

function field(name: string, type: string, at: number, says?: string): string {
  const indent = INDENT.repeat(at)
  const [, bare = name, optional = ''] = /^(.*?)(\?)?$/s.exec(name) ?? []
  const key = /^[a-z_$][\w$]*$/i.test(bare) || bare.startsWith('[') || /^\d+$/.test(bare) ? bare : `'${bare}'`
  const comment = says ? `${indent}/** ${says.replaceAll('*/', '*\\/')} */\n` : ''
  return `${comment}${indent}${key}${optional}: ${type}`
}
