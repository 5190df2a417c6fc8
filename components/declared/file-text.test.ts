import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CheckInput } from '@/server/checks/model'
import { HIDDEN } from '@/server/checks/rules/option-secrets'
import { checkTypeOf, optionsSchemaOf } from '@/server/checks/types/registry'
import { readDocument } from '@/server/declare/document'
import { checkShape } from '@/server/declare/shapes'
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

test('a secret that is stored stands as a variable of its name, and two of one name are told apart', () => {
  const options = { url: HIDDEN, auth: { basic: { username: 'ada', password: HIDDEN } } }
  const { document, variables } = fileText('checks', { name: '1-shop', type: 'http', options }, { options: schemaOf('http') })
  expect(variables).toEqual(expect.arrayContaining(['SECRET_1_SHOP_URL']))
  expect(JSON.stringify(document)).not.toContain('$secret')
})
