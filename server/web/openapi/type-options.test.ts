import { describe, expect, test } from 'vitest'
import { fitting } from '@/e2e/world/as-documented'
import { optionsSchemaOf as channelSchema, channelTypes, parseChannelOptions } from '../../alerts/channels/registry'
import { parseSourceOptions, optionsSchemaOf as sourceSchema, sourceTypes } from '../../alerts/sources/registry'
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
