import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { urlIssue } from './http/options'
import { closeAll, listening, probes, saying } from './http/testing'

afterEach(closeAll)
const probe = probes()
const secret = () => `s3'${randomBytes(9).toString('base64url')}&"ü`
const plain = () => randomBytes(12).toString('hex')

/** Answers with everything it was told, and with what is secret by its name. */
async function echo(
  extra: (request: IncomingMessage, body: string) => { status?: number; headers?: Record<string, string>; body?: string } = () => ({}),
): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const more = extra(request, body)
      response.writeHead(more.status ?? 500, {
        'x-seen': encodeURIComponent(`${request.url} ${JSON.stringify(request.headers)}`),
        ...more.headers,
      })
      response.end(
        more.body ?? `${request.url} ${request.rawHeaders.join(' ')} ${decodeURIComponent(body.replace(/%(?![0-9A-F]{2})/gi, ''))} ${body}`,
      )
    })
  })
  return `http://127.0.0.1:${await listening(server)}`
}

/** The secret as it is, and as it may be written. */
const writings = (value: string) => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64'),
  value.replaceAll("'", `'\\''`),
]

function expectHidden(result: object, ...secrets: string[]): void {
  const text = JSON.stringify(result)
  const parsed = Object.values(JSON.parse(text) as object).map(String)
  for (const value of secrets)
    for (const writing of writings(value))
      expect(
        [text, ...parsed].some((part) => part.includes(writing)),
        `${writing} in ${text}`,
      ).toBe(false)
}

