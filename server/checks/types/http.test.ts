import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect as connectTcp, createServer as createTcpServer, Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { authority, closeAll, closedPort, listening, probes, saying, selfSigned, whenOver } from './http/testing'

afterEach(closeAll)
const probe = probes()

async function serve(handle: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => handle(request, response, Buffer.concat(parts).toString()))
  })
  return `http://127.0.0.1:${await listening(server)}`
}

const ok = (body = 'ok') => `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`

describe('an answer', () => {
  test('as expected passes, says its status, and tells where the time went', async () => {
    const url = await serve((_request, response) => response.end('ok'))
    const { outcome, says, code, phases, latencyMs, evidence, checkNo } = await probe('http', { url })
    expect({ outcome, says, code, evidence, checkNo }).toEqual({ outcome: 'pass', says: '200', code: 200, evidence: undefined, checkNo: 7 })
    expect(phases).toMatchObject({ dnsMs: 0, tlsMs: 0 })
    expect(phases?.connectMs).toBeGreaterThan(0)
    expect(phases?.firstByteMs).toBeGreaterThan(0)
    const sum = Object.values(phases ?? {}).reduce((all, one) => all + one, 0)
    expect(latencyMs).toBeGreaterThanOrEqual(sum - 0.01)
  })

  test('each check comes over a connection of its own, and under one name (CHK-2, CHK-11)', async () => {
    const ports: unknown[] = []
    const agents: unknown[] = []
    const url = await serve((request, response) => {
      ports.push(request.socket.remotePort)
      agents.push(request.headers['user-agent'])
      response.end()
    })
    await probe('http', { url })
    await probe('http', { url })
    expect(new Set(ports).size).toBe(2)
    expect(agents).toEqual(['Plimsoll/test', 'Plimsoll/test'])
  })

  test('slower than allowed is slow, and still no failure', async () => {
    const url = await serve((_request, response) => response.end('ok'))
    expect(await probe('http', { url }, { slowAfterMs: 0.001 })).toMatchObject({ outcome: 'slow', says: '200' })
  })

  test('with another status fails and keeps its evidence (CHK-9)', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(503, { 'retry-after': '120', 'x-node': 'b' }).end('{"error":"no database"}'),
    )
    const result = await probe('http', { url: `${url}/health?full=1` })
    expect(result).toMatchObject({ outcome: 'fail', says: '503, expected 200-299', code: 503, retryAfterMs: 120_000 })
    expect(result.evidence).toMatchObject({
      assertions: [{ expects: 'status 200-299', got: '503', holds: false }],
      status: 'HTTP/1.1 503 Service Unavailable',
      body: '{"error":"no database"}',
      curl: `curl -sS -i -L --max-redirs 10 '${url}/health?full=1'`,
    })
    expect(result.evidence?.headers).toContainEqual(['x-node', 'b'])
  })

  test('of a pass keeps evidence too when somebody asks for it', async () => {
    const url = await saying(ok('hello'))
    expect((await probe('http', { url }, { wantsEvidence: true })).evidence).toMatchObject({ body: 'hello', assertions: [{ holds: true }] })
  })

  test('keeps the first 16 KiB of its body as evidence, not more', async () => {
    const url = await serve((_request, response) => response.writeHead(500).end('é'.repeat(100_000)))
    const { evidence } = await probe('http', { url })
    expect(Buffer.byteLength(evidence?.body ?? '')).toBe(16 * 1024)
  })
})

