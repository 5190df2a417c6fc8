import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTypeOf } from '../types/registry'
import { curlOf } from './curl'
import { type Proposal, readPasted } from './pasted'

const proposal = (text: string): Proposal => {
  const read = readPasted(text)
  if ('issue' in read) throw new Error(read.issue)
  return read.proposal
}
const issue = (text: string): string | undefined => {
  const read = readPasted(text)
  return 'issue' in read ? read.issue : undefined
}

test.each<[string, string, Record<string, unknown>, string]>([
  ['https://www.shop.example/admin/', 'http', { url: 'https://www.shop.example/admin/' }, 'shop-example-admin'],
  ['shop.example/health', 'http', { url: 'https://shop.example/health' }, 'shop-example-health'],
  ['shop.example', 'http', { url: 'https://shop.example' }, 'shop-example'],
  ['shop.example:443', 'tls', { host: 'shop.example', port: 443 }, 'shop-example-certificate'],
  ['db.internal:6379', 'tcp', { host: 'db.internal', port: 6379 }, 'db-internal-6379-tcp'],
  ['[fd00::1]:22', 'tcp', { host: 'fd00::1', port: 22 }, 'fd00-1-22-tcp'],
  ['10.0.0.7', 'ping', { host: '10.0.0.7' }, '10-0-0-7-ping'],
  ['tls://shop.example', 'tls', { host: 'shop.example' }, 'shop-example-certificate'],
  ['tcp://shop.example:25', 'tcp', { host: 'shop.example', port: 25 }, 'shop-example-25-tcp'],
  ['dns://shop.example', 'dns', { name: 'shop.example' }, 'shop-example-dns'],
  ['dig +short MX shop.example @10.0.0.53', 'dns', { name: 'shop.example', record: 'MX' }, 'shop-example-mx'],
  ['ping shop.example', 'ping', { host: 'shop.example' }, 'shop-example-ping'],
  ['redis://:pw@cache:6379/0', 'redis', { url: 'redis://:pw@cache:6379/0' }, 'cache-6379-redis'],
  ['postgres://u:pw@db:5432/shop', 'postgres', { url: 'postgres://u:pw@db:5432/shop' }, 'db-5432-postgres'],
  ['mysql://u:pw@db/shop', 'mysql', { url: 'mysql://u:pw@db/shop' }, 'db-mysql'],
  ['amqps://u:pw@mq/vhost', 'rabbitmq', { url: 'amqps://u:pw@mq/vhost' }, 'mq-rabbitmq'],
  ['mqtt://broker:1883', 'mqtt', { url: 'mqtt://broker:1883' }, 'broker-1883-mqtt'],
  ['smtp://mail.shop.example:587', 'smtp', { url: 'smtp://mail.shop.example:587' }, 'mail-shop-example-587-smtp'],
  ['wss://shop.example/live', 'websocket', { url: 'wss://shop.example/live' }, 'shop-example-live-websocket'],
  ['grpcs://api.internal:443', 'grpc', { url: 'grpcs://api.internal:443' }, 'api-internal-443-grpc'],
])('%s is a check of type %s', (text, type, options, name) => {
  expect(proposal(`  ${text}\n`)).toMatchObject({ type, options, name, notes: [] })
  expect(checkTypeOf(type).options.safeParse(options).success).toBe(true)
})

test.each([
  ['', 'Paste a URL'],
  ['gopher://shop.example', 'No type of check asks gopher://'],
  ['hello world', 'no command that is known'],
  ['hello', 'none of a URL'],
  ['https://', 'cannot be read'],
  ['curl -H', 'ends after -H'],
  ["curl 'https://shop.example", 'never closed'],
  ['curl -s', 'names no address'],
  ['curl ftp://shop.example/a', 'none of http'],
  ['shop.example:99999', 'none of'],
  ['x'.repeat(100_001), 'longer than'],
])('%s is refused in a sentence', (text, says) => expect(issue(text)).toContain(says))

describe('a curl command', () => {
  test('as a browser copies it becomes its request', () =>
    expect(
      proposal(`curl 'https://shop.example/api?a=1' \\
  -X 'PUT' -H 'accept: */*' \\
  -H 'accept-encoding: gzip' --data-raw $'it\\'s \\u00e9' --compressed -sSL`),
    ).toMatchObject({
      type: 'http',
      name: 'shop-example-api',
      options: {
        url: 'https://shop.example/api?a=1',
        method: 'PUT',
        headers: { accept: '*/*' },
        body: "it's é",
      },
      notes: ['accept-encoding is left out: Plimsoll sets it.'],
    }))
  test('signs in, posts and asks by http as curl itself would', () =>
    expect(proposal('$ curl -u ada:a:b -d a=1 -d b=2 shop.example').options).toEqual({
      url: 'http://shop.example',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=1&b=2',
      auth: { basic: { username: 'ada', password: 'a:b' } },
      followRedirects: 0,
    }))
  test('-G puts the data into the address', () =>
    expect(proposal("curl -G https://shop.example/?x=1 --data-urlencode 'q=a b'").options).toEqual({
      url: 'https://shop.example/?x=1&q=a%20b',
      followRedirects: 0,
    }))
  test('says what it leaves out', () =>
    expect(proposal('curl -k --cacert ca.pem -d @file https://a.example https://b.example').notes).toEqual([
      'It names 2 addresses; the first is taken.',
      '-k is left out: a certificate that is not trusted fails. Trust its authority under TLS.',
      '--cacert is left out.',
      'The body comes from a file, which is not read; enter it below.',
    ]))
  test('ends where another command begins', () =>
    expect(proposal('curl -s https://shop.example/a | jq .b').options.url).toBe('https://shop.example/a'))

  const text = fc.string({ unit: fc.constantFrom(...`abc "'\\$\`\n&|;é{}@=:-`), maxLength: 30 })
  test('that repeats a request means that request', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
        fc.option(text, { nil: undefined }),
        fc.dictionary(
          fc.constantFrom('accept', 'x-a', 'content-type', 'authorization'),
          text.map((value) => `v${value.replaceAll('\n', ' ')}`),
        ),
        fc.integer({ min: 0, max: 20 }),
        (method, body, headers, followRedirects) => {
          const url = "https://a.example/x?a=1&b='2'"
          const { options } = proposal(
            curlOf({ method, url, headers: Object.entries(headers), ...(body !== undefined && { body }), followRedirects }),
          )
          expect(options).toMatchObject({
            url,
            ...(method !== 'GET' && { method }),
            ...(Object.keys(headers).length > 0 && { headers }),
            ...(body !== undefined && { body }),
            followRedirects,
          })
        },
      ),
    ))
})

test('whatever is pasted is answered, by options that its type knows and a name that the file takes', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((tail) => `curl ${tail}`),
        fc.tuple(fc.domain(), fc.nat(70_000)).map(([host, port]) => `${host}:${port}`),
      ),
      (text) => {
        const read = readPasted(text)
        if ('issue' in read) {
          expect(read.issue).toMatch(/\.$/)
          return
        }
        expect(read.proposal.name).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)?$/)
        expect(read.proposal.title.length).toBeLessThanOrEqual(120)
        expect(checkTypeOf(read.proposal.type).options.safeParse(read.proposal.options).error?.issues).toBeUndefined()
      },
    ),
  ))

test('a password is in neither the name nor the title', () =>
  fc.assert(
    fc.property(fc.constantFrom('https', 'redis', 'postgres', 'amqp'), (scheme) => {
      const { name, title } = proposal(`${scheme}://ada:hunter2@shop.example/x?token=hunter2#hunter2`)
      expect(name + title).not.toContain('hunter2')
    }),
  ))
