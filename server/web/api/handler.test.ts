import { request as ask } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from '../http-server'
import { apiOf, bareApp, noScreens } from '../testing'

const LONG = JSON.stringify({ names: Array.from({ length: 500 }, (_, i) => `check ${i}`) })
const json = { 'content-type': 'application/json' }
const signedIn = new Headers({ 'content-type': 'application/json' })
signedIn.append('set-cookie', 'session=1; Path=/')
signedIn.append('set-cookie', 'seen=2; Path=/')

const api = apiOf({
  'GET /api/things': async () => new Response(LONG, { headers: json }),
  'POST /api/things': async (request) => new Response(await request.text(), { status: 201, headers: json }),
  'GET /api/things/[id]': async (request, { params }) =>
    Response.json({ ...(await params), url: request.url, as: request.headers.get('cookie') }),
  'POST /api/session': async () => new Response(null, { status: 204, headers: signedIn }),
  'GET /api/picture': async () => new Response(new Uint8Array(5_000), { headers: { 'content-type': 'image/png' } }),
})

let web: HttpServer
let port: number
beforeAll(async () => {
  web = createHttpServer({ app: bareApp(), intake: [], api, screens: noScreens })
  port = await web.listen(0, '127.0.0.1')
})
afterAll(() => web.stop(0))

type Asked = { readonly method?: string; readonly path: string; readonly headers?: Record<string, string>; readonly body?: string }

/** As it comes over the wire: fetch would unpack it and hide what it was. */
const send = ({ body, ...asked }: Asked) =>
  new Promise<{ status: number | undefined; headers: Record<string, string | string[] | undefined>; body: Buffer }>((resolve, reject) => {
    const sent = ask({ ...asked, host: '127.0.0.1', port, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }))
    })
    sent.once('error', reject)
    sent.end(body)
  })

test('a handler sees its parameters, the headers, and an address of ours whatever host the client names', async () => {
  const { body } = await send({ path: '/api/things/a%2Fb?deep=1', headers: { host: 'evil.example', cookie: 'as=viewer' } })
  expect(JSON.parse(String(body))).toEqual({ id: 'a/b', url: 'http://127.0.0.1:3000/api/things/a%2Fb?deep=1', as: 'as=viewer' })
})

test('a body comes through as it was', async () => {
  const { status, body } = await send({ method: 'POST', path: '/api/things', headers: json, body: '{"name":"é"}' })
  expect([status, String(body)]).toEqual([201, '{"name":"é"}'])
})

test('every cookie is a header of its own', async () => {
  const { status, headers, body } = await send({ method: 'POST', path: '/api/session' })
  expect([status, headers['set-cookie'], body.length]).toEqual([204, ['session=1; Path=/', 'seen=2; Path=/'], 0])
})

describe('methods', () => {
  test('HEAD is answered like GET, without the body', async () => {
    const { status, headers, body } = await send({ method: 'HEAD', path: '/api/things' })
    expect([status, headers['content-length'], body.length]).toEqual([200, String(LONG.length), 0])
  })
  test('OPTIONS says what is taken', async () => {
    const { status, headers } = await send({ method: 'OPTIONS', path: '/api/things' })
    expect([status, headers.allow]).toEqual([204, 'GET, HEAD, POST, OPTIONS'])
  })
  test('another one is refused with those that are taken', async () => {
    const { status, headers, body } = await send({ method: 'DELETE', path: '/api/things/7' })
    expect([status, headers.allow, headers['content-type']]).toEqual([405, 'GET, HEAD, OPTIONS', 'application/problem+json; charset=utf-8'])
    expect(JSON.parse(String(body)).title).toBe('/api/things/7 does not take DELETE, only GET, HEAD, OPTIONS.')
  })
})

test.each(['/api/nothing', '/api/things/7/parts', '/api/'])('of %s a program is told that there is nothing', async (path) => {
  const { status, headers, body } = await send({ path })
  expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
  expect(JSON.parse(String(body))).toMatchObject({ type: 'urn:plimsoll:problem:not-found', title: `There is nothing at ${path}.` })
})

test('what a browser shows of an answer may do nothing', async () => {
  const { headers } = await send({ path: '/api/things' })
  expect([headers['content-security-policy'], headers['x-content-type-options']]).toEqual([
    "default-src 'none'; frame-ancestors 'none'",
    'nosniff',
  ])
})

describe('a long answer', () => {
  test('is squeezed for whoever takes gzip, and says that it depends on it', async () => {
    const { headers, body } = await send({ path: '/api/things', headers: { 'accept-encoding': 'br, gzip;q=0.8' } })
    expect([headers['content-encoding'], headers.vary, headers['content-length']]).toEqual(['gzip', 'accept-encoding', String(body.length)])
    expect(body.length).toBeLessThan(LONG.length / 3)
    expect(String(gunzipSync(body))).toBe(LONG)
  })
  test.each(['', 'identity', 'gzip;q=0', 'br, gzip; q=0.0, *'])('is not, for "%s"', async (accepts) => {
    const { headers, body } = await send({ path: '/api/things', headers: accepts ? { 'accept-encoding': accepts } : {} })
    expect([headers['content-encoding'], String(body)]).toEqual([undefined, LONG])
  })
  test('is not, when it is small already or no text', async () => {
    for (const path of ['/api/things/7', '/api/picture'])
      expect((await send({ path, headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding']).toBeUndefined()
  })
})

test('a handler that throws is a problem, not a silence', async () => {
  const broken = apiOf({
    'GET /api/broken': async () => {
      throw new Error('password=hunter2')
    },
  })
  const other = createHttpServer({ app: bareApp(), intake: [], api: broken, screens: noScreens })
  const answer = await fetch(`http://127.0.0.1:${await other.listen(0, '127.0.0.1')}/api/broken`)
  expect([answer.status, (await answer.text()).includes('hunter2')]).toEqual([500, false])
  await other.stop(0)
})
