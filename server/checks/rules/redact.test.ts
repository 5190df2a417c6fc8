import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor, isSecretHeader, isSecretKey, REDACTED, redactCutEnd, redactUrl, secretsOf, secretsOfBody } from './redact'

describe('a redactor', () => {
  test.each([
    ['s3cret+/ü"&', 's3cret+/ü"&'],
    ['in a URL', encodeURIComponent('s3cret+/ü"&')],
    ['in JSON', JSON.stringify('s3cret+/ü"&')],
    ['in base64', Buffer.from('s3cret+/ü"&').toString('base64')],
    ['in base64url', Buffer.from('s3cret+/ü"&').toString('base64url')],
    ['in HTML', 's3cret+/ü&quot;&amp;'],
  ])('finds a secret %s', (_where, text) => expect(createRedactor(['s3cret+/ü"&'])(`a ${text} b`)).toContain(REDACTED))

  test('hides the longer of two that overlap whole', () =>
    expect(createRedactor(['abcd', 'abcdefgh'])('abcdefgh abcd')).toBe(`${REDACTED} ${REDACTED}`))
  test('leaves short words alone, or no text could be read', () => expect(createRedactor(['a', 'ok'])('a is ok')).toBe('a is ok'))

  test('never leaves a secret in a text, wherever it stands', () => {
    const secret = fc.string({ minLength: 4, maxLength: 20, unit: 'grapheme' }).filter((text) => !REDACTED.includes(text))
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (one, before, after) => {
        expect(createRedactor([one])(`${before}${one}${after}`).split(REDACTED).join('')).not.toContain(one)
      }),
    )
  })

  test('hides the beginning of a secret at a cut end', () => {
    expect(redactCutEnd('body abcdef', ['abcdefgh'])).toBe(`body ${REDACTED}`)
    expect(redactCutEnd('body abc', ['abcdefgh'])).toBe('body abc')
  })
})

test.each([
  'Authorization',
  'proxy-authorization',
  'Cookie',
  'Set-Cookie',
  'X-Api-Key',
  'X-Auth-Token',
  'x-goog-api-key',
  'x-amz-security-token',
])('the header %s is secret', (name) => expect(isSecretHeader(name)).toBe(true))
test.each(['content-type', 'x-request-id', 'accept', 'www-authenticate', 'etag'])('the header %s is not', (name) =>
  expect(isSecretHeader(name)).toBe(false),
)
test.each(['password', 'newPassword', 'passwd', 'client_secret', 'access_token', 'apiKey', 'api-key', 'sig'])(
  'the field %s is secret',
  (name) => expect(isSecretKey(name)).toBe(true),
)
test.each(['user', 'page', 'design', 'compass', 'signal'])('the field %s is not', (name) => expect(isSecretKey(name)).toBe(false))

test.each([
  ['https://ada:pw@a.example/x', 'https://ada:[redacted]@a.example/x'],
  ['https://a.example/x?token=abc&page=2', 'https://a.example/x?token=[redacted]&page=2'],
  ['https://a.example/x?page=2', 'https://a.example/x?page=2'],
  ['no url', 'no url'],
])('the address %s is shown as %s', (url, shown) => expect(redactUrl(url)).toBe(shown))

test.each([
  ['{"user":"ada","login":{"password":"p1","pins":[1]},"tokens":["t1","t2"]}', ['p1', 't1', 't2']],
  ['user=ada&password=p%201', ['p 1']],
  ['just text', []],
])('the secrets of the body %s', (body, secrets) => expect(secretsOfBody(body)).toEqual(secrets))

test('the marks of a schema are followed through objects, lists and records', () => {
  const schema = {
    properties: {
      key: { secret: true },
      plain: {},
      url: { secretIn: 'url' },
      headers: { secretIn: 'headers' },
      list: { items: { properties: { key: { secret: true } } } },
      either: { anyOf: [{ properties: { key: { secret: true } } }, {}] },
    },
  }
  const value = {
    key: 'k1',
    plain: 'p',
    url: 'http://a:k2@b/',
    headers: { Cookie: 'sid=k3', accept: 'x' },
    list: [{ key: 'k4' }],
    either: { key: 'k5' },
  }
  expect(new Set(secretsOf(schema, value))).toEqual(new Set(['k1', 'k2', 'sid=k3', 'k3', 'k4', 'k5']))
})
