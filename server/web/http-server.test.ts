import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../kernel/errors'
import type { WebApp } from './app'
import { placeApp } from './app-slot'
import { handle } from './handle'
import { createHttpServer, type HttpParts, type HttpServer } from './http-server'
import { apiOf, bareApp, gateByRole, noScreens } from './testing'

const Thing = z.strictObject({ id: z.string(), name: z.string().max(10), tags: z.array(z.object({ key: z.string() })).default([]) })

/** What the document would say of them. */
const TOLD = { about: 'Is tried here.', output: z.unknown() }

const routes = {
  'GET /api/things/[id]': handle({ ...TOLD, right: 'read', input: z.strictObject({ id: z.string() }), verb: (_ctx, { id }) => ({ id }) }),
  'POST /api/things/[id]': handle({ ...TOLD, right: 'edit-services', input: Thing, verb: (_ctx, thing) => thing, status: 201 }),
  'DELETE /api/things/[id]': handle({ ...TOLD, right: 'edit-services', input: z.strictObject({ id: z.string() }), verb: () => undefined }),
  'POST /api/taken': handle({
    ...TOLD,
    right: 'read',
    input: z.object({}),
    verb: () => {
      throw new Refusal('conflict', 'Ada was first.', { acknowledgedBy: 'Ada' })
    },
  }),
  'POST /api/missing': handle({
    ...TOLD,
    right: 'read',
    input: z.object({}),
    verb: () => {
      throw new Refusal('not-found', 'There is no thing 7.', { noun: 'thing', id: '7' })
    },
  }),
  'POST /api/bug': handle({
    ...TOLD,
    right: 'read',
    input: z.object({}),
    verb: () => {
      throw new Error('password=hunter2')
    },
  }),
  'POST /api/away': handle({
    ...TOLD,
    right: 'read',
    input: z.object({}),
    verb: () => {
      throw new Error('Failed query', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })
    },
  }),
  'POST /api/endless': handle({ ...TOLD, right: 'read', input: z.object({}), verb: () => new Promise<never>(() => {}), withinMs: 20 }),
}

const intake: HttpParts['intake'] = [
  { method: 'GET', path: '/live', right: 'anyone', beforeSetup: true, answer: () => ({ status: 200, body: 'alive' }) },
  { method: 'GET', path: '/secret', right: 'read-audit', answer: async ({ actor }) => ({ status: 200, body: (await actor()).name }) },
  {
    method: 'POST',
    path: '/heartbeat/:token',
    right: 'anyone',
    maxBodyBytes: 1024,
    answer: async ({ params, body }) => ({ status: 202, body: `${params.token} ${(await body()).length}` }),
  },
  { method: 'GET', path: '/where', right: 'anyone', answer: ({ address }) => ({ status: 200, body: address }) },
]

let web: HttpServer
let base: string
let port: number
const others: HttpServer[] = []

async function start(app: WebApp = bareApp(), more: Partial<HttpParts> = {}) {
  const started = createHttpServer({ app, api: apiOf(routes), screens: noScreens, intake, ...more })
  others.push(started)
  return { started, port: await started.listen(0, '127.0.0.1') }
}

beforeAll(async () => {
  placeApp(bareApp())
  web = createHttpServer({ app: bareApp(), api: apiOf(routes), screens: noScreens, intake })
  port = await web.listen(0, '127.0.0.1')
  base = `http://127.0.0.1:${port}`
})
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop(0)
})
afterAll(async () => {
  await web.stop(0)
  placeApp(undefined)
})

const OUR = 'http://127.0.0.1:3000'
const as = (role: string, more: Record<string, string> = {}) => ({
  cookie: `as=${role}`,
  origin: OUR,
  'content-type': 'application/json',
  ...more,
})
const post = (path: string, headers: Record<string, string>, body: unknown = {}) =>
  fetch(`${base}${path}`, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })

