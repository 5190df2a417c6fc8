import { stringify } from 'yaml'
import { z } from 'zod'
import { channelTypes } from '../alerts/channels/registry'
import { sourceTypes } from '../alerts/sources/registry'
import { checkTypes } from '../checks/types/registry'
import { Document } from '../declare/document'
import { writeDuration } from '../kernel/duration'
import { describeVariables } from '../settings/environment'
import type { Definition } from '../settings/model'
import { DEFINITIONS } from '../settings/registry'

export const CONFIGURATION_PAGE = 'docs/configuration.md'

/** The reference of everything that can be configured, as it follows from the schemas that read it. */
export const configurationPage = (): string =>
  `${[
    '# Configuration',
    '<!-- Written by `npx plimsoll docs` from the schemas; a test fails when it is out of date. -->',
    'Plimsoll reads its environment, and one file: `plimsoll.yaml`, or whatever `PLIMSOLL_CONFIG` names. An unknown word in either is refused with its path and the way out.',
    '## Environment',
    table(
      ['Variable', 'Default', 'Meaning'],
      describeVariables().map(({ name, sentence, fallback }) => [`\`${name}\``, code(fallback), sentence]),
    ),
    '## plimsoll.yaml',
    'Durations are written like `250ms`, `30s`, `5min`, `1h` or `1d`. In any text `${NAME}` stands for a variable of the environment, and `${NAME:-default}` for one that may be missing. `npx plimsoll apply plimsoll.yaml --dry-run` says what a file would change.',
    ...sections(),
    '## Types of check',
    'Fields marked *secret* are sealed where they are stored, and never shown again.',
    ...checkTypes.all.flatMap((type) => [
      `### ${type.kind}`,
      `${type.label}. ${type.about}`,
      `\`\`\`yaml\n${stringify({ type: type.kind, options: type.example }).trimEnd()}\n\`\`\``,
      fieldTable(fieldsOf(schemaOf(type.options))),
    ]),
    '## Kinds of channel',
    'The ways out: how each is set up, and what it does, is in [channels](channels.md).',
    ...channelTypes.all.flatMap((type) => [
      `### ${type.kind}`,
      `${type.label}. ${type.about}`,
      `\`\`\`yaml\n${stringify({ kind: type.kind, options: type.example }).trimEnd()}\n\`\`\``,
      fieldTable(fieldsOf(schemaOf(type.options))),
    ]),
    '## Kinds of source',
    'Where alerts of tools outside come from ([sources](sources.md)).',
    ...sourceTypes.all.flatMap((type) => [
      `### ${type.kind}`,
      `${type.label}. ${type.about}`,
      `\`\`\`yaml\n${stringify({ kind: type.kind, options: type.example }).trimEnd()}\n\`\`\``,
      fieldTable(fieldsOf(schemaOf(type.options))),
    ]),
    '## Settings',
    'Under `settings:` in the file. Each has one place, bounds, and a default that a profile may change.',
    table(
      ['Setting', 'Default', 'Bounds', 'Meaning'],
      definitions.map((definition) => [
        `\`${definition.key}\``,
        defaultsOf(definition),
        `${written(definition, definition.min)} to ${written(definition, definition.max)}`,
        `**${definition.title}.** ${definition.about}`,
      ]),
    ),
  ].join('\n\n')}\n`

const definitions: readonly Definition[] = DEFINITIONS

/** As much of JSON Schema as ours become. */
type Schema = {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly secret?: boolean
  readonly secretIn?: string
}

/** What may be written, with the bounds and defaults of what is made of it: only that has those of durations. */
function schemaOf(words: z.ZodType): Schema {
  const [written, parsed] = (['input', 'output'] as const).map((io): unknown => z.toJSONSchema(words, { io, unrepresentable: 'any' }))
  return withDurations(written as Schema, parsed as Schema)
}

function withDurations(written: Schema, parsed: Schema | undefined): Schema {
  if (Array.isArray(written.type) && parsed?.type === 'number') return { ...parsed, type: 'duration' }
  // What turns a text into a number says only of what it makes what that is.
  if (isSilent(written) && parsed?.type !== undefined) return { ...parsed, ...written }
  const { properties, items, anyOf } = written
  const within = Object.entries(properties ?? {}).map(([name, field]) => [name, withDurations(field, parsed?.properties?.[name])] as const)
  const usual = parsed?.default
  return {
    ...written,
    // Behind what turns a text into a number its default is not seen.
    ...(written.default === undefined && (typeof usual === 'number' || typeof usual === 'string') && { default: usual }),
    ...(properties && { properties: Object.fromEntries(within) }),
    ...(items && { items: withDurations(items, parsed?.items) }),
    ...(anyOf && { anyOf: anyOf.map((one, i) => withDurations(one, parsed?.anyOf?.[i])) }),
  }
}

const isSilent = ({ type, const: only, enum: some, anyOf, oneOf }: Schema): boolean =>
  [type, only, some, anyOf, oneOf].every((word) => word === undefined)

type Field = { readonly path: string; readonly schema: Schema; readonly required: boolean }

/** Every field by its path, those of nested objects and of lists of objects too. */
function fieldsOf(schema: Schema, at = ''): readonly Field[] {
  const { properties = {}, required = [], items, additionalProperties } = schema
  const own = Object.entries(properties).flatMap(([name, field]): readonly Field[] => [
    { path: `${at}${name}`, schema: field, required: required.includes(name) && field.default === undefined },
    ...fieldsOf(field, `${at}${name}.`),
  ])
  const listed = items ? fieldsOf(items, `${at.replace(/\.$/, '')}[].`) : []
  const named = typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${at}‹name›.`) : []
  const either = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) =>
    fieldsOf(one, at).map((field) => ({ ...field, required: false })),
  )
  return [...own, ...listed, ...named, ...either]
}

