import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '@/server/runtime/clock'
import { authority, closeAll, closedPort, listening, probes, saying, selfSigned } from './http/testing'

afterEach(closeAll)
const probe = probes()

describe('tcp', () => {
  test('passes on a port that accepts', async () => {
    const port = await listening(createTcpServer())
    expect(await probe('tcp', { host: '127.0.0.1', port })).toMatchObject({
      outcome: 'pass',
      says: `127.0.0.1:${port} accepts connections`,
    })
    expect(await probe('tcp', { host: 'localhost', port })).toMatchObject({ outcome: 'pass' })
  })
  test('fails on one that refuses, with evidence', async () => {
    const port = await closedPort()
    const says = `127.0.0.1:${port} refused the connection`
    expect(await probe('tcp', { host: '127.0.0.1', port })).toMatchObject({
      outcome: 'fail',
      says,
      evidence: { assertions: [{ got: says, holds: false }] },
    })
  })
  test('is refused where nobody may look (REL-5)', async () =>
    expect((await probe('tcp', { host: 'fe80::1', port: 80 })).says).toContain('[fe80::1] is refused: link-local'))
})

describe('tls', () => {
  const { ca, issue } = authority()
  const serve = (certificate: { key: string; cert: string }, extra: object = {}) =>
    listening(createTlsServer({ ...certificate, ...extra }, (socket) => socket.on('error', () => {})))
  const options = (port: number, more: object = {}) => ({ host: '127.0.0.1', port, serverName: 'a.test', ca, ...more })

  test('says how long the certificate lasts', async () => {
    const result = await probe('tls', options(await serve(issue('a.test', -1, 61.5))))
    expect(result).toMatchObject({ outcome: 'pass', says: '61 days left', code: 61 })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
  })
  test('fails when it ends sooner than wished', async () =>
    expect(await probe('tls', options(await serve(issue('a.test', -1, 9.5)), { days: 10 }))).toMatchObject({
      outcome: 'fail',
      says: '9 days left, expected at least 10 days left',
      code: 9,
    }))
  test.each([
    ['expired', () => issue('a.test', -9, -2.5), 'the certificate of a.test expired 2 days ago', -3],
    ['self-signed', () => selfSigned('a.test'), 'the certificate of a.test is self-signed', 90],
    ['of another host', () => issue('b.test'), 'the certificate of b.test is not for a.test', 90],
    [
      'of an unknown authority',
      () => authority('Stranger').issue('a.test'),
      'the certificate of a.test cannot be traced to a known authority (issued by Stranger)',
      90,
    ],
  ])('fails on one that is %s, each with its sentence', async (_what, certificate, says, code) => {
    const result = await probe('tls', options(await serve(certificate())))
    expect(result).toMatchObject({ outcome: 'fail', code })
    expect(result.says).toContain(says)
  })
  test('fails on a protocol older than wished', async () => {
    const port = await serve(issue('a.test'), { maxVersion: 'TLSv1.2' })
    expect(await probe('tls', options(port, { protocol: 'TLSv1.3' }))).toMatchObject({
      outcome: 'fail',
      says: 'TLSv1.2, expected TLSv1.3 at least',
    })
    expect(await probe('tls', options(port, { protocol: 'TLSv1.2' }))).toMatchObject({ outcome: 'pass' })
  })
  test('says that what answers does not speak TLS', async () => {
    const url = new URL(await saying('220 mail.example ESMTP\r\n'))
    expect((await probe('tls', options(Number(url.port)))).says).toMatch(/does not speak TLS on this port$/)
  })
  test('ends at the timeout when the other side is silent', async () =>
    expect(await probe('tls', options(await listening(createTcpServer())), { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, agreeing on TLS',
    }))
})

describe('heartbeat', () => {
  const ago = (ms: number) => new Date(systemClock.now().getTime() - ms)
  test('passes within interval and grace', async () =>
    expect(await probe('heartbeat', { grace: '30s' }, { intervalMs: 60_000, lastBeatAt: ago(85_000) })).toMatchObject({
      outcome: 'pass',
      says: 'called 1 min ago',
    }))
  test('fails after them', async () =>
    expect(await probe('heartbeat', { grace: '30s' }, { intervalMs: 60_000, lastBeatAt: ago(125_000) })).toMatchObject({
      outcome: 'fail',
      says: 'last called 2 min ago, expected every 1 min',
    }))
  test('cannot see before the first call', async () =>
    expect(await probe('heartbeat', {})).toMatchObject({ outcome: 'blind', says: 'has not called yet' }))
  test('takes a call from a clock that runs ahead', async () =>
    expect(await probe('heartbeat', {}, { lastBeatAt: ago(-60_000) })).toMatchObject({ outcome: 'pass', says: 'called 0 ms ago' }))
})

describe('scenario', () => {
  type Answer = { status?: number; headers?: Record<string, string | string[]>; body?: unknown }
  async function platform(
    routes: Record<string, (given: { headers: Record<string, unknown>; body: string; url: string }) => Answer>,
  ): Promise<string> {
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        const url = request.url ?? ''
        const route = routes[`${request.method} ${url.split('?')[0]}`]
        const { status = 200, headers = {}, body: answer = {} } = route ? route({ headers: request.headers, body, url }) : { status: 404 }
        response.writeHead(status, headers).end(JSON.stringify(answer))
      })
    })
    return `http://127.0.0.1:${await listening(server)}`
  }

  test('passes captured values and cookies on, from step to step', async () => {
    const seen: unknown[] = []
    const base = await platform({
      'POST /sign-in': ({ body, headers }) => {
        seen.push([headers['content-type'], JSON.parse(body)])
        return {
          headers: { 'set-cookie': ['sid=abc; Path=/; HttpOnly', 'elsewhere=1; Domain=other.example'], 'x-csrf': 'nonce-1' },
          body: { token: 'tok-1', user: { id: 42 } },
        }
      },
      'PUT /users/42': ({ headers, body, url }) => {
        seen.push([headers.authorization, headers.cookie, headers['x-csrf'], url, JSON.parse(body)])
        return { body: { ok: true } }
      },
    })
    const result = await probe('scenario', {
      base: `${base}/app/`,
      steps: [
        {
          name: 'Sign in',
          method: 'POST',
          url: '/sign-in',
          json: { user: 'ada' },
          capture: { token: '$.token', id: '$.user.id', csrf: 'header:X-CSRF', sid: 'cookie:sid' },
        },
        {
          name: 'Rename',
          method: 'PUT',
          url: '/users/{{id}}?s={{ sid }}',
          headers: { authorization: 'Bearer {{token}}', 'x-csrf': '{{csrf}}' },
          json: { id: '{{id}}', names: ['{{token}}!'] },
          expect: { json: [{ path: '$.ok', equals: true }] },
        },
      ],
    })
    expect(result).toMatchObject({ outcome: 'pass', says: '2 steps passed', code: 200 })
    expect(seen).toEqual([
      ['application/json', { user: 'ada' }],
      ['Bearer tok-1', 'sid=abc', 'nonce-1', '/users/42?s=abc', { id: 42, names: ['tok-1!'] }],
    ])
  })

  test('stops at the first step that fails, and shows each', async () => {
    let reached = false
    const base = await platform({
      'GET /a': () => ({}),
      'GET /b': () => ({ status: 500, body: { why: 'broken' } }),
      'GET /c': () => {
        reached = true
        return {}
      },
    })
    const steps = ['a', 'b', 'c'].map((name) => ({ name, url: `/${name}` }))
    const result = await probe('scenario', { base, steps })
    expect(result).toMatchObject({
      outcome: 'fail',
      says: '500, expected 200-299 (step 2 of 3, b)',
      code: 500,
      evidence: { body: '{"why":"broken"}' },
    })
    expect(result.evidence?.steps).toEqual([
      { name: 'a', holds: true, says: '200', latencyMs: expect.any(Number) },
      { name: 'b', holds: false, says: '500, expected 200-299', latencyMs: expect.any(Number) },
      { name: 'c', holds: false, says: 'not reached' },
    ])
    expect(reached).toBe(false)
  })

  test('fails when there is nothing to capture', async () => {
    const base = await platform({ 'GET /a': () => ({ body: { other: 1 } }) })
    expect((await probe('scenario', { base, steps: [{ name: 'A', url: '/a', capture: { token: '$.token' } }] })).says).toBe(
      '200: expected $.token to capture as token, got nothing there (step 1 of 1, A)',
    )
  })

  test('has one deadline for all steps', async () => {
    const base = await platform({ 'GET /a': () => ({}) })
    const silent = await saying(() => {})
    const result = await probe(
      'scenario',
      {
        base,
        steps: [
          { name: 'A', url: '/a' },
          { name: 'B', url: silent },
          { name: 'C', url: '/a' },
        ],
      },
      { timeoutMs: 200 },
    )
    expect(result).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 200 ms, waiting for the first byte of the answer (step 2 of 3, B)',
    })
    expect(result.latencyMs).toBeLessThan(1000)
  })

  test('starts each run without cookies', async () => {
    const seen: unknown[] = []
    const base = await platform({
      'GET /a': ({ headers }) => {
        seen.push(headers.cookie)
        return { headers: { 'set-cookie': 'sid=1' } }
      },
    })
    const options = {
      base,
      steps: [
        { name: 'A', url: '/a' },
        { name: 'B', url: '/a' },
      ],
    }
    await probe('scenario', options)
    await probe('scenario', options)
    expect(seen).toEqual([undefined, 'sid=1', undefined, 'sid=1'])
  })

  test('a captured value cannot break out of a header or lead to a forbidden address', async () => {
    const base = await platform({ 'GET /a': () => ({ body: { evil: 'x\r\ny: z', to: 'http://169.254.169.254/' } }) })
    const capture = { evil: '$.evil', to: '$.to' }
    expect(
      (
        await probe('scenario', {
          base,
          steps: [
            { name: 'A', url: '/a', capture },
            { name: 'B', url: '/a', headers: { 'x-a': '{{evil}}' } },
          ],
        })
      ).says,
    ).toContain('would have several lines')
    expect(
      (
        await probe('scenario', {
          base,
          steps: [
            { name: 'A', url: '/a', capture: { to: '$.to' } },
            { name: 'B', url: '{{to}}' },
          ],
        })
      ).outcome,
    ).toBe('fail')
  })
})