describe('expectations', () => {
  const body = JSON.stringify({ status: 'ok', users: [{ name: 'ada' }, { name: 'grace' }], load: 0.5, none: null })
  const url = () => serve((_request, response) => response.writeHead(200, { 'content-type': 'application/json', 'x-a': '1' }).end(body))

  test.each([
    [{ status: ['200', '204'] }],
    [{ status: [200] }],
    [{ bodyContains: ['"ada"', 'grace'] }],
    [{ bodyLacks: ['error'] }],
    [{ bodyMatches: ['"load":0\\.\\d'] }],
    [{ headers: { 'Content-Type': '^application/json' } }],
    [{ json: [{ path: '$.status', equals: 'ok' }] }],
    [{ json: [{ path: '$.users[0]', equals: { name: 'ada' } }] }],
    [{ json: [{ path: '$.none', equals: null }] }],
    [{ json: [{ path: '$.none', exists: true }] }],
    [{ json: [{ path: '$.gone', exists: false }] }],
    [{ json: [{ path: '$.users[*].name', matches: '^[a-z]+$' }] }],
    [{ json: [{ path: '$.load', atLeast: 0.5, atMost: 0.5 }] }],
    [{ json: [{ path: '$.users', lengthAtLeast: 2 }] }],
    [{ json: [{ path: '$.users[*]', lengthAtLeast: 2 }] }],
  ])('%j hold', async (expected) => expect(await probe('http', { url: await url(), expect: expected })).toMatchObject({ outcome: 'pass' }))

  test.each([
    [{ status: ['204', '300-399'] }, '200, expected 204, 300-399'],
    [{ bodyContains: ['ada', 'linus'] }, '200: expected body that contains "linus", got it is not in its 80 characters'],
    [{ bodyLacks: ['ada'] }, '200: expected body without "ada", got it is there'],
    [{ bodyMatches: ['^ok$'] }, '200: expected body that matches ^ok$, got no match in its 80 characters'],
    [{ headers: { 'content-type': 'html' } }, '200: expected header content-type that matches html, got application/json'],
    [{ headers: { 'x-b': '.' } }, '200: expected header x-b that matches ., got no such header'],
    [{ json: [{ path: '$.status', equals: 'bad' }] }, '200: expected $.status equals "bad", got "ok"'],
    [{ json: [{ path: '$.gone', equals: 1 }] }, '200: expected $.gone equals 1, got nothing there'],
    [{ json: [{ path: '$.status', exists: false }] }, '200: expected $.status does not exist, got "ok"'],
    [{ json: [{ path: '$.users[*].name', matches: '^a' }] }, '200: expected $.users[*].name matches ^a, got ["ada","grace"]'],
    [{ json: [{ path: '$.load', atLeast: 1 }] }, '200: expected $.load is at least 1, got 0.5'],
    [{ json: [{ path: '$.status', atMost: 1 }] }, '200: expected $.status is at most 1, got "ok"'],
    [
      { json: [{ path: '$.users', lengthAtLeast: 3 }] },
      '200: expected $.users has a length of at least 3, got [{"name":"ada"},{"name":"grace"}]',
    ],
    [{ certificateDays: 1 }, '200: expected certificate that lasts 1 more days, got no certificate: the answer did not come over TLS'],
  ])('%j fail with a sentence', async (expected, says) =>
    expect(await probe('http', { url: await url(), expect: expected })).toMatchObject({ outcome: 'fail', says }),
  )

  test('JSON of a body that is none fails and says so', async () => {
    const page = await saying(ok('<html>'))
    expect((await probe('http', { url: page, expect: { json: [{ path: '$.a', exists: true }] } })).says).toContain(
      'got the body is not JSON',
    )
  })
})

