import { z } from 'zod'
import { COMPONENTS, meaningOf } from '../../kernel/answers'
import { writeDuration } from '../../kernel/duration'

/** As much of JSON Schema (2020-12) as ours become. */
export type JsonSchema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly examples?: readonly unknown[]
}
type Io = 'input' | 'output'
type Draft = { -readonly [Key in keyof JsonSchema]: JsonSchema[Key] }

/** Formats that say more than the pattern that zod has for them. */
const FORMATS = new Set(['uuid', 'email', 'date', 'date-time', 'uri'])
/** What zod writes for any whole number; every number of JSON is within it. */
const isBound = (value: number | undefined): boolean => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER

export const REF = '#/components/schemas/'
export const refTo = (component: string): JsonSchema => ({ $ref: `${REF}${component}` })

export type SchemaBook = {
  /** A schema as the document has it; what has a name of its own is a reference, and stands in `components` from then on. */
  schemaOf(schema: z.ZodType, io: Io): JsonSchema
  /** Names a schema that was made by hand. */
  name(component: string, schema: JsonSchema): JsonSchema
  /** What a reference leads to. */
  follow(schema: JsonSchema): JsonSchema
  components(): Readonly<Record<string, JsonSchema>>
}

/** Turns schemas of zod into those of one document. */
export function createSchemaBook(): SchemaBook {
  const components = new Map<string, JsonSchema>()

  function name(component: string, schema: JsonSchema): JsonSchema {
    const known = components.get(component)
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`Two schemas are called ${component}, and differ.`)
    components.set(component, schema)
    return refTo(component)
  }

  function schemaOf(schema: z.ZodType, io: Io): JsonSchema {
    const named = COMPONENTS.get(schema)
    if (!named) return written(schema, io)
    // Known before what it holds is looked at, which may lead back to it.
    return name(named.component, written(schema, named.io))
  }

  function written(root: z.ZodType, io: Io): JsonSchema {
    const json = z.toJSONSchema(root, {
      io,
      unrepresentable: 'any',
      reused: 'inline',
      override({ zodSchema, jsonSchema, path }) {
        const draft = jsonSchema as Draft
        const schema = zodSchema as unknown as z.ZodType
        const means = meaningOf(zodSchema)
        const named = COMPONENTS.get(schema)
        if (means) become(draft, meant(means))
        else if (named && path.length > 0) become(draft, schemaOf(schema, named.io))
        else tidy(schema, draft, io)
      },
    })
    const { $schema: _schema, ...rest } = JSON.parse(JSON.stringify(json))
    return rest
  }

  /** An input with fields beside it; without any, the input. */
  function meant({ input, beside }: NonNullable<ReturnType<typeof meaningOf>>): JsonSchema {
    const inner = schemaOf(input, 'input')
    if (!beside) return inner
    const { properties, required = [], ...rest } = follow(inner)
    const more = written(z.strictObject(beside), 'input')
    return { ...rest, properties: { ...more.properties, ...properties }, required: [...(more.required ?? []), ...required] }
  }

  /** Makes a draft into what stands for it; what is said of it here stays, where it is not what is said there. */
  function become(draft: Draft, schema: JsonSchema): void {
    const { description } = draft
    for (const key of Object.keys(draft)) delete draft[key as keyof Draft]
    Object.assign(draft, schema)
    if (description !== undefined && follow(schema).description !== description) draft.description = description
  }

  const follow = (schema: JsonSchema): JsonSchema =>
    schema.$ref === undefined ? schema : (components.get(schema.$ref.slice(REF.length)) ?? schema)

  return { schemaOf, name, follow, components: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

function tidy(schema: z.ZodType, draft: Draft, io: Io): void {
  if (schema instanceof z.ZodDate) Object.assign(draft, { type: 'string', format: 'date-time' })
  if (draft.format !== undefined && FORMATS.has(draft.format)) delete draft.pattern
  if (!isBound(draft.minimum)) delete draft.minimum
  if (!isBound(draft.maximum)) delete draft.maximum
  // A newer Plimsoll may answer more than an older client knows.
  if (io === 'output' && draft.additionalProperties === false) delete draft.additionalProperties
  if (io === 'output') return
  const bounds = durationBounds(schema)
  if (bounds === undefined) return
  const says = `A duration like 30s, 5min or 1h (a bare number is seconds), ${bounds}.`
  if (!draft.description?.endsWith(says)) draft.description = draft.description ? `${draft.description} ${says}` : says
  if (schema instanceof z.ZodDefault) draft.default = writeDuration(Number(schema.def.defaultValue))
}

/** From where to where a duration goes that people write; undefined for what is none. */
function durationBounds(schema: z.ZodType): string | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return durationBounds(schema.unwrap() as z.ZodType)
  if (!(schema instanceof z.ZodPipe) || !(schema.in instanceof z.ZodPipe) || !(schema.out instanceof z.ZodNumber)) return undefined
  const { minValue, maxValue } = schema.out
  return schema.in.in instanceof z.ZodUnion && minValue !== null && maxValue !== null
    ? `${writeDuration(minValue)} to ${writeDuration(maxValue)}`
    : undefined
}
