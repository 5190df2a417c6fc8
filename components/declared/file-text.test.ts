import fc from 'fast-check'
import { expect, test } from 'vitest'
import { optionsSchemaOf as channelSchemaOf, channelTypeOf } from '@/server/alerts/channels/registry'
import { ChannelInput, PolicyInput } from '@/server/alerts/model'
import { CheckInput } from '@/server/checks/input'
import { HIDDEN } from '@/server/checks/rules/option-secrets'
import { checkTypeOf, optionsSchemaOf } from '@/server/checks/types/registry'
import { readDocument } from '@/server/declare/document'
import { checkShape } from '@/server/declare/shapes'
import { StreamInput } from '@/server/impact/model'
import { ScheduleInput } from '@/server/oncall/model'
import { fileText } from './file-text'
import { yamlOf } from './yaml'

const schemaOf = (type: string) => optionsSchemaOf(checkTypeOf(type))

/** What YAML reads otherwise when it stands bare, and what the file would fill in. */
const awkward = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '1e3',
    '007',
    '2026-01-01',
    '# no',
    'a: b',
    '- x',
    "it's",
    '"',
    '\\n',
    '*x',
    '&x',
    '%',
    '${HOME}',
    '${A:-${B}}',
    '$${X}',
    '${',
    '~',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
)
const text = awkward.filter((one) => one.trim() === one && one !== '' && !/\p{C}/u.test(one))
const header = fc.stringMatching(/^x-[a-z]{1,8}$/)
const secret = text

const definition = fc
  .record({
    title: text,
    consequence: fc.option(text, { nil: undefined }),
    tags: fc.uniqueArray(text, { maxLength: 4 }),
    interval: fc.constantFrom('30s', '5min', 90, '1h'),
    critical: fc.boolean(),
    headers: fc.dictionary(header, secret, { maxKeys: 3 }),
    bearer: fc.option(secret, { nil: undefined }),
    bodyContains: fc.option(text, { nil: undefined }),
  })
  .map(({ headers, bearer, bodyContains, ...more }) => ({
    name: 'shop-front',
    service: 'shop',
    type: 'http',
    ...JSON.parse(JSON.stringify(more)),
    options: {
      url: 'https://shop.example/health',
      headers,
      ...(bearer !== undefined && { auth: { bearer } }),
      ...(bodyContains !== undefined && { expect: { bodyContains: [bodyContains] } }),
    },
  }))

test('what is shown as YAML declares the same check, with its secrets in the environment and in no line of it (CHK-7)', async () => {
  await fc.assert(
    fc.asyncProperty(definition, async (given) => {
      const { document, variables } = fileText('checks', given, { options: schemaOf('http'), service: { name: 'shop', title: '${SHOP}' } })
      const yaml = await yamlOf(document)
      const held = [...(given.options.auth ? [given.options.auth.bearer] : []), ...Object.values<string>(given.options.headers)]
      // In the order in which they stand in the file.
      const inOrder = variables.map((name) => [name, valueFor(name, given)] as const)
      const read = readDocument(yaml, Object.fromEntries(inOrder))
      expect(checkShape(read.checks[0] as CheckInput)).toEqual(checkShape(CheckInput.parse(given)))
      expect(read.services[0]?.title).toBe('${SHOP}')
      expect(variables.length).toBe(held.length)
    }),
    { numRuns: 60 },
  )
})

type Given = { readonly options: { readonly auth?: { readonly bearer: string }; readonly headers: Readonly<Record<string, string>> } }
const valueFor = (variable: string, { options }: Given): string | undefined =>
  variable === 'SHOP_FRONT_BEARER'
    ? options.auth?.bearer
    : Object.entries(options.headers).find(([name]) => variable === `SHOP_FRONT_${name.toUpperCase().replaceAll('-', '_')}`)?.[1]

const target = fc.oneof(
  fc.record({ person: fc.constantFrom('bo@shop.example', 'cy@shop.example') }),
  fc.record({ schedule: fc.constant('first-line') }),
  fc.record({ channel: fc.constant('ops') }),
)
const policy = fc.record({
  name: fc.constant('urgent'),
  title: text,
  steps: fc.array(fc.record({ tell: fc.array(target, { minLength: 1, maxLength: 3 }), after: fc.constantFrom('0s', '5min', 90) }), {
    minLength: 1,
    maxLength: 3,
  }),
  pace: fc.constantFrom('by-loss', 'as-written'),
})
const stream = fc.record({
  name: fc.constant('orders'),
  title: text,
  currency: fc.constantFrom('GBP', 'JPY'),
  perHour: fc.integer({ min: 1, max: 1_000_000 }),
  dependsOn: fc.constantFrom({ shop: 1 }, { shop: 0.04 }),
})
const schedule = fc.record({
  name: fc.constant('first-line'),
  title: text,
  timeZone: fc.constantFrom('UTC', 'Europe/Madrid'),
  layers: fc.array(
    fc.record({
      people: fc.constant(['bo@shop.example']),
      turn: fc.constantFrom('day', 'week', '12h'),
      handover: fc.constantFrom('09:00', '00:30'),
      starts: fc.constantFrom('2026-11-23', '2024-02-29'),
    }),
    { minLength: 1, maxLength: 2 },
  ),
})
const channel = fc.record({
  name: fc.constant('mail'),
  title: text,
  kind: fc.constant('email'),
  options: fc.record({ host: fc.constant('mail.shop.example'), user: text, password: secret, from: fc.constant('a@shop.example') }),
})

const MAIL = channelSchemaOf(channelTypeOf('email'))
const BESIDES = `
services: [{ name: shop }]
currencies: { base: GBP, rates: { JPY: 0.005 } }
`
const OPS = '{ name: ops, kind: slack, options: { url: "https://hooks.slack.com/services/T0/B0/x" } }'
const FIRST_LINE = '{ name: first-line, layers: [{ people: [bo@shop.example], starts: 2026-11-23 }] }'

test.each([
  ['policies', policy, PolicyInput, undefined, `${BESIDES}channels: [${OPS}]\nschedules: [${FIRST_LINE}]\n`],
  ['streams', stream, StreamInput, undefined, BESIDES],
  ['schedules', schedule, ScheduleInput, undefined, BESIDES],
  ['channels', channel, ChannelInput, MAIL, BESIDES],
] as const)('what is shown of one of %s declares the same', async (list, arbitrary, input, options, besides) => {
  await fc.assert(
    fc.asyncProperty(arbitrary as fc.Arbitrary<Record<string, unknown>>, async (given) => {
      const { document, variables } = fileText(list, given, { options })
      const held = (given.options as { password?: string } | undefined)?.password
      const read = readDocument(`${besides}${await yamlOf(document)}`, Object.fromEntries(variables.map((name) => [name, held])))
      expect(read[list][0]).toEqual(input.parse(given))
      expect(variables).toEqual(held === undefined ? [] : ['MAIL_PASSWORD'])
    }),
    { numRuns: 25 },
  )
})

test('a secret that is stored stands as a variable of its name, and two of one name are told apart', () => {
  const options = { url: HIDDEN, auth: { basic: { username: 'ada', password: HIDDEN } } }
  const { document, variables } = fileText('checks', { name: '1-shop', type: 'http', options }, { options: schemaOf('http') })
  expect(variables).toEqual(expect.arrayContaining(['SECRET_1_SHOP_URL']))
  expect(JSON.stringify(document)).not.toContain('$secret')
})