describe('a request', () => {
  test('carries method, headers and body', async () => {
    let seen: unknown
    const url = await serve(({ method, headers, url: path }, response, body) => {
      seen = { method, path, type: headers['content-type'], extra: headers['x-extra'], length: headers['content-length'], body }
      response.end()
    })
    await probe('http', { url: `${url}/a%20b?c=d`, method: 'POST', headers: { 'X-Extra': 'yes' }, body: '{"é":1}' })
    expect(seen).toEqual({ method: 'POST', path: '/a%20b?c=d', type: 'application/json', extra: 'yes', length: '8', body: '{"é":1}' })
  })

  test.each([
    [{ auth: { basic: { username: 'ada', password: 'p:ä' } } }, `Basic ${Buffer.from('ada:p:ä').toString('base64')}`],
    [{ auth: { bearer: 'abc' } }, 'Bearer abc'],
    [{ headers: { Authorization: 'Custom 1' }, auth: { bearer: 'abc' } }, 'Custom 1'],
  ])('identifies itself by %j', async (options, authorization) => {
    let seen: unknown
    const url = await serve(({ headers }, response) => {
      seen = headers.authorization
      response.end()
    })
    await probe('http', { url, ...options })
    expect(seen).toBe(authorization)
  })

  test('takes user and password from the address', async () => {
    let seen: unknown
    const url = await serve(({ headers }, response) => {
      seen = headers.authorization
      response.end()
    })
    await probe('http', { url: url.replace('//', '//ada:p%20w@') })
    expect(seen).toBe(`Basic ${Buffer.from('ada:p w').toString('base64')}`)
  })

  test('HEAD and 204 have no body to wait for', async () => {
    const head = await saying((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n'))
    expect(await probe('http', { url: head, method: 'HEAD' })).toMatchObject({ outcome: 'pass' })
    const empty = await saying((socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
    expect(await probe('http', { url: empty })).toMatchObject({ outcome: 'pass', says: '204' })
  })
})

describe('OAuth2 client credentials', () => {
  async function world(tokenAnswer: () => { status?: number; body: unknown }) {
    const asked: { authorization: unknown; body: string }[] = []
    const tokenUrl = await serve(({ headers }, response, body) => {
      asked.push({ authorization: headers.authorization, body })
      const { status = 200, body: answer } = tokenAnswer()
      response.writeHead(status).end(JSON.stringify(answer))
    })
    const seen: unknown[] = []
    const url = await serve(({ headers }, response) => {
      seen.push(headers.authorization)
      response.writeHead(headers.authorization === 'Bearer stale-token' ? 401 : 200).end()
    })
    const options = {
      url,
      auth: { oauth2: { tokenUrl: `${tokenUrl}/token`, clientId: 'me', clientSecret: 's3cr3t-s3cr3t', scope: 'read' } },
    }
    return { asked, seen, options }
  }

  test('a token is taken once and used until it ends', async () => {
    const { asked, seen, options } = await world(() => ({ body: { access_token: 'token-1', expires_in: 3600 } }))
    const { prober } = probe
    const { checkTypeOf, parseOptions } = await import('./registry')
    const plan = {
      check: { no: 1, name: 'a', intervalMs: 1000, timeoutMs: 5000, slowAfterMs: null },
      type: checkTypeOf('http'),
      options: parseOptions('http', options),
    }
    await prober.probe(plan)
    await prober.probe(plan)
    expect(seen).toEqual(['Bearer token-1', 'Bearer token-1'])
    expect(asked).toEqual([
      { authorization: `Basic ${Buffer.from('me:s3cr3t-s3cr3t').toString('base64')}`, body: 'grant_type=client_credentials&scope=read' },
    ])
  })

  test('a token that is not accepted is not used again', async () => {
    let count = 0
    const { seen, options } = await world(() => ({
      body: { access_token: count++ === 0 ? 'stale-token' : 'fresh-token', expires_in: 3600 },
    }))
    const { checkTypeOf, parseOptions } = await import('./registry')
    const plan = {
      check: { no: 1, name: 'a', intervalMs: 1000, timeoutMs: 5000, slowAfterMs: null },
      type: checkTypeOf('http'),
      options: parseOptions('http', options),
    }
    expect(await probe.prober.probe(plan)).toMatchObject({ outcome: 'fail', says: '401, expected 200-299' })
    expect(await probe.prober.probe(plan)).toMatchObject({ outcome: 'pass' })
    expect(seen).toEqual(['Bearer stale-token', 'Bearer fresh-token'])
  })

  test('no token is a failure that says why', async () => {
    const { options, seen } = await world(() => ({ status: 400, body: { error: 'invalid_client' } }))
    expect(await probe('http', options)).toMatchObject({
      outcome: 'fail',
      says: 'no token: the token endpoint answered 400 (invalid_client)',
    })
    expect(seen).toEqual([])
  })
})

describe('redirects', () => {
  test('are followed, and told', async () => {
    const url = await serve((request, response) =>
      request.url === '/' ? response.writeHead(302, { location: '/there' }).end() : response.end('ok'),
    )
    expect(await probe('http', { url })).toMatchObject({ outcome: 'pass', says: '200 after 1 redirect' })
  })

  test('are not followed when none is allowed', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/there' }).end())
    expect(await probe('http', { url, followRedirects: 0, expect: { status: ['302'] } })).toMatchObject({ outcome: 'pass', says: '302' })
  })

  test('for ever are ended (REL-3)', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/' }).end())
    expect(await probe('http', { url, followRedirects: 5 })).toMatchObject({
      outcome: 'fail',
      says: 'redirected more than 5 times, and on to /',
    })
  })

  test('to another origin take no credentials along', async () => {
    let seen: IncomingMessage['headers'] = {}
    const elsewhere = await serve(({ headers }, response) => {
      seen = headers
      response.end()
    })
    const url = await serve((_request, response) => response.writeHead(307, { location: elsewhere }).end())
    await probe('http', { url, headers: { cookie: 'a=b', 'x-api-key': 'k', 'x-plain': 'p' }, auth: { bearer: 'abc' } })
    expect(seen['x-plain']).toBe('p')
    expect([seen.authorization, seen.cookie, seen['x-api-key']]).toEqual([undefined, undefined, undefined])
    expect(elsewhere).toContain(String(seen.host))
  })

  test('on the same origin keep them', async () => {
    let seen: unknown
    const url = await serve((request, response) => {
      if (request.url === '/') return void response.writeHead(302, { location: '/b' }).end()
      seen = request.headers.authorization
      response.end()
    })
    await probe('http', { url, auth: { bearer: 'abc' } })
    expect(seen).toBe('Bearer abc')
  })

  test.each([
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'x=1'],
    [308, 'POST', 'x=1'],
  ])('by %i send %s with "%s" on', async (status, method, body) => {
    let seen: unknown
    const url = await serve((request, response, received) => {
      if (request.url === '/') return void response.writeHead(status, { location: '/b' }).end()
      seen = [request.method, received]
      response.end()
    })
    await probe('http', { url, method: 'POST', body: 'x=1' })
    expect(seen).toEqual([method, body])
  })

  test('to a forbidden address are refused (REL-5)', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end())
    const { outcome, says } = await probe('http', { url })
    expect(outcome).toBe('fail')
    expect(says).toContain('after 1 redirect: 169.254.169.254 is refused')
  })

  test('to what is not http are not followed', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end())
    expect((await probe('http', { url })).says).toBe('redirected to file:, which cannot be followed')
  })
})

