import type { z } from 'zod'

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'an instant',
}
const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  uuid: 'an id',
  url: 'an address like https://shop.example/',
  date: 'a date like 2026-11-17',
  datetime: 'an instant like 2026-11-17T14:00:00Z',
  time: 'a time of day like 14:00',
}
export const UNKNOWN_KEY = 'is not known here; remove it or correct its spelling'
/** A longer text is not repeated. */
const SAID_MAX = 40

/**
 * What is wrong, to be read after the path of the field. Of a text only what has to be one of a few words is repeated: another may be a
 * secret that stands in the wrong place.
 */
export function wordsFor(issue: z.core.$ZodRawIssue): string {
  const { input } = issue
  switch (issue.code) {
    case 'invalid_type':
      return input === undefined
        ? 'is missing'
        : `must be ${KINDS[issue.expected] ?? issue.expected}, not ${issue.expected === 'number' || issue.expected === 'int' ? numberOf(input) : kindOf(input)}`
    case 'invalid_value':
      return oneOf(issue.values, input)
    case 'too_big':
      return `must ${boundOf(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}${actual(issue.origin, input)}`
    case 'too_small':
      if (input === '') return 'must not be empty'
      return `must ${boundOf(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}${actual(issue.origin, input)}`
    case 'invalid_format':
      return FORMATS[issue.format] ? `must be ${FORMATS[issue.format]}` : `must look like ${issue.pattern ?? issue.format}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `${listed(issue.keys.map((key) => JSON.stringify(key)))} ${UNKNOWN_KEY}`
    case 'invalid_key':
      return `has a name that ${issue.issues[0]?.message ?? 'cannot be taken'}`
    case 'invalid_union':
      return unionWords(issue, input)
    default:
      return 'cannot be read'
  }
}

type Union = {
  readonly errors: readonly (readonly z.core.$ZodIssue[])[]
  readonly options?: readonly unknown[] | undefined
  readonly discriminator?: string | undefined
}

function unionWords({ errors, options, discriminator = '' }: Union, input: unknown): string {
  if (options && options.length > 0) return oneOf(options, Reflect.get(Object(input), discriminator))
  if (input === undefined) return 'is missing'
  const kinds = errors.map(([first]) =>
    first?.path.length === 0 ? /^must be (?:one of )?(.*?)(?:, not .*)?$/s.exec(first.message)?.[1] : undefined,
  )
  if (kinds.length > 0 && kinds.every((kind) => kind !== undefined)) return `must be ${listed([...new Set(kinds)])}, not ${kindOf(input)}`
  const needed = errors.flatMap((way) => way.flatMap(({ code, path, message }) => (isMissing(code, message) ? [path.join('.')] : [])))
  return needed.length === errors.length
    ? `must have either ${listed([...new Set(needed)])}`
    : 'is written in none of the ways that are taken here'
}

/**
 * Of the ways in which something may be written, what is wrong with the one that was meant: the only one that has neither too many names nor
 * too few. Undefined when there is none.
 */
export function meantOf(errors: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const fitting = errors.filter((way) =>
    way.every(({ code, path, message }) => path.length > 0 && code !== 'unrecognized_keys' && !isMissing(code, message)),
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

const isMissing = (code: string, message: string): boolean => code !== 'custom' && /^is missing/.test(message)

function oneOf(values: readonly unknown[], input: unknown): string {
  const says =
    values.length === 1 ? `must be ${JSON.stringify(values[0])}` : `must be ${values.length > 2 ? 'one of ' : ''}${listed(values)}`
  if (input === undefined) return `is missing; it ${says}`
  const said = typeof input === 'string' ? (input.length > SAID_MAX ? undefined : JSON.stringify(input)) : kindOf(input)
  return said === undefined ? says : `${says}, not ${said}`
}

const listed = (values: readonly unknown[]): string =>
  values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${String(values.at(-1))}` : String(values[0])

function boundOf(origin: string, bound: number | bigint, how: string): string {
  const counted = { string: 'character', array: 'item', set: 'item' }[origin]
  if (counted) return `have ${how} ${bound} ${counted}${bound === 1 ? '' : 's'}`
  return `be ${how} ${bound}`
}

function actual(origin: string, input: unknown): string {
  if (origin === 'string' && typeof input === 'string') return `, not ${input.length}`
  if (origin === 'array' && Array.isArray(input)) return `, not ${input.length}`
  return typeof input === 'number' ? `, not ${input}` : ''
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return 'a number'
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? 'text' : 'an object'
}

const numberOf = (value: unknown): string =>
  typeof value === 'number' ? (Number.isFinite(value) ? String(value) : 'one that large') : kindOf(value)
