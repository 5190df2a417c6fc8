import { describe, expect, test } from 'vitest'
import { fitting } from '@/e2e/world/as-documented'
import { optionsSchemaOf as channelSchema, channelTypes, parseChannelOptions } from '../../alerts/channels/registry'
import { parseSourceOptions, optionsSchemaOf as sourceSchema, sourceTypeOf, sourceTypes } from '../../alerts/sources/registry'
import { fromAlertmanager, fromGrafana } from '../../alerts/sources/testing'
import { optionsSchemaOf as checkSchema, checkTypes, parseOptions } from '../../checks/types/registry'
import { type Issue, isRefusal } from '../../kernel/errors'
import type { JsonSchema } from './json-schema'
import { spoilt } from './spoil'

const KINDS = [
  ...checkTypes.all.map((type) => ({
    name: `the check type ${type.kind}`,
    right: type.example,
    schema: checkSchema(type),
    parse: (options: unknown) => parseOptions(type.kind, options),
  })),
  ...channelTypes.all.map((type) => ({
    name: `the channel ${type.kind}`,
    right: type.example,
    schema: channelSchema(type),
    parse: (options: unknown) => parseChannelOptions(type.kind, options),
  })),
  ...sourceTypes.all.map((type) => ({
    name: `the source ${type.kind}`,
    right: {},
    schema: sourceSchema(type),
    parse: (options: unknown) => parseSourceOptions(type.kind, options),
  })),
]

function issuesIn(parse: (options: unknown) => unknown, options: unknown): readonly Issue[] {
  try {
    parse(options)
    return []
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    return cause.detail.issues as readonly Issue[]
  }
}

const isWithin = (path: string, outer: string) => path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`)

describe.each(KINDS)('$name', ({ right, schema, parse }) => {
  test('refuses what its schema does not take, at its path and in our words, and bears whatever else is hostile', () => {
    const fits = fitting(schema)
    const wrong: string[] = []
    for (const { what, path, text } of spoilt(schema as JsonSchema, right, (same) => same)) {
      const options: unknown = JSON.parse(text)
      const issues = issuesIn(parse, options)
      if (fits(options)) continue
      const at = path === '' ? 'options' : `options.${path}`
      if (!issues.some((issue) => isWithin(issue.path, at))) wrong.push(`${at}: ${what}: ${JSON.stringify(issues).slice(0, 200)}`)
      const unsaid = issues.filter(({ message }) => /^(Invalid|Too (big|small)|Unrecognized|is written in none)/.test(message))
      if (unsaid.length > 0) wrong.push(`${at}: ${what}: ${JSON.stringify(unsaid).slice(0, 200)}`)
    }
    expect(wrong).toEqual([])
  })
})

/** As much as a value says of how it might be described. */
function schemaLike(value: unknown): JsonSchema {
  if (Array.isArray(value)) return { type: 'array', items: schemaLike(value[0]) }
  if (typeof value !== 'object' || value === null) return { type: typeof value }
  return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, schemaLike(item)])) }
}
const OWN = {
  fingerprint: 'a',
  title: 'A',
  status: 'firing',
  severity: 'low',
  service: 'shop',
  startsAt: '2026-11-17T14:00:00Z',
  labels: { a: 'b' },
}
const FIELDS = { alerts: '$.events[*]', fields: { fingerprint: '$.id', title: '$.name', status: '$.state', startsAt: '$.at' } }

test.each([
  ['alertmanager', {}, fromAlertmanager()],
  ['grafana', {}, fromGrafana()],
  ['generic', {}, OWN],
  ['generic', {}, { alerts: [OWN] }],
  ['generic', FIELDS, { events: [{ id: 'a', name: 'A', state: 'down', at: 1_795_000_000 }] }],
])('whatever a tool outside posts to a source of the kind %s %j is read, or refused in one sentence', (kind, options, payload) => {
  const parsed = parseSourceOptions(kind, options)
  const wrong: string[] = []
  for (const { what, path, text } of spoilt(schemaLike(payload), payload, (same) => same)) {
    try {
      const { alerts } = sourceTypeOf(kind).read(JSON.parse(text), parsed)
      const instants = alerts.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]).filter((at) => at !== null)
      if (instants.some((at) => at.getUTCFullYear() > 9998)) wrong.push(`${path}: ${what}: an instant that cannot be stored`)
    } catch (cause) {
      if (!isRefusal(cause) || !/ Nothing of it was taken\.$/.test(cause.message) || /\n|Invalid|missing: is/.test(cause.message))
        wrong.push(`${path}: ${what}: ${cause}`)
    }
  }
  expect(wrong).toEqual([])
})