describe('the guard (REL-5)', () => {
  test("Plimsoll's own port is refused by address and by name, and never connected to", async () => {
    let connections = 0
    const server = createTcpServer(() => connections++)
    const port = await listening(server)
    const guarded = probes([`127.0.0.1:${port}`])
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '[::ffff:127.0.0.1]']) {
      const { outcome, says } = await guarded('http', { url: `http://${host}:${port}/` })
      expect([outcome, says]).toEqual(['fail', expect.stringContaining('Plimsoll itself listens there')])
    }
    expect(connections).toBe(0)
  })

  test('stands behind a proxy too', async () => {
    const proxy = await serve((_request, response) => response.end('ok'))
    expect((await probe('http', { url: 'http://169.254.169.254/', proxy })).says).toContain('169.254.169.254 is refused')
    expect((await probe('http', { url: 'http://shop.example/', proxy: 'http://169.254.169.254:3128' })).says).toContain(
      '169.254.169.254 is refused',
    )
  })
})

describe('a target that misbehaves (REL-3)', () => {
  test('refuses: said in words, with where', async () => {
    const port = await closedPort()
    expect(await probe('http', { url: `http://127.0.0.1:${port}/` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
      code: 0,
    })
  })

  test('refuses on one family is asked on the other', async () => {
    const url = await serve((_request, response) => response.end())
    expect(await probe('http', { url: url.replace('127.0.0.1', 'localhost') })).toMatchObject({ outcome: 'pass' })
    const { says, outcome } = await probe('http', { url: url.replace('127.0.0.1', 'localhost'), ipFamily: 6 })
    expect([outcome, says]).toEqual(['fail', expect.stringMatching(/^localhost:\d+ (refused the connection|cannot be reached)/)])
  })

  const gzipBomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const endless = (head: string, part: string) =>
    saying((socket) => {
      socket.write(head)
      const more = () => {
        while (!socket.destroyed && socket.write(part));
        if (!socket.destroyed) socket.once('drain', more)
      }
      more()
    })

  test('never answers: ended at the timeout, which says what it waited for', async () => {
    const url = await saying(() => {})
    expect(await probe('http', { url }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the first byte of the answer',
    })
    expect(probe.prober.underWay).toBe(0)
  })

  test('sends its headers drop by drop: ended at the timeout', async () => {
    const url = await saying((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write('x: y\r\n'), 20)
      whenOver(() => clearInterval(drip))
    })
    expect(await probe('http', { url }, { timeoutMs: 200 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 200 ms, reading the answer',
    })
  })

  test('sends headers without end: refused at 64 KiB', async () => {
    const url = await endless('HTTP/1.1 200 OK\r\n', `x: ${'y'.repeat(8000)}\r\n`)
    expect(await probe('http', { url })).toMatchObject({ outcome: 'fail', says: 'the answer has headers of more than 64 KiB' })
  })

  test.each([
    ['content-length: 10737418240\r\n\r\n', 'z'.repeat(65_536)],
    ['transfer-encoding: chunked\r\n\r\n', `10000\r\n${'z'.repeat(65_536)}\r\n`],
    ['\r\n', 'z'.repeat(65_536)],
  ])('sends 10 GB or never ends (%j): read up to 1 MiB, and passed when nothing more is needed', async (head, part) => {
    const url = await endless(`HTTP/1.1 200 OK\r\n${head}`, part)
    expect(await probe('http', { url })).toMatchObject({ outcome: 'pass' })
    expect(await probe('http', { url, expect: { bodyContains: ['zzz'] } })).toMatchObject({ outcome: 'pass' })
    expect((await probe('http', { url, expect: { bodyLacks: ['error'] } })).says).toContain('the rest beyond 1 MiB was not read')
    expect((await probe('http', { url, expect: { bodyContains: ['error'] } })).says).toContain('the rest beyond 1 MiB was not read')
    expect((await probe('http', { url, expect: { json: [{ path: '$.a', exists: true }] } })).says).toContain('larger than 1 MiB')
  })

  test('sends a bomb of gzip: its decompressed bytes count', async () => {
    const url = await serve((_request, response) => response.writeHead(500, { 'content-encoding': 'gzip' }).end(gzipBomb))
    const before = process.memoryUsage().arrayBuffers
    const { evidence } = await probe('http', { url })
    expect(evidence?.body).toBe('[1048576 or more bytes that are not text]')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48 * 1024 * 1024)
  })

  test('sends faster than can be decompressed: held back meanwhile, and read to its end', async () => {
    const noise = randomBytes(600_000).toString('base64')
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(noise)))
    const [pause, resume] = [vi.spyOn(Socket.prototype, 'pause'), vi.spyOn(Socket.prototype, 'resume')]
    whenOver(() => vi.restoreAllMocks())
    expect(await probe('http', { url, expect: { bodyContains: [noise.slice(-100)] } })).toMatchObject({ outcome: 'pass' })
    expect(pause.mock.calls.length).toBeGreaterThan(0)
    expect(resume.mock.calls.length).toBeGreaterThanOrEqual(pause.mock.calls.length)
  })

  test('a body that goes on drop by drop is ended at the timeout', async () => {
    const url = await saying((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const drip = setInterval(() => socket.write('x'), 20)
      whenOver(() => clearInterval(drip))
    })
    expect(await probe('http', { url }, { timeoutMs: 200 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 200 ms, reading the answer',
    })
  })

  test.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', 'the answer is not HTTP: it begins with "SSH-2.0-OpenSSH_9.2\\r\\n"'],
    ['', 'the answer never came: the connection was closed without one'],
    ['HTTP/1.1 200 OK\r\ncontent-le', 'the answer ended within its headers'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'the answer ended after 3 of 10 bytes'],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab', 'the answer ended in the middle of its body'],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', 'the answer has a chunk whose size is not given properly: "zz"'],
    ['HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n', 'the answer has a content-length that makes no sense: -1'],
    ['HTTP/1.1 200 OK\r\nno colon\r\n\r\n', 'the answer has a malformed header: "no colon"'],
    ['HTTP/2 200\r\n\r\n', 'the answer has a malformed first line: "HTTP/2 200"'],
    [
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc',
      'the body of the answer is not the gzip that it claims to be',
    ],
  ])('answers %j: %s', async (answer, says) =>
    expect(await probe('http', { url: await saying(answer) })).toMatchObject({ outcome: 'fail', says }),
  )

  test('a reset in the middle is said in words', async () => {
    const url = await saying((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', () => socket.resetAndDestroy()))
    const { outcome, says } = await probe('http', { url })
    expect([outcome, says]).toEqual(['fail', expect.stringMatching(/^127\.0\.0\.1:\d+ reset the connection$/)])
  })

  test('plain http on a port for https is said in words', async () => {
    const { issue } = authority()
    const port = await listening(createSecureServer(issue('a.test')))
    expect((await probe('http', { url: `http://127.0.0.1:${port}/` })).outcome).toBe('fail')
    const plain = await saying(ok())
    expect((await probe('http', { url: plain.replace('http:', 'https:') })).says).toMatch(/does not speak TLS on this port$/)
  })
})

