import { z } from 'zod'
import { compileJsonPath, type JsonPath, JsonPathInput } from '../../checks/types/http/patterns'
import { type Issue, sentenceOf } from '../../kernel/errors'
import { defineSourceType, type Reading, type Said, SourceOptions } from './source'
import { Instant, labelsInWords, readAs, refusal, Texts, wrongly } from './words'

const Text = z.string().max(5_000)

/** The format of our own: what has no better one posts this. */
const Plain = z.strictObject({
  fingerprint: z.string().min(1).max(500),
  status: z.enum(['firing', 'resolved']).default('firing'),
  title: Text.min(1),
  says: Text.optional(),
  severity: z.string().max(300).optional(),
  service: z.string().max(300).optional(),
  group: z.string().max(500).optional(),
  startsAt: Instant,
  endsAt: Instant,
  link: z.string().max(2_000).nullish(),
  labels: Texts,
})
const Many = z.strictObject({ alerts: z.array(Plain) })

/** Where each field is found in an alert of a format that is somebody else's. */
const Fields = z.strictObject({
  fingerprint: JsonPathInput,
  title: JsonPathInput,
  status: JsonPathInput.optional(),
  says: JsonPathInput.optional(),
  severity: JsonPathInput.optional(),
  service: JsonPathInput.optional(),
  group: JsonPathInput.optional(),
  startsAt: JsonPathInput.optional(),
  endsAt: JsonPathInput.optional(),
  link: JsonPathInput.optional(),
  labels: JsonPathInput.optional(),
})
type Fields = z.infer<typeof Fields>

const Words = z.array(z.string().min(1).max(100)).min(1).max(50)

const Options = SourceOptions.extend({
  /** Where the alerts are; without, the body is one. */
  alerts: JsonPathInput.optional(),
  /** Without, the body is of our own format. */
  fields: Fields.optional(),
  /** Words of `status` that say that it is over; all others say that it holds. Letters of either case. */
  resolved: Words.default(['resolved', 'ok', 'closed', 'recovered', 'up', 'normal', 'inactive']),
})
type Options = z.infer<typeof Options>

export const generic = defineSourceType<Options>({
  kind: 'generic',
  label: 'Any webhook',
  about: 'Takes JSON of our own format, or of any other by saying where each field is found.',
  options: Options,
  example: { alerts: '$.events[*]', fields: { fingerprint: '$.id', title: '$.name', status: '$.state', severity: '$.level' } },
  read: (payload, options): Reading => ({
    truncated: 0,
    alerts: options.fields ? mapped(payload, options, options.fields) : plain(payload),
  }),
})

function plain(payload: unknown): readonly Said[] {
  const isMany = typeof payload === 'object' && payload !== null && 'alerts' in payload
  const alerts = isMany ? readAs(Many, payload).alerts : [readAs(Plain, payload)]
  return alerts.map(saidOf)
}

const saidOf = ({ status, startsAt, endsAt, link, labels, says, group, ...rest }: z.infer<typeof Plain>): Said => ({
  ...rest,
  state: status,
  says: says ?? labelsInWords(labels),
  group: group ?? rest.fingerprint,
  labels,
  link: link ?? null,
  startedAt: startsAt,
  endedAt: endsAt,
})

function mapped(payload: unknown, { alerts, resolved }: Options, fields: Fields): readonly Said[] {
  const over = new Set(resolved.map((word) => word.toLowerCase()))
  const paths = Object.entries(fields).flatMap(([name, path]) =>
    path === undefined ? [] : [{ name, path, compiled: compileJsonPath(path) }],
  )
  const items = alerts === undefined ? [payload] : follow(alerts, compileJsonPath(alerts), payload)
  return items.map((alert, i) => {
    const picked = Object.fromEntries(paths.flatMap(({ name, path, compiled }) => pick(name, follow(path, compiled, alert)[0])))
    const status = String(picked.status ?? '').toLowerCase()
    const checked = Plain.safeParse({ ...picked, status: over.has(status) ? 'resolved' : 'firing' })
    if (checked.success) return saidOf(checked.data)
    const place = alerts === undefined ? '' : `${alerts} (number ${i + 1})`
    throw refusal(
      checked.error.issues.map(({ path: [name = ''], message }): Issue => {
        const at = fields[String(name) as keyof Fields] ?? String(name)
        return { path: `${place} ${at}`.trim(), message: wrongly(picked[String(name)], message) }
      }),
    )
  })
}

function follow(path: string, compiled: JsonPath, value: unknown): readonly unknown[] {
  try {
    return compiled.find(value)
  } catch (cause) {
    throw refusal([{ path, message: `too much to follow: ${sentenceOf(cause)}` }])
  }
}

/** A number is a text here, and one that is an instant an instant: seconds or milliseconds since 1970. */
function pick(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return []
  if (name === 'labels') return [[name, value]]
  if (typeof value === 'number' && (name === 'startsAt' || name === 'endsAt')) return [[name, instantOf(value)]]
  return [[name, typeof value === 'number' || typeof value === 'boolean' ? String(value) : value]]
}

const LARGEST_SECONDS = 100_000_000_000
function instantOf(value: number): string {
  const at = new Date(value < LARGEST_SECONDS ? value * 1_000 : value)
  return Number.isNaN(at.getTime()) ? String(value) : at.toISOString()
}
