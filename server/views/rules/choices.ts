export type Choice = { readonly value: string; readonly title: string }

/** What can be named in a field that names something else. */
export type Choices = Readonly<Record<'channel' | 'by' | 'fallback' | 'schedule' | 'team' | 'policy' | 'person', readonly Choice[]>>

/** Which fields name something else. */
const NAMES: Readonly<Record<string, keyof Choices>> = {
  channel: 'channel',
  by: 'by',
  fallback: 'fallback',
  schedule: 'schedule',
  team: 'team',
  policy: 'policy',
  person: 'person',
  people: 'person',
  members: 'person',
}

type Schema = Readonly<Record<string, unknown>>
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON schema in which every field that names something else offers what there is. Where there is nothing to offer it stays a text. */
export function withChoices(schema: unknown, choices: Choices): Schema {
  return walked(schema, choices, undefined) as Schema
}

function walked(schema: unknown, choices: Choices, key: string | undefined): unknown {
  if (!isSchema(schema)) return schema
  const offered = key === undefined ? undefined : NAMES[key]
  if (schema.type === 'string') {
    const options = offered === undefined ? [] : choices[offered]
    if (options.length === 0) return schema
    return { ...schema, enum: options.map(({ value }) => value), titles: options.map(({ title }) => title) }
  }
  const inner: Record<string, unknown> = { ...schema }
  if (isSchema(schema.properties))
    inner.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, walked(one, choices, name)]))
  if (schema.items !== undefined) inner.items = walked(schema.items, choices, key)
  if (Array.isArray(schema.anyOf)) inner.anyOf = schema.anyOf.map((one) => walked(one, choices, key))
  return inner
}