/** Sends a request line as it is, and answers all that came back. */
async function bytes(line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${line}\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`)
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  await once(socket, 'close')
  return text
}

describe('who may', () => {
  test('nobody is asked to sign in', async () => {
    const answer = await fetch(`${base}/api/things/1`)
    expect([answer.status, answer.headers.get('www-authenticate'), answer.headers.get('content-type')]).toEqual([
      401,
      'Bearer realm="Plimsoll"',
      'application/problem+json; charset=utf-8',
    ])
  })
  test('whoever lacks the right is told who has it', async () => {
    const answer = await post('/api/things/1', as('responder'), { name: 'a' })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      right: 'edit-services',
      roles: ['engineer', 'admin'],
      title: expect.stringContaining('engineer or admin'),
    })
  })
  test('whoever has it gets an answer that nobody stores', async () => {
    const answer = await fetch(`${base}/api/things/1`, { headers: { cookie: 'as=viewer' } })
    expect([answer.status, await answer.json(), answer.headers.get('cache-control')]).toEqual([200, { id: '1' }, 'no-store'])
  })
  test('a key needs no origin', async () => {
    const answer = await post('/api/things/1', { authorization: 'Bearer plk_all', 'content-type': 'application/json' }, { name: 'a' })
    expect([answer.status, await answer.json()]).toEqual([201, { id: '1', name: 'a', tags: [] }])
  })
  test('an intake route is guarded too', async () => {
    const ask = async (role?: string) => (await fetch(`${base}/secret`, role ? { headers: { cookie: `as=${role}` } } : {})).status
    expect([await ask(), await ask('engineer'), await ask('admin')]).toEqual([401, 403, 200])
  })
})

describe('a page elsewhere cannot act for somebody who is signed in', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a hidden origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:3001' }],
    ['another site by its own word', { origin: OUR, 'sec-fetch-site': 'cross-site' }],
    ['a neighbour by its own word', { origin: OUR, 'sec-fetch-site': 'same-site' }],
  ])('%s', async (_claim, headers) => expect((await post('/api/things/1', as('admin', headers), { name: 'a' })).status).toBe(403))

  test('our own pages can, by each name of this machine', async () => {
    for (const origin of [OUR, 'http://localhost:3000'])
      expect((await post('/api/things/1', as('admin', { origin }), { name: 'a' })).status).toBe(201)
  })
})

describe('what is sent is refused with a reason (REL-4)', () => {
  test.each([
    ['no JSON', '{"name":', 400, 'not JSON'],
    ['a list', '[]', 400, 'not a list'],
    ['null', 'null', 400, 'not null'],
    ['brackets without end', '['.repeat(100_000), 400, 'nested deeper'],
    ['a prototype', '{"name":"a","__proto__":{"admin":true}}', 400, '__proto__'],
    ['a prototype further down', '{"name":"a","tags":[{"__proto__":1}]}', 400, '__proto__'],
    ['an unknown field', '{"name":"a","x":1}', 422, 'x'],
    ['a field that is too long', '{"name":"12345678901"}', 422, 'name'],
    ['a zero character', '{"name":"a\\u0000"}', 422, 'name holds a zero character'],
    ['half of a character, further down', '{"name":"a","tags":[{"key":"\\ud800"}]}', 422, 'tags[0].key holds'],
  ])('%s', async (_claim, body, status, says) => {
    const answer = await post('/api/things/1', as('admin'), body)
    expect([answer.status, (await answer.json()).title]).toEqual([status, expect.stringContaining(says)])
  })
  test('every issue names its path', async () => {
    const answer = await post('/api/things/1', as('admin'), { name: 1, tags: [{ key: 'a' }, {}] })
    const { issues } = await answer.json()
    expect(issues.map(({ path }: { path: string }) => path)).toEqual(['name', 'tags[1].key'])
  })
  test('a parameter of the path holds over the body', async () => {
    expect(await (await post('/api/things/1', as('admin'), { id: '2', name: 'a' })).json()).toMatchObject({ id: '1' })
  })
  test('another media type', async () =>
    expect((await post('/api/things/1', as('admin', { 'content-type': 'text/plain' }), 'a')).status).toBe(415))
  test('a form where none is taken', async () =>
    expect((await post('/api/things/1', as('admin', { 'content-type': 'application/x-www-form-urlencoded' }), 'name=a')).status).toBe(415))
  test.each([
    ['a percent sign that stands for nothing', 'GET /api/things/% HTTP/1.1', 400, 'write a percent sign as %25'],
    ['half of a character in the path', 'POST /api/things/%E0%A4%A HTTP/1.1', 400, '%25'],
    ['a zero character in the path', 'GET /api/things/a%00 HTTP/1.1', 400, '%25'],
    ['an address that is none', 'GET * HTTP/1.1', 400, 'begin with a slash'],
    ['a method that nothing takes', 'TRACE /api/things/1 HTTP/1.1', 405, 'TRACE'],
    ['the page of Next for what it cannot show', 'GET /_global-error HTTP/1.1', 404, 'nothing'],
  ])('%s', async (_claim, line, status, says) => {
    const answer = await bytes(line)
    expect([Number(answer.split(' ')[1]), answer]).toEqual([status, expect.stringContaining(says)])
  })
  test('the address of a proxy is the path that it names', async () =>
    expect(await bytes('GET http://evil.example/live HTTP/1.1')).toMatch(/^HTTP\/1\.1 200 .*alive$/s))
  test('another method of an intake route', async () => expect((await post('/live', {})).status).toBe(405))
})

describe('what goes wrong is said as it is', () => {
  test.each([
    ['/api/missing', 404, { title: 'There is no thing 7.' }],
    ['/api/taken', 409, { title: 'Ada was first.', acknowledgedBy: 'Ada' }],
    ['/api/away', 503, { title: expect.stringContaining('Postgres cannot be reached') }],
    ['/api/endless', 503, { title: expect.stringContaining('longer than 20 ms') }],
  ])('%s is %i', async (path, status, problem) => {
    const answer = await post(path, as('viewer'))
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ ...problem, status })])
  })
  test('a bug tells nothing of its inside, and the log has it under the same id', async () => {
    const lines: object[] = []
    placeApp(bareApp({ log: { ...bareApp().log, error: (_sentence, facts = {}) => lines.push(facts) } }))
    const answer = await post('/api/bug', as('viewer'))
    placeApp(bareApp())
    const text = await answer.text()
    expect([answer.status, text.includes('hunter2')]).toEqual([500, false])
    expect(lines).toEqual([{ requestId: JSON.parse(text).requestId, cause: expect.stringContaining('hunter2') }])
  })
  test('success without a word is 204', async () =>
    expect((await fetch(`${base}/api/things/1`, { method: 'DELETE', headers: as('admin') })).status).toBe(204))
})

/** Sends a chunked body of `total` bytes at the pace of the socket, and says what came back and how much went out. */
async function upload(path: string, total: number): Promise<{ status: number | undefined; sent: number }> {
  const headers = as('admin')
  const sending = httpRequest({ port, path, method: 'POST', headers, agent: false })
  let sent = 0
  let over = false
  sending.on('error', () => {
    over = true
  })
  const answered = new Promise<number | undefined>((resolve) => {
    sending.once('response', (answer: IncomingMessage) => {
      over = true
      answer.resume()
      resolve(answer.statusCode)
    })
    sending.once('close', () => resolve(undefined))
  })
  const chunk = Buffer.alloc(64 * 1024, ' ')
  while (sent < total && !over) {
    sent += chunk.length
    if (!sending.write(chunk)) await Promise.race([once(sending, 'drain').catch(() => {}), answered])
  }
  const status = await answered
  sending.destroy()
  return { status, sent }
}

describe('size and pace are bounded', () => {
  test('a body that says it is too large is refused before it comes', async () => {
    const answer = await post('/api/things/1', as('admin'), { name: 'x'.repeat(300_000) })
    expect([answer.status, (await answer.json()).title]).toEqual([413, expect.stringContaining('256 KiB')])
  })
  test.each(['/api/things/1', '/heartbeat/abc', '/nowhere'])('100 MB in chunks to %s are cut off early', async (path) => {
    const before = process.memoryUsage().arrayBuffers
    const { status, sent } = await upload(path, 100 * 1024 * 1024)
    expect(status === 413 || (path === '/nowhere' && status === 404)).toBe(true)
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024)
  })
  test('a body within the bound arrives whole', async () => {
    const answer = await fetch(`${base}/heartbeat/abc`, { method: 'POST', body: 'x'.repeat(1024) })
    expect([answer.status, await answer.text()]).toEqual([202, 'abc 1024'])
  })
  test('headers that never end and bodies that never come are closed', async () => {
    const { port } = await start(bareApp(), { limits: { headersMs: 50, requestMs: 100, lookMs: 20 } })
    for (const start of [
      'GET /live HTTP/1.1\r\nhost: a\r\nx-a: ',
      'POST /heartbeat/a HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nab',
    ]) {
      const socket = connect(port, '127.0.0.1')
      let heard = ''
      socket.on('data', (data) => {
        heard += String(data)
      })
      socket.write(start)
      await once(socket, 'close')
      expect(heard).toMatch(/^HTTP\/1\.1 408/)
    }
  })
  test('headers that are too large are refused', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET /live HTTP/1.1\r\nhost: a\r\nx-a: ${'x'.repeat(20_000)}\r\n\r\n`)
    const [data] = await once(socket, 'data')
    expect(String(data)).toMatch(/^HTTP\/1\.1 431/)
    socket.destroy()
  })
  test('what is no HTTP is answered and closed', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write('\x16\x03\x01nonsense\r\n\r\n')
    const [data] = await once(socket, 'data')
    expect(String(data)).toMatch(/^HTTP\/1\.1 400/)
    await once(socket, 'close')
  })
})

