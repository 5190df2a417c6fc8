import { describe, expect, test } from 'vitest'
import { checkTypeOf, optionsSchemaOf } from '../types/registry'
import { hideSecrets, keepSecrets } from './hidden-options'
import { HIDDEN } from './option-secrets'

const schema = (type: string) => optionsSchemaOf(checkTypeOf(type))
const url = 'https://shop.example/admin'

describe('what an answer shows of options', () => {
  test.each([
    ['a bearer token is hidden', { url, auth: { bearer: 's3cret' } }, { url, auth: { bearer: HIDDEN } }],
    [
      'a password is, and its user name is not',
      { url, auth: { basic: { username: 'ada', password: 's' } } },
      { url, auth: { basic: { username: 'ada', password: HIDDEN } } },
    ],
    ['an address with a password is', { url: 'https://ada:s@shop.example/' }, { url: HIDDEN }],
    ['an address with a user name alone is, because that may be a token', { url: 'https://s3cret@shop.example/' }, { url: HIDDEN }],
    ['an address with a telling field is', { url: `${url}?api_key=s` }, { url: HIDDEN }],
    ['a plain field of an address is not', { url: `${url}?page=2` }, { url: `${url}?page=2` }],
    [
      'an unknown header is, a common one is not',
      { url, headers: { 'x-tenant-pin': 's', Accept: 'text/html' } },
      { url, headers: { 'x-tenant-pin': HIDDEN, Accept: 'text/html' } },
    ],
    ['a body is', { url, body: 'pin=1234' }, { url, body: HIDDEN }],
  ])('%s', (_claim, options, shown) => expect(hideSecrets(schema('http'), options)).toEqual(shown))

  test('the JSON that a step sends is hidden, and so is a relative address with a telling field', () => {
    const steps = [{ name: 'sign in', url: '/login?token=s', json: { password: 's' } }]
    expect(hideSecrets(schema('scenario'), { base: url, steps })).toEqual({
      base: url,
      steps: [{ name: 'sign in', url: HIDDEN, json: HIDDEN }],
    })
  })
  test('the address of a database is', () =>
    expect(hideSecrets(schema('postgres'), { url: 'postgres://a:b@db.example/x' })).toEqual({ url: HIDDEN }))
})

describe('an edit', () => {
  const stored = { url, headers: { 'x-pin': '1', accept: 'a' }, auth: { bearer: 's3cret' } }

  test('keeps what it leaves hidden', () => {
    const sent = { url: `${url}/2`, headers: { 'x-pin': HIDDEN, accept: 'b' }, auth: { bearer: HIDDEN } }
    expect(keepSecrets(schema('http'), sent, stored)).toEqual({
      options: { url: `${url}/2`, headers: { 'x-pin': '1', accept: 'b' }, auth: { bearer: 's3cret' } },
      issues: [],
    })
  })
  test('cannot keep what is not stored', () => {
    const { issues } = keepSecrets(schema('http'), { url, auth: { bearer: HIDDEN } }, { url })
    expect(issues).toEqual([
      { path: 'options.auth.bearer', message: 'is hidden, and nothing is stored there that could be kept; enter it' },
    ])
  })
  test('cannot make a hidden secret travel to another host', () => {
    const { issues } = keepSecrets(schema('http'), { url: 'https://evil.example/', auth: { bearer: HIDDEN } }, stored)
    expect(issues).toEqual([
      {
        path: 'options.auth.bearer',
        message: 'was entered for other addresses than https://evil.example, so it is not kept for that; enter it anew',
      },
    ])
  })
  test.each(['https://evil.example/x', '//evil.example/x', '\\\\evil.example/x', 'http://shop.example/x', 'https://shop.example:8443/'])(
    'nor by a step that goes to %s',
    (to) => {
      const held = { base: 'https://shop.example', steps: [{ name: 'in', url: '/in', json: { password: 's' } }] }
      const sent = {
        ...held,
        steps: [
          { name: 'in', url: '/in', json: HIDDEN },
          { name: 'out', url: to },
        ],
      }
      expect(keepSecrets(schema('scenario'), sent, held).issues).toHaveLength(1)
    },
  )
  test('nor through a proxy', () =>
    expect(
      keepSecrets(schema('http'), { ...stored, auth: { bearer: HIDDEN }, proxy: 'http://evil.example:1' }, stored).issues,
    ).toHaveLength(1))
  test('that enters the secret anew may go anywhere', () =>
    expect(keepSecrets(schema('http'), { url: 'https://other.example/', auth: { bearer: 'new' } }, stored).issues).toEqual([]))
  test('finds the steps of a scenario again by their names', () => {
    const held = {
      base: url,
      steps: [
        { name: 'a', url: '/a', json: 1 },
        { name: 'b', url: '/b', json: 2 },
      ],
    }
    const sent = {
      base: url,
      steps: [
        { name: 'b', url: '/b', json: HIDDEN },
        { name: 'a', url: '/a', json: HIDDEN },
      ],
    }
    expect(keepSecrets(schema('scenario'), sent, held).options.steps).toMatchObject([
      { name: 'b', json: 2 },
      { name: 'a', json: 1 },
    ])
  })
})