function sections(): readonly string[] {
  const { properties = {} } = schemaOf(Document)
  return Object.entries(properties).flatMap(([name, schema]) => {
    const fields = fieldsOf(schema.items ?? schema)
    const about = `${ABOUT[name] ?? ''}${schema.items && fields.length > 0 ? ' A list of:' : ''}`
    return [`### ${name}`, about.trim(), ...(fields.length > 0 ? [fieldTable(fields)] : [])].filter((part) => part !== '')
  })
}

const ABOUT: Readonly<Record<string, string>> = {
  currencies: 'The currency of all reports, and what one unit of each other currency is worth in it.',
  settings: 'Numbers that somebody may want to change, by the keys listed under [Settings](#settings).',
  anchors:
    'Addresses (`host:port`) that the engine must reach to trust what it sees: while none answers, results are unknown and nobody is alerted.',
  services: 'What the business runs, and what needs what.',
  checks: 'What is looked at, how, and how often. `options` are those of the [type](#types-of-check).',
  streams: 'Where revenue comes from, an hour, and how much of it each service carries.',
  opportunities: 'Deals that hang on what customers can see working.',
  segments: 'Groups of customers, and how many of them each service reaches.',
  contracts: 'What customers are promised, and what is owed when a month falls short ([how it counts](concepts.md#contract)).',
  statusPages: 'What is told to those outside, under which names ([status pages](status-pages.md)).',
  maintenance:
    'When work is done on some checks: they show it, go on measuring, and nobody is paged ([how it counts](concepts.md#maintenance)). `when` is either `once` or `every`.',
}

const fieldTable = (fields: readonly Field[]): string =>
  table(
    ['Field', 'Value', 'Default', 'Meaning'],
    fields.map(({ path, schema, required }) => [
      `\`${path}\``,
      wordsFor(schema),
      required ? '*required*' : defaultOf(schema),
      [
        schema.title && schema.description ? `${schema.title}. ${schema.description}` : (schema.description ?? schema.title ?? ''),
        schema.secret || schema.secretIn ? '*secret*' : '',
      ]
        .filter(Boolean)
        .join(' '),
    ]),
  )

function wordsFor(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum) return schema.enum.map(code).join(', ')
  if (schema.items) return `list of ${wordsFor(schema.items)}`
  const either = schema.anyOf ?? schema.oneOf
  if (either) return [...new Set(either.map(wordsFor))].join(' or ')
  if (typeof schema.additionalProperties === 'object') return `name → ${wordsFor(schema.additionalProperties)}`
  return `${WORDS[String(schema.type)] ?? 'anything'}${boundsOf(schema)}`
}
const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  object: 'fields',
  duration: 'duration',
}

function boundsOf({ type, minimum, maximum }: Schema): string {
  if (type === 'duration' && minimum !== undefined && maximum !== undefined)
    return `, ${writeDuration(minimum)} to ${writeDuration(maximum)}`
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  if (low && high) return `, ${minimum} to ${maximum}`
  if (low) return `, ${minimum} or more`
  return high ? `, ${maximum} or less` : ''
}

function defaultsOf(definition: Definition): string {
  const byProfile = Object.entries(definition.profiles ?? {}).map(([profile, value]) => `${profile}: ${written(definition, value)}`)
  const usual = definition.default === null ? '*not set*' : written(definition, definition.default)
  return [usual, ...byProfile].join('; ')
}

const written = ({ unit }: Definition, value: number): string => {
  if (unit === 'duration') return `\`${writeDuration(value)}\``
  return `\`${value}\`${unit === 'bytes' ? ' bytes' : unit === 'per-second' ? ' a second' : unit === 'money-per-hour' ? ' an hour' : unit === 'percent' ? ' %' : ''}`
}

const defaultOf = ({ type, default: usual }: Schema): string =>
  code(type === 'duration' && typeof usual === 'number' ? writeDuration(usual) : usual)

const code = (value: unknown): string => (value === undefined ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`)
    .join('\n')
