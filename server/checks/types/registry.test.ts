import { describe, expect, test } from 'vitest'
import { type Issue, isRefusal } from '@/server/kernel/errors'
import { checkTypes, optionsSchemaOf, parseOptions } from './registry'

type Schema = {
  readonly type?: string
  readonly title?: string
  readonly properties?: Record<string, Schema>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly secret?: boolean
  readonly secretIn?: string
}

/** Every field, by its path. */
function fieldsOf(schema: Schema, at = ''): [path: string, field: Schema][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, Schema][] => [
    [`${at}${name}`, field],
    ...fieldsOf(field, `${at}${name}.`),
  ])
  return [...own, ...(schema.items ? fieldsOf(schema.items, `${at}[].`) : [])]
}

const refusalOf = (kind: string, options: unknown): { message: string; issues: readonly Issue[] } => {
  try {
    parseOptions(kind, options)
  } catch (cause) {
    if (isRefusal(cause)) return { message: cause.message, issues: cause.detail.issues as readonly Issue[] }
  }
  throw new Error('It was not refused.')
}

const withUnknown = (example: unknown) => ({ ...(typeof example === 'object' ? example : {}), surprise: 1 })

describe.each(checkTypes.all)('the check type $kind', (type) => {
  const fields = fieldsOf(optionsSchemaOf(type) as Schema)

  test('describes itself', () => {
    expect(type.label).not.toBe('')
    expect(type.about).toMatch(/\.$/)
  })
  test('has a title on each field', () => expect(fields.filter(([, { title }]) => !title).map(([path]) => path)).toEqual([]))
  test('marks what is secret by its name', () => {
    const secretByName = fields.filter(([path]) => /password|token$|bearer|clientSecret|\.key$/i.test(path))
    expect(secretByName.filter(([, { secret }]) => secret !== true).map(([path]) => path)).toEqual([])
    const mayHold = fields.filter(([path]) => /(^|\.)(url|tokenUrl|base|proxy|body)$/i.test(path))
    expect(mayHold.filter(([, { secret, secretIn }]) => !secret && !secretIn).map(([path]) => path)).toEqual([])
  })
  test('has an example that parses, and that makes sense to its target', () => {
    const { says, host } = type.target(parseOptions(type.kind, type.example))
    expect(says).not.toBe('')
    expect(says).not.toContain('secret')
    expect(host === null || host.length > 0).toBe(true)
  })
  test('refuses an unknown option by its path', () => {
    const { issues, message } = refusalOf(type.kind, withUnknown(type.example))
    expect(issues[0]?.path).toMatch(/^options/)
    expect(message).toContain('surprise')
  })
  test('refuses what is no object', () => expect(refusalOf(type.kind, 'text').issues[0]?.path).toBe('options'))
})

test('an unknown type is refused with those there are', () =>
  expect(refusalOf('htttp', {}).message).toBe(
    `"htttp" is not a type of check; there are ${checkTypes.all.map(({ kind }) => kind).join(', ')}.`,
  ))