describe('a secret is nowhere in a result (CHK-7, CHK-9)', () => {
  test.each<[string, (value: string) => object]>([
    ['a bearer token', (value) => ({ auth: { bearer: value } })],
    ['a password', (value) => ({ auth: { basic: { username: 'ada', password: value } } })],
    ['the password of an address', (value) => ({ url: `http://ada:${encodeURIComponent(value)}@` })],
    ['a token in the query', (value) => ({ url: `?access_token=${encodeURIComponent(value)}` })],
    ['an authorization header', (value) => ({ headers: { Authorization: `Custom ${encodeURIComponent(value)}` } })],
    ['an api key', (value) => ({ headers: { 'X-Api-Key': encodeURIComponent(value) } })],
    ['a header with a name of somebody’s own', (value) => ({ headers: { 'X-Zebra': encodeURIComponent(value) } })],
    ['a cookie', (value) => ({ headers: { Cookie: `session=${encodeURIComponent(value)}` } })],
    ['a password in a JSON body', (value) => ({ method: 'POST', body: JSON.stringify({ user: 'ada', login: { password: value } }) })],
    ['a password in a form', (value) => ({ method: 'POST', body: new URLSearchParams({ user: 'ada', password: value }).toString() })],
  ])('%s', async (_where, options) => {
    const value = secret()
    const base = await echo()
    const given = options(value) as { url?: string }
    const url = given.url?.startsWith('http') ? `${given.url}${base.slice('http://'.length)}/a` : `${base}/a${given.url ?? ''}`
    const result = await probe('http', { ...given, url, expect: { bodyMatches: ['never'] } })
    expect(result.outcome).toBe('fail')
    expect(result.evidence?.curl).toContain('curl')
    expectHidden(result, value)
  })

  test('what the answer sets as a cookie, or gives as a token', async () => {
    const [cookie, token] = [plain(), plain()]
    const url = await echo(() => ({
      headers: { 'set-cookie': `session=${cookie}; HttpOnly` },
      body: `{"session":"${cookie}","access_token":"${token}"}`,
    }))
    expectHidden(await probe('http', { url, expect: { bodyContains: ['never'] } }, { wantsEvidence: true }), cookie, token)
  })

  test('a header with a name of somebody’s own is not sent on to where a redirect leads, and a word in it leaves texts whole', async () => {
    const value = plain()
    const elsewhere = await echo()
    const url = await echo(() => ({ status: 302, headers: { location: `${elsewhere}/production` } }))
    const asked = { url, headers: { 'x-zebra': value, 'x-stage': 'production', accept: 'text/plain' }, followRedirects: 1 }
    const body = (await probe('http', asked)).evidence?.body
    expect(body).toContain('/production')
    expect(body).toContain('accept text/plain')
    expect(body).toContain('x-stage production')
    expect(body).not.toMatch(/x-zebra/i)
  })

  test('where a redirect leads', async () => {
    const token = plain()
    const url = await echo(() => ({ status: 302, headers: { location: `/cb?token=${token}` } }))
    expectHidden(await probe('http', { url, followRedirects: 1 }), token)
  })

  test('the token and the client secret of OAuth2', async () => {
    const [token, clientSecret] = [plain(), secret()]
    const tokenUrl = await echo(() => ({ status: 200, body: JSON.stringify({ access_token: token }) }))
    const result = await probe('http', { url: await echo(), auth: { oauth2: { tokenUrl, clientId: 'me', clientSecret } } })
    expect(result.outcome).toBe('fail')
    expectHidden(result, token, clientSecret)
    const refused = await echo(() => ({ status: 400, body: JSON.stringify({ error: clientSecret }) }))
    expectHidden(
      await probe('http', { url: await echo(), auth: { oauth2: { tokenUrl: refused, clientId: 'me', clientSecret } } }),
      clientSecret,
    )
  })

  test('the password of a proxy', async () => {
    const password = secret()
    const proxy = (await echo()).replace('//', `//me:${encodeURIComponent(password)}@`)
    expectHidden(await probe('http', { url: 'http://shop.example/', proxy }), password)
  })

  test('one that the end of the evidence cuts in two', async () => {
    const value = plain()
    for (const [before, times] of [
      [16 * 1024 - 12, 4],
      [20 * 1024 - 12, 4],
      [100, 2000],
    ] as const) {
      const url = await echo(() => ({ body: 'x'.repeat(before) + value.repeat(times) }))
      const { evidence } = await probe('http', { url, auth: { bearer: value } })
      for (let length = 4; length <= value.length; length++) expect(evidence?.body).not.toContain(value.slice(0, length))
    }
  })

  test('what a scenario captures, its cookies, and what it sends', async () => {
    const [token, session, password, header] = [plain(), plain(), secret(), plain()]
    const base = await echo((request) =>
      request.url === '/in'
        ? { status: 200, headers: { 'set-cookie': `sid=${session}`, 'x-nonce': header }, body: JSON.stringify({ data: { id: token } }) }
        : {},
    )
    const result = await probe('scenario', {
      base,
      steps: [
        {
          name: 'In',
          method: 'POST',
          url: '/in',
          json: { user: 'ada', password },
          capture: { id: '$.data.id', nonce: 'header:x-nonce', sid: 'cookie:sid' },
        },
        { name: 'On', method: 'POST', url: '/on/{{id}}', headers: { 'x-plain': '{{nonce}}' }, body: 'sid={{sid}}&{{id}}' },
      ],
    })
    expect(result.outcome).toBe('fail')
    expectHidden(result, token, session, password, header)
  })

  test('the password of a database that repeats it', async () => {
    const password = plain()
    const server = createTcpServer((socket) => {
      socket.once('data', () => {
        const message = `SERROR\0C28P01\0Mno entry for ${password}\0\0`
        const head = Buffer.alloc(5)
        head.write('E')
        head.writeInt32BE(message.length + 4, 1)
        socket.end(Buffer.concat([head, Buffer.from(message, 'latin1')]))
      })
    })
    const port = await listening(server)
    const result = await probe('postgres', { url: `postgres://ada:${password}@127.0.0.1:${port}/db?sslmode=disable` })
    expect(result).toMatchObject({ outcome: 'fail', says: expect.stringContaining('no entry for [redacted]') })
    expectHidden(result, password)
  })

  test('not even in what a check looks at, for people', async () => {
    const { checkTypeOf, parseOptions } = await import('./registry')
    const password = plain()
    const url = `://ada:${password}@shop.example/a?token=${password}`
    const target = (kind: string, options: object) => JSON.stringify(checkTypeOf(kind).target(parseOptions(kind, options)))
    expect(target('http', { url: `https${url}` })).not.toContain(password)
    expect(target('scenario', { base: `https${url}`, steps: [{ name: 'a', url: '/' }] })).not.toContain(password)
    expect(target('postgres', { url: `postgres${url}` })).not.toContain(password)
  })
})

test('what is not secret stays readable', async () => {
  const url = await saying('HTTP/1.1 500 Oops\r\nx-node: b\r\n\r\nthe database is away')
  const { evidence } = await probe('http', { url: `${url}/a?page=2`, headers: { 'x-plain': 'p' }, auth: { bearer: 'abcdefgh' } })
  expect(evidence).toMatchObject({ status: 'HTTP/1.1 500 Oops', headers: [['x-node', 'b']], body: 'the database is away' })
  expect(evidence?.curl).toBe(`curl -sS -i -L --max-redirs 10 -H 'x-plain: p' -H 'authorization: [redacted]' '${url}/a?page=2'`)
})

test('what cannot be read as an address is refused without the secrets in it', () => {
  const issue = urlIssue('http://ada:hunter2@shop.example:port/a?token=tr0ub4dor')
  expect(issue).toContain('"http://[redacted]@shop.example:port/a?[redacted]" is not an address')
})
