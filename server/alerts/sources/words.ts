import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Issue, invalid } from '../../kernel/errors'

/** Before it an instant is none: Go writes its zero as the year 1. From the last one on Postgres cannot write it: it means never. */
const FIRST_MS = Date.UTC(1971, 0, 1)
const LAST_MS = Date.UTC(9999, 0, 1)

/** An instant, or null where the tool says that there is none. */
export const Instant = z
  .union([z.iso.datetime({ offset: true, message: 'must be an instant like 2026-11-17T14:00:00Z' }), z.literal('')])
  .nullish()
  .transform((text) => {
    const at = text ? new Date(text) : null
    return at && at.getTime() >= FIRST_MS && at.getTime() < LAST_MS ? at : null
  })

/** Labels and annotations: texts by name. Numbers and truths are read as the texts that they are written as. */
export const Texts = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()], 'must be a text'))
  .nullish()
  .transform(
    (texts): Record<string, string> =>
      Object.fromEntries(Object.entries(texts ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))),
  )

const SHOWN = 60
const ISSUES_TOLD = 10

/** Reads what was posted, or says what is wrong with it: where, what stands there, and that nothing was taken. */
export function readAs<Output>(schema: z.ZodType<Output>, payload: unknown): Output {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, ISSUES_TOLD).map((issue): Issue => {
    const path = issue.path.reduce<string>(
      (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${String(key)}`),
      '',
    )
    return { path, message: wrongly(at(payload, issue.path), issue.message) }
  })
  throw refusal(issues)
}

/** Refuses a whole post: what is half taken would be told as if it were all. */
export const refusal = (issues: readonly Issue[]) =>
  invalid(`${issues.map(({ path, message }) => `${path || 'The body'} is ${message}`).join('; ')}. Nothing of it was taken.`, issues)

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((held, key) => (typeof held === 'object' && held !== null ? Reflect.get(held, key) : undefined), value)
}

/** What is wrong with a value, to be read after "is". */
export const wrongly = (value: unknown, message: string): string =>
  value === undefined ? message.replace(/^is /, '') : `${shown(value)}: ${message}`

/** A value as a sentence shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** What two alerts with the same labels share, in the order of which nothing hangs. */
export const fingerprintOf = (labels: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 32)

export const labelsInWords = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .filter(([name]) => name !== 'alertname')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