describe('headers', () => {
  test('every answer carries what browsers need to be strict, and no version', async () => {
    for (const path of ['/live', '/api/things/1', '/nowhere']) {
      const { headers } = await fetch(`${base}${path}`)
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'x-frame-options': 'DENY',
      })
      expect([headers.get('server'), headers.get('x-powered-by'), headers.get('strict-transport-security')]).toEqual([null, null, null])
    }
  })
  test('strict transport is demanded where people come by https', async () => {
    const { port } = await start(bareApp({ settings: { ...bareApp().settings, url: 'https://plimsoll.example' } }))
    expect((await fetch(`http://127.0.0.1:${port}/live`)).headers.get('strict-transport-security')).toBe('max-age=31536000')
  })
  test('a page gets a policy with a nonce of its own, which Next finds on the request', async () => {
    const seen: unknown[] = []
    const { port } = await start(bareApp(), {
      screens: async (request, response) => {
        seen.push(request.headers['content-security-policy'])
        response.end()
      },
    })
    const policies = []
    for (const _ of [1, 2]) {
      const answer = await fetch(`http://127.0.0.1:${port}/x`, { headers: { 'content-security-policy': "script-src 'nonce-mine'" } })
      policies.push(answer.headers.get('content-security-policy'))
    }
    expect(seen).toEqual(policies)
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[\w-]{22}' 'strict-dynamic';.*frame-ancestors 'none'/)
    expect(policies[0]).not.toBe(policies[1])
  })
  test('a client cannot say where it comes from, a trusted proxy can', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-plimsoll-address': '203.0.113.10' }
    expect(await (await fetch(`${base}/where`, { headers })).text()).toBe('127.0.0.1')
    const { port } = await start(bareApp({ settings: { ...bareApp().settings, trustedProxies: ['127.0.0.0/8'] } }))
    expect(await (await fetch(`http://127.0.0.1:${port}/where`, { headers })).text()).toBe('203.0.113.9')
  })
})