describe('postgres', () => {
  test('a server that accepts and is then silent is ended at the timeout', async () => {
    const port = await listening(createTcpServer())
    const result = await probe('postgres', { url: `postgres://a:b@127.0.0.1:${port}/db` }, { timeoutMs: 200 })
    expect(result).toMatchObject({ outcome: 'fail', says: 'timed out after 200 ms, waiting for the first byte of the answer' })
    expect(probe.prober.underWay).toBe(0)
  })
  test('a port that refuses is said in words', async () => {
    const port = await closedPort()
    expect(await probe('postgres', { url: `postgres://a:b@127.0.0.1:${port}/db` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
  })
  test('one that hangs up is said in words', async () => {
    const port = await listening(createTcpServer((socket) => socket.once('data', () => socket.end())))
    expect((await probe('postgres', { url: `postgres://a:b@127.0.0.1:${port}/db` })).says).toBe(
      `127.0.0.1:${port} closed the connection before it answered`,
    )
  })
  test('an answer without end is cut off', async () => {
    const row = Buffer.alloc(1 << 16, 'x')
    const head = Buffer.alloc(5)
    head.write('D')
    head.writeInt32BE(1 << 30, 1)
    const port = await listening(
      createTcpServer((socket) =>
        socket.once('data', () => {
          socket.write(head)
          const more = () => {
            while (!socket.destroyed && socket.write(row));
            if (!socket.destroyed) socket.once('drain', more)
          }
          more()
        }),
      ),
    )
    expect((await probe('postgres', { url: `postgres://a:b@127.0.0.1:${port}/db` })).says).toContain('larger than 4 MiB')
  })
  test('its own sockets and ports are refused (REL-5)', async () => {
    const port = await listening(createTcpServer())
    expect((await probes([`127.0.0.1:${port}`])('postgres', { url: `postgres://a:b@127.0.0.1:${port}/db` })).says).toContain(
      'Plimsoll itself listens there',
    )
  })
})
