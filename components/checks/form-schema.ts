/** A JSON schema as zod writes it, as far as a form is made from it. */
export type FormSchema = {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  /** What the choices of `enum` are called, in their order. */
  readonly titles?: readonly string[]
  readonly const?: unknown
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, FormSchema>>
  readonly required?: readonly string[]
  readonly items?: FormSchema
  readonly anyOf?: readonly FormSchema[]
  readonly additionalProperties?: FormSchema | boolean
  readonly secret?: boolean
}

/** How a value is entered. */
export type Control =
  | { readonly kind: 'choice'; readonly choices: readonly unknown[] }
  | { readonly kind: 'switch' | 'number' | 'line' | 'lines' | 'json' }
  | { readonly kind: 'group'; readonly fields: readonly (readonly [key: string, schema: FormSchema])[] }
  | { readonly kind: 'list'; readonly items: FormSchema }
  | { readonly kind: 'several'; readonly choices: readonly unknown[] }
  | { readonly kind: 'one-of'; readonly alternatives: readonly FormSchema[] }
  | { readonly kind: 'pairs' }

/** From here on a text needs more than a line. */
const LONG_TEXT = 2_000

/** The control for a schema; what it does not know is entered as JSON. */
export function controlOf(schema: FormSchema): Control {
  const { type, properties, items, anyOf, additionalProperties, format, maxLength = 0 } = schema
  if (schema.enum) return { kind: 'choice', choices: schema.enum }
  if (anyOf?.every((one) => one.const !== undefined)) return { kind: 'choice', choices: anyOf.map((one) => one.const) }
  if (properties) return { kind: 'group', fields: Object.entries(properties) }
  if (anyOf?.every(isAlternative)) return { kind: 'one-of', alternatives: anyOf }
  // What has names of its own is chosen one by one: its order may count.
  if (type === 'array' && items?.enum && !items.titles) return { kind: 'several', choices: items.enum }
  if (type === 'array' && items) return { kind: 'list', items }
  if (type === 'object') return isText(additionalProperties) ? { kind: 'pairs' } : { kind: 'json' }
  if (type === 'boolean') return { kind: 'switch' }
  if (type === 'integer' || type === 'number') return { kind: 'number' }
  if (type === 'string') return { kind: format === 'includes' || maxLength >= LONG_TEXT ? 'lines' : 'line' }
  // A duration is a text or a number of milliseconds; an address of a sender may be empty.
  if (Array.isArray(type) || anyOf?.some(isText)) return { kind: 'line' }
  return { kind: 'json' }
}
const isAlternative = ({ properties, const: only }: FormSchema): boolean => properties !== undefined || only !== undefined
const isText = (schema: FormSchema | boolean | undefined): boolean => typeof schema === 'object' && schema.type === 'string'

/** What a text that was typed means for a control; undefined when it was emptied. What cannot be read goes as it is: the server says why. */
export function meantBy(kind: 'number' | 'line' | 'lines' | 'json', text: string): unknown {
  if (text.trim() === '') return undefined
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  if (kind !== 'json') return kind === 'line' ? text.trim() : text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Which of several schemas a value is of: the one that knows most of its fields; the first where none knows any. */
export function alternativeOf(alternatives: readonly FormSchema[], value: unknown): number {
  const fits = alternatives.map(({ properties, const: only }) => {
    if (only !== undefined) return only === value ? 1 : 0
    return Object.keys(fieldsIn(value)).filter((key) => properties?.[key]).length
  })
  return Math.max(0, fits.indexOf(Math.max(...fits)))
}

/** How a value stands in its control. */
export function writtenAs(kind: 'number' | 'line' | 'lines' | 'json', value: unknown): string {
  if (value === undefined) return ''
  return kind === 'json' ? JSON.stringify(value, null, 2) : String(value)
}

/** A group with one of its fields changed; undefined when nothing is left in it, so that an untouched group is not declared. */
export function withField(group: unknown, key: string, value: unknown): Readonly<Record<string, unknown>> | undefined {
  const { [key]: _before, ...rest } = fieldsIn(group)
  const changed = value === undefined ? rest : { ...rest, [key]: value }
  return Object.keys(changed).length > 0 ? changed : undefined
}

export const fieldsIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** The sentence for a control: its own, or for one without parts that of anything within. */
export function wrongAt(wrong: Readonly<Record<string, string>>, path: string, whole: boolean): string | undefined {
  if (!whole) return wrong[path]
  const [found] = Object.keys(wrong).filter((at) => at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`))
  return found === undefined ? undefined : wrong[found]
}

/** Whether something within is wrong, so that what is folded opens. */
export const isWrongWithin = (wrong: Readonly<Record<string, string>>, path: string): boolean => wrongAt(wrong, path, true) !== undefined

/** Whether a form of that schema shows what an issue is about: `options.expect.json[0].path`. */
export function isShown(schema: FormSchema, path: string): boolean {
  const [first, ...rest] = path.split(/[.[\]]+/).filter(Boolean)
  if (first === undefined) return true
  const control = controlOf(schema)
  if (control.kind === 'list') return isShown(control.items, rest.join('.'))
  if (control.kind === 'one-of') return control.alternatives.some((one) => isShown(one, path))
  if (control.kind !== 'group') return true
  const inner = schema.properties?.[first]
  return inner !== undefined && isShown(inner, rest.join('.'))
}