describe('a compressed body', () => {
  const text = 'hello '.repeat(5000)
  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('in %s is read', async (coding, bytes) => {
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes))
    expect(await probe('http', { url, expect: { bodyMatches: ['^(hello )+$'] } })).toMatchObject({ outcome: 'pass' })
  })

  test('that is cut off fails', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text).subarray(0, 60)),
    )
    expect((await probe('http', { url })).says).toBe('the body of the answer is not the gzip that it claims to be')
  })
})

describe('https', () => {
  const { ca, issue } = authority()
  const hosts = { 'a.test': '127.0.0.1' }
  const dns = async () => {
    const { mkdtempSync, writeFileSync, rmSync } = await import('node:fs')
    const folder = mkdtempSync('/tmp/plimsoll-hosts-')
    whenOver(() => rmSync(folder, { recursive: true }))
    writeFileSync(
      `${folder}/hosts`,
      Object.entries(hosts)
        .map(([name, address]) => `${address} ${name} b.test`)
        .join('\n'),
    )
    return { hostsFile: `${folder}/hosts` }
  }
  async function secure(certificate: { key: string; cert: string }, extra: object = {}) {
    let requests = 0
    const server = createSecureServer({ ...certificate, ...extra }, (_request, response) => {
      requests++
      response.end('ok')
    })
    const port = await listening(server)
    return { url: `https://a.test:${port}/`, requests: () => requests, probe: probes([], await dns()) }
  }

  test('passes with a certificate of a declared authority, and times TLS', async () => {
    const { url, probe } = await secure(issue('a.test'))
    const result = await probe('http', { url, tls: { ca }, expect: { certificateDays: 90 } })
    expect(result).toMatchObject({ outcome: 'pass', says: '200' })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
  })

  test('fails when the certificate ends too soon', async () => {
    const { url, probe } = await secure(issue('a.test', -1, 9.5))
    expect(await probe('http', { url, tls: { ca }, expect: { certificateDays: 14 } })).toMatchObject({
      outcome: 'fail',
      says: '200: expected certificate that lasts 14 more days, got 9 days left',
    })
  })

  test('sends nothing to whom it cannot trust, and says why', async () => {
    const { url, probe, requests } = await secure(issue('a.test'))
    const { outcome, says } = await probe('http', { url, auth: { bearer: 'secret-token' } })
    expect([outcome, says]).toEqual([
      'fail',
      expect.stringMatching(/^the certificate of a\.test (cannot be traced to a known authority|comes from an unknown authority)/),
    ])
    expect(requests()).toBe(0)
  })

  test.each([
    ['expired', () => issue('a.test', -10, -3.5), 'the certificate of a.test expired 3 days ago, on '],
    ['not yet valid', () => issue('a.test', 3, 10), 'the certificate of a.test is valid only from '],
    ['for another host', () => issue('c.test'), 'the certificate of c.test is not for a.test'],
    ['self-signed', () => selfSigned('a.test'), 'the certificate of a.test is self-signed'],
  ])('a certificate that is %s has its own sentence', async (_what, certificate, says) => {
    const { url, probe, requests } = await secure(certificate())
    expect((await probe('http', { url, tls: { ca } })).says).toContain(says)
    expect(requests()).toBe(0)
  })

  test('shows a client certificate where one is asked for (mTLS)', async () => {
    const { url, probe } = await secure(issue('a.test'), { ca, requestCert: true, rejectUnauthorized: true })
    const client = issue('client.test')
    expect(await probe('http', { url, tls: { ca, ...client } })).toMatchObject({ outcome: 'pass' })
    expect(await probe('http', { url, tls: { ca } })).toMatchObject({ outcome: 'fail' })
  })

  test('goes through a proxy by CONNECT, with its credentials', async () => {
    const { url, probe } = await secure(issue('a.test'))
    const asked: string[] = []
    const proxy = createServer()
    proxy.on('connect', (request, socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
      const upstream = connectTcp(Number(request.url?.split(':')[1]), '127.0.0.1')
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    const port = await listening(proxy)
    const result = await probe('http', { url, tls: { ca }, proxy: `http://me:pw@127.0.0.1:${port}` })
    expect(result).toMatchObject({ outcome: 'pass' })
    expect(asked).toEqual([`${new URL(url).host} Basic ${Buffer.from('me:pw').toString('base64')}`])
  })

  test('a proxy that refuses is told apart from the target', async () => {
    const proxy = await saying('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    expect((await probe('http', { url: 'https://shop.example/', proxy })).says).toMatch(
      /^the proxy 127\.0\.0\.1:\d+ did not open a tunnel: it answered 407$/,
    )
  })
})

test('plain http goes through a proxy with the whole address', async () => {
  let seen: unknown
  const proxy = await serve((request, response) => {
    seen = [request.url, request.headers.host]
    response.end()
  })
  expect(await probe('http', { url: 'http://shop.example/a?b', proxy })).toMatchObject({ outcome: 'pass' })
  expect(seen).toEqual(['http://shop.example/a?b', 'shop.example'])
})

test('a hundred at once, every one misbehaving in its own way, leave nothing behind', async () => {
  const kinds = await Promise.all([
    saying(() => {}),
    saying('garbage'),
    saying(ok()),
    saying((socket) => void socket.resetAndDestroy()),
    saying(['HTTP/1.1 200 OK\r\n', 'content-length: 2\r\n\r', '\no', 'k']),
  ])
  const results = await Promise.all(
    Array.from({ length: 100 }, (_, index) => probe('http', { url: kinds[index % kinds.length] }, { timeoutMs: 2_000 })),
  )
  expect(results.map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 100 }, (_, index) => (['fail', 'fail', 'pass', 'fail', 'pass'] as const)[index % 5]),
  )
  expect(probe.prober.underWay).toBe(0)
})
