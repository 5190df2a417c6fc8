import { z } from 'zod'
import { parseDuration, SECOND } from './duration'
import { type Issue, invalid } from './errors'
import { isStorableDate, STORABLE_YEARS } from './local-time-input'
import { meantOf, UNKNOWN_KEY, wordsFor } from './zod-words'

/** The name of a thing, as it stands in files, addresses and sentences of the command line. */
export const Name = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit',
  )

/** A duration as people write it (`30s`, `5min`, `1h`; a bare number is seconds), in milliseconds once parsed. */
export const duration = (bounds: { readonly minMs: number; readonly maxMs: number }) =>
  z
    .union([z.string(), z.number()])
    .transform((text, ctx) => {
      const ms = parseDuration(text)
      if (ms !== undefined) return ms
      ctx.addIssue({ code: 'custom', message: `"${text}" is not a duration; write it like 30s, 5min or 1h` })
      return z.NEVER
    })
    .pipe(
      z
        .number()
        .min(bounds.minMs, `must be at least ${bounds.minMs / SECOND} s`)
        .max(bounds.maxMs, `must be at most ${bounds.maxMs / SECOND} s`),
    )

// Where a schema does not say itself what is wrong.
z.config({ localeError: wordsFor })

/** The issues of a zod error, with paths like `checks[3].interval`. */
export function issuesOf(issue: z.core.$ZodIssue): readonly Issue[] {
  const path = issue.path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  )
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: UNKNOWN_KEY,
    }))
  const meant = issue.code === 'invalid_union' ? meantOf(issue.errors) : undefined
  if (meant) return meant.flatMap((inner) => issuesOf({ ...inner, path: [...issue.path, ...inner.path] }))
  return [{ path, message: issue.message }]
}

/**
 * Parses what stands at a path.
 *
 * @throws Refusal `invalid`, with an issue for each thing that is wrong: `options.expect.json[0].path`
 */
export function parseWithin<Output>(schema: z.ZodType<Output>, given: unknown, at: string): Output {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.flatMap((issue) => issuesOf({ ...issue, path: [at, ...issue.path] }))
  throw invalid(issues.map(({ path, message }) => `${path}: ${message}`).join('; '), issues)
}

/** An instant as text. */
export const InstantText = z.iso
  .datetime({ offset: true, error: 'must be an instant like 2026-11-17T14:02:00Z' })
  .refine(isStorableDate, STORABLE_YEARS)
/** An instant as text, a date once parsed. */
export const InstantInput = InstantText.transform((text) => new Date(text))

/** Some of a closed set of words, comma-separated in an address. */
export const listOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).min(1).max(values.length))
    .optional()

/** Where a list goes on that is read by instants: after its last row, whose id tells rows of one instant apart. */
export type Place = { readonly at: Date; readonly id: string }

/** As it stands in an address: `2026-11-17T14:00:00.000Z_0190…`. */
export const placeText = ({ at, id }: Place): string => `${at.toISOString()}_${id}`

const PlaceParts = z.object({ at: z.iso.datetime(), id: z.uuid() })
export const PlaceInput = z
  .string()
  .refine((text) => PlaceParts.safeParse(placeParts(text)).success, 'must be the `next` of the page before')
  .transform((text): Place => {
    const { at, id } = placeParts(text)
    return { at: new Date(at), id }
  })
const placeParts = (text: string) => {
  const [at = '', id = ''] = text.split('_', 2)
  return { at, id }
}

/** A text as `ilike` looks for it anywhere, none of its characters standing for others. */
export const patternOf = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