describe('before there is an administrator (RUN-5)', () => {
  test('only health, the setup page and what it needs answer', async () => {
    const { port } = await start(bareApp({ gate: gateByRole({ needsSetup: true }) }), {
      screens: async (_request, response) => void response.end('a screen'),
    })
    const ask = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', headers: { cookie: 'as=admin' } })
      return [path, answer.status, answer.headers.get('location')]
    }
    const paths = [
      '/live',
      '/setup?token=a',
      '/_next/static/a.js',
      '/secret',
      '/api/v1/checks',
      '/operations',
      '/setup/../operations',
      '/sign-in',
    ]
    expect(await Promise.all(paths.map(ask))).toEqual([
      ['/live', 200, null],
      ['/setup?token=a', 200, null],
      ['/_next/static/a.js', 200, null],
      ['/secret', 303, '/setup'],
      ['/api/v1/checks', 503, null],
      ['/operations', 303, '/setup'],
      ['/setup/../operations', 303, '/setup'],
      ['/sign-in', 303, '/setup'],
    ])
  })
})

test('the key that the environment declares works before there is an administrator', async () => {
  const { port } = await start(bareApp({ gate: gateByRole({ needsSetup: true }) }), {
    api: async (_request, response) => void response.end('{}'),
  })
  const ask = async (authorization: string) =>
    (await fetch(`http://127.0.0.1:${port}/api/v1/checks`, { headers: { authorization } })).status
  expect(await Promise.all([ask('Bearer plk_all'), ask('Bearer plk_another')])).toEqual([200, 503])
})

test('stopping lets a running request end and cuts what does not', async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { started, port } = await start(bareApp(), {
    screens: async (_request, response) => {
      enter()
      await gate
      response.end('done')
    },
  })
  const answer = fetch(`http://127.0.0.1:${port}/slow`)
  await entered
  const stopped = started.stop(60_000)
  open()
  expect(await (await answer).text()).toBe('done')
  await stopped
  await expect(fetch(`http://127.0.0.1:${port}/live`)).rejects.toThrow()
})