const step = { name: 'a', url: 'https://a.example/' }
test.each([
  ['http', {}, 'options.url'],
  ['http', { url: 'shop.example' }, 'options.url'],
  ['http', { url: 'ftp://shop.example' }, 'options.url'],
  ['http', { url: 'https://a.example', expect: { status: ['2xx'] } }, 'options.expect.status[0]'],
  [
    'http',
    {
      url: 'https://a.example',
      expect: {
        json: [
          { path: '$.a', exists: true },
          { path: 'a', exists: true },
        ],
      },
    },
    'options.expect.json[1].path',
  ],
  ['http', { url: 'https://a.example', expect: { json: [{ path: '$.a' }] } }, 'options.expect.json[0]'],
  ['http', { url: 'https://a.example', expect: { bodyMatches: ['(?=a)'] } }, 'options.expect.bodyMatches[0]'],
  ['http', { url: 'https://a.example', expect: { headers: { a: '(' } } }, 'options.expect.headers.a'],
  ['http', { url: 'https://a.example', headers: { 'a b': 'c' } }, 'options.headers.a b'],
  ['http', { url: 'https://a.example', headers: { 'content-length': '1' } }, 'options.headers.content-length'],
  ['http', { url: 'https://a.example', headers: { a: 'b\r\nc: d' } }, 'options.headers.a'],
  ['http', { url: 'https://a.example', auth: {} }, 'options.auth'],
  ['http', { url: 'https://a.example', auth: { bearer: 'a', basic: { username: 'a', password: 'b' } } }, 'options.auth'],
  ['http', { url: 'https://a.example', tls: { cert: '-----BEGIN CERTIFICATE-----' } }, 'options.tls'],
  [
    'http',
    { url: 'https://a.example', tls: { ca: '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----' } },
    'options.tls.ca',
  ],
  ['http', { url: 'https://a.example', tls: { cert: '-----BEGIN CERTIFICATE-----', key: '-----BEGIN PRIVATE KEY-----' } }, 'options.tls'],
  ['tls', { host: 'a', ca: '-----BEGIN CERTIFICATE-----' }, 'options.ca'],
  ['http', { url: 'https://a.example', proxy: 'https://proxy' }, 'options.proxy'],
  ['http', { url: 'https://a.example', followRedirects: 21 }, 'options.followRedirects'],
  ['scenario', { steps: [] }, 'options.steps'],
  ['scenario', { steps: [{ name: 'a', url: '/relative' }] }, 'options.steps[0].url'],
  ['scenario', { steps: [step, { ...step, headers: { authorization: 'Bearer {{token}}' } }] }, 'options.steps[1].headers'],
  ['scenario', { steps: [{ ...step, capture: { token: 'body' } }] }, 'options.steps[0].capture.token'],
  ['scenario', { steps: [{ ...step, capture: { token: '$[' } }] }, 'options.steps[0].capture.token'],
  ['scenario', { steps: [{ ...step, body: 'a', json: {} }] }, 'options.steps[0].json'],
  ['tcp', { host: 'a b', port: 1 }, 'options.host'],
  ['tcp', { host: 'a', port: 70_000 }, 'options.port'],
  ['tls', { host: 'a', days: -1 }, 'options.days'],
  ['heartbeat', { token: 'short' }, 'options.token'],
  ['heartbeat', { grace: 'soon' }, 'options.grace'],
  ['postgres', { url: 'mysql://a' }, 'options.url'],
  ['mysql', { url: 'postgres://a' }, 'options.url'],
  ['mysql', { url: 'mysql://a,b/c' }, 'options.url'],
  ['mysql', { url: 'mysql://a:%@b/c' }, 'options.url'],
  ['mysql', { url: 'mysql://a/b?charset=utf8' }, 'options.url'],
  ['mongodb', { url: 'mongodb+srv://a' }, 'options.url'],
  ['mongodb', { url: 'mongodb://a,b/c' }, 'options.url'],
  ['mongodb', { url: 'mongodb://a/?w=majority' }, 'options.url'],
  ['mongodb', { url: 'mongodb://a/?authMechanism=GUESS' }, 'options.url'],
  ['mongodb', { url: 'mongodb://a', find: { collection: 'a' } }, 'options.find.field'],
  ['mqtt', { url: 'http://a' }, 'options.url'],
  ['mqtt', { url: 'mqtt://a', echo: { topic: 'a/#' } }, 'options.echo.topic'],
  ['mqtt', { url: 'mqtt://a', retained: [{ topic: 'a' }, { topic: '' }] }, 'options.retained[1].topic'],
  ['mqtt', { url: 'mqtt://a', tls: {} }, 'options.tls'],
  ['rabbitmq', { url: 'http://a' }, 'options.url'],
  ['rabbitmq', { url: 'amqp://a?heartbeat=5' }, 'options.url'],
  ['rabbitmq', { url: 'amqp://a', tls: {} }, 'options.tls'],
  ['rabbitmq', { url: 'amqp://a', queues: [{ name: 'a', messages: { least: 1 } }] }, 'options.queues[0].messages.least'],
  ['browser', { steps: [] }, 'options.steps'],
  ['browser', { steps: [{ goto: '/relative' }] }, 'options.steps[0].goto'],
  ['browser', { steps: [{ goto: 'file:///etc/passwd' }] }, 'options.steps[0].goto'],
  ['browser', { steps: [{ click: '#a' }] }, 'options.steps[0]'],
  ['browser', { steps: [{ goto: 'https://a.example', click: '#a' }] }, 'options.steps[0]'],
  ['browser', { steps: [{ goto: 'https://a.example' }, { fill: '#a' }] }, 'options.steps[1].value'],
  ['browser', { steps: [{ goto: 'https://a.example' }, { click: '#a', value: 'b' }] }, 'options.steps[1].value'],
  ['docker', {}, 'options.container'],
  ['docker', { container: 'a', labels: ['b'] }, 'options.container'],
  ['docker', { container: '../a' }, 'options.container'],
  ['docker', { container: 'a', engine: 'unix:///run/plimsoll/engine.sock' }, 'options.engine'],
  ['docker', { container: 'a', engine: 'unix:///a/../docker.sock' }, 'options.engine'],
  ['docker', { container: 'a', engine: 'tcp://user@a' }, 'options.engine'],
  ['docker', { container: 'a', tls: {} }, 'options.tls'],
  ['docker', { container: 'a', expect: { atLeast: 2 } }, 'options.expect'],
  ['postgres', { url: 'postgres:///db?host=/run/postgres' }, 'options.url'],
  ['redis', { url: 'http://a' }, 'options.url'],
  ['redis', { url: 'redis://a/first' }, 'options.url'],
  ['redis', { url: 'redis://a', tls: {} }, 'options.tls'],
  ['redis', { url: 'redis://a', expect: { role: 'master' } }, 'options.expect.role'],
  ['smtp', { url: 'http://a' }, 'options.url'],
  ['smtp', { url: 'smtp://a', starttls: false, tls: {} }, 'options.tls'],
  ['smtp', { url: 'smtp://a', helo: 'a\r\nb' }, 'options.helo'],
  ['smtp', { url: 'smtp://a', recipient: { to: 'a>b@c' } }, 'options.recipient.to'],
  ['prometheus', { url: 'http://a', query: '1' }, 'options.failWhen'],
  ['prometheus', { url: 'http://a', query: '1', failWhen: 'over 5' }, 'options.failWhen'],
  ['prometheus', { url: 'http://a', query: '1', failWhen: '> 1', auth: {} }, 'options.auth'],
  ['prometheus', { url: 'http://a', query: '1', failWhen: '> 1', headers: { 'a b': 'c' } }, 'options.headers.a b'],
  ['websocket', { url: 'https://a' }, 'options.url'],
  ['websocket', { url: 'wss://a/#b' }, 'options.url'],
  ['websocket', { url: 'ws://a', tls: {} }, 'options.tls'],
  ['websocket', { url: 'ws://a', subprotocols: ['a', 'a'] }, 'options.subprotocols'],
  ['websocket', { url: 'ws://a', expect: { json: [{ path: 'a', exists: true }] } }, 'options.expect.json[0].path'],
  ['grpc', { url: 'https://a' }, 'options.url'],
  ['grpc', { url: 'grpc://a/service' }, 'options.url'],
  ['grpc', { url: 'grpc://a', tls: {} }, 'options.tls'],
  ['grpc', { url: 'grpc://a', metadata: { te: 'trailers' } }, 'options.metadata.te'],
  ['ping', { host: 'a b' }, 'options.host'],
  ['ping', { host: '-f' }, 'options.host'],
  ['ping', { host: 'a', count: 100 }, 'options.count'],
  ['composite', {}, 'options.when'],
  ['composite', { when: 'a', atLeast: 1, of: ['a'] }, 'options.when'],
  ['composite', { of: ['a'] }, 'options.when'],
  ['composite', { when: 'a or' }, 'options.when'],
  ['composite', { atLeast: 2, of: ['a'] }, 'options.atLeast'],
  ['composite', { atLeast: 1, of: ['a', 'a'] }, 'options.of'],
  ['dns', { name: 'a', record: 'PTR' }, 'options.record'],
  ['dns', { name: 'a', resolver: '10.0.0.53:0' }, 'options.resolver'],
  ['dns', { name: 'a', resolver: 'udp://10.0.0.53' }, 'options.resolver'],
  ['dns', { name: 'a', expect: { allOf: ['10.0.0.1', 'b'] } }, 'options.expect.allOf[1]'],
  ['dns', { name: 'a', record: 'MX', expect: { exactly: ['mail.a'] } }, 'options.expect.exactly[0]'],
  ['dns', { name: 'a', record: 'SRV', expect: { anyOf: ['5060 sip.a'] } }, 'options.expect.anyOf[0]'],
])('%s refuses %j at %s', (kind, options, path) => expect(refusalOf(kind, options).issues.map((issue) => issue.path)).toContain(path))
