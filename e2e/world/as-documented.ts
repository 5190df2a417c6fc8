import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { API } from '@/server/web/openapi/api'

export type Answered = { readonly status: number; readonly type: string; readonly body: unknown }
type Check = (body: unknown) => string | undefined

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
/** Addresses without names in braces come first: `checks/try` is no check that is called so. */
const TEMPLATES = Object.keys(API.paths)
  .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
  .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) }))

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(closed(API) as object, 'api')
const checks = new Map<string, Check>()

/** What of an answer is not as the API's document says; undefined when all is, or the address is none of the API's. */
export function undocumented(method: string, path: string, { status, type, body }: Answered): string | undefined {
  const found = TEMPLATES.find(({ pattern }) => pattern.test(path))
  const verb = METHODS.find((one) => one === method.toLowerCase())
  const operation = found && verb && API.paths[found.path]?.[verb]
  // Of a method that an address does not take, nothing is said but by what it takes.
  if (!found || !operation) return undefined
  const told = operation.responses[status]
  if (!told) return `${method} ${found.path} answers ${status}, which its document does not know.`
  const [name] = '$ref' in told ? [told.$ref.slice('#/components/responses/'.length)] : []
  const content = '$ref' in told ? API.components.responses[name ?? '']?.content : told.content
  if (!content) return body === '' ? undefined : `${method} ${found.path} answers ${status} with a body that its document does not know.`
  const media = type.split(';')[0] ?? ''
  if (!(media in content)) return `${method} ${found.path} answers ${status} as ${media}; its document says ${Object.keys(content)}.`
  const place = '$ref' in told ? ['components', 'responses', name ?? ''] : ['paths', found.path, verb, 'responses', String(status)]
  const wrong = checkOf([...place, 'content', media, 'schema'])(body)
  return wrong && `${method} ${found.path} answers ${status} otherwise than its document says: ${wrong}`
}

/** Whether a body is one that an operation takes, as far as the API's document can say it. */
export function takes({ method, path }: { readonly method: string; readonly path: string }, body: unknown): boolean {
  return checkOf(['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'])(body) === undefined
}

/** The same for any JSON schema. */
export function fitting(schema: object): (value: unknown) => boolean {
  const validate = ajv.compile(closed(schema) as object)
  return (value) => validate(value)
}

function checkOf(place: readonly string[]): Check {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  const known = checks.get(pointer)
  if (known) return known
  const validate = ajv.compile({ $ref: `api#/${pointer}` })
  const check: Check = (body) => (validate(body) ? undefined : ajv.errorsText(validate.errors?.slice(0, 5)))
  checks.set(pointer, check)
  return check
}

/** What is described is all that there may be: clients must bear more, but what is answered must not be more than what is told. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]))
  return 'properties' in inner && inner.type === 'object' && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner
}
