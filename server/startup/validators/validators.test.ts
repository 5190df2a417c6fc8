import { expect, test } from 'vitest'
import type { Validator } from '../validator'
import { database } from './database'
import { entropyBits, environment } from './environment'
import { migrations } from './migrations'
import { modules } from './modules'
import { routes } from './routes'

const policy = 'fail' as const
const look = async (validator: Validator, signal = new AbortController().signal) =>
  (await validator.check(signal)).map(({ subject, reason }) => `${subject}: ${reason}`)

test('a module that cannot be imported is named with the reason, and so is every other one', async () => {
  const load = () => import(`${import.meta.dirname}/there-is-no-such-file.js`)
  const found = await look(
    modules({
      policy,
      modules: [
        { name: 'orders', load },
        { name: 'path', load: () => import('node:path') },
        { name: 'payments', load },
      ],
    }),
  )
  expect(found).toHaveLength(2)
  expect(found[0]).toMatch(/^orders: It cannot be imported: .*there-is-no-such-file/)
  expect(found[1]).toMatch(/^payments/)
})

test('a module that lacks an export is named with it', async () => {
  expect(
    await look(modules({ policy, modules: [{ name: 'path', load: () => import('node:path'), exports: ['join', 'routes'] }] })),
  ).toEqual(['path: It exports no `routes`.'])
})

test('on the deadline the modules that are still loading are named', async () => {
  const abort = new AbortController()
  const found = look(
    modules({
      policy,
      modules: [
        { name: 'slow', load: () => new Promise(() => {}) },
        { name: 'path', load: () => import('node:path') },
      ],
    }),
    abort.signal,
  )
  abort.abort()
  expect(await found).toContain('slow: Its import did not finish in time.')
})

const STRONG = 'p9Zk2vQ7xWm4Rt8LcJ5hYb3NfD6sGaEu'
const variables = [
  { name: 'URL', purpose: 'where it is', format: 'url' },
  { name: 'PORT', purpose: 'the port', format: 'port', required: false },
  { name: 'KEY', purpose: 'the key', secretBits: 96 },
] as const
test.each([
  ['all is well', { URL: 'https://a.example', PORT: '80', KEY: STRONG }, []],
  ['what is optional may be missing', { URL: 'https://a.example', KEY: STRONG }, []],
  ['what is required may not', { KEY: STRONG }, ['URL: It is not set, and it is where it is.']],
  ['nor be blank', { URL: ' ', KEY: STRONG }, ['URL: It is not set, and it is where it is.']],
  [
    'a port has a range',
    { URL: 'https://a.example', PORT: '70000', KEY: STRONG },
    ['PORT: Its value `70000` is not a port from 0 to 65535.'],
  ],
  ['a word is not an address', { URL: 'localhost', KEY: STRONG }, ['URL: Its value `localhost` is not an absolute URL.']],
  [
    'a placeholder is no secret',
    { URL: 'https://a.example', KEY: 'please-change-me-now-0123' },
    ['KEY: It looks like a default or a placeholder.'],
  ],
  [
    'nor is a repetition',
    { URL: 'https://a.example', KEY: 'ababababababababababababababab' },
    ['KEY: It has about 30 bits of entropy; 96 are needed.'],
  ],
])('environment: %s', async (_claim, values, expected) => expect(await look(environment({ policy, values, variables }))).toEqual(expected))

test('the value of a weak secret is not told', async () => {
  expect(JSON.stringify(await look(environment({ policy, values: { KEY: 'hunter2hunter2' }, variables })))).not.toContain('hunter2')
})

test('nor the credentials in an address that is wrong', async () => {
  expect(
    JSON.stringify(
      await look(
        environment({ policy, values: { PORT: 'postgres://ada:hunter2@db/x', URL: 'https://a.example', KEY: STRONG }, variables }),
      ),
    ),
  ).not.toContain('hunter2')
})

test('one bit for each toss of a fair coin', () => expect(entropyBits('01100101')).toBeCloseTo(8, 10))

test('a database that refuses is told with the reason of the driver', async () => {
  expect(await look(database({ policy, probe: async () => 1 }))).toEqual([])
  expect(await look(database({ policy, probe: () => Promise.reject(new Error('connect ECONNREFUSED')) }))).toEqual([
    'database: It cannot be asked: connect ECONNREFUSED',
  ])
  expect(
    await look(database({ policy, probe: () => Promise.reject(Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })) })),
  ).toEqual(['database: It cannot be asked: ECONNREFUSED'])
})

test('a migration that is missing and one that is from the future are both findings', async () => {
  const expected = ['0001', '0002']
  expect(await look(migrations({ policy, expected, applied: async () => ['0001', '0002'] }))).toEqual([])
  expect(await look(migrations({ policy, expected, applied: async () => ['0001', '0003'] }))).toEqual([
    '0002: It has not been applied to the database.',
    '0003: The database holds it, and this release does not know it.',
  ])
})

const server: Record<string, number> = { 'GET /api/orders': 401, 'PATCH /api/flags': 401 }
const send = async ({ method, path }: { method: string; path: string }) => ({ status: server[`${method} ${path}`] ?? 404 })
test('a route that answers something else than expected is named with both', async () => {
  const samples = [
    { path: '/api/orders', expect: [401] },
    { method: 'PATCH', path: '/api/flags', expect: [401] },
    { path: '/api/payments', expect: [401, 403] },
  ]
  expect(await look(routes({ policy, send, routes: samples }))).toEqual(['GET /api/payments: It answered 404; expected 401 or 403.'])
})

test('an empty router is a finding, not a pass', async () =>
  expect(await look(routes({ policy, send, routes: () => [] }))).toEqual(['routes: No route is registered.']))

test('every route is tried, however many there are, and never more than eight at once', async () => {
  let tried = 0
  let atOnce = 0
  let most = 0
  const counting = async () => {
    tried++
    most = Math.max(most, ++atOnce)
    await Promise.resolve()
    atOnce--
    return { status: 200 }
  }
  await look(routes({ policy, send: counting, routes: Array.from({ length: 30 }, (_, index) => ({ path: `/${index}`, expect: [200] })) }))
  expect([tried, most]).toEqual([30, 8])
})
