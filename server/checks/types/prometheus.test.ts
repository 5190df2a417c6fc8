import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes } from './http/testing'

afterEach(closeAll)
const probe = probes()

type Answer = { readonly status?: number; readonly body: unknown }

/** Answers as https://prometheus.io/docs/prometheus/latest/querying/api/ documents. */
async function prometheus(
  answer: Answer,
): Promise<{ readonly url: string; readonly asked: { url: string; headers: IncomingHttpHeaders }[] }> {
  const asked: { url: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer(({ url = '', headers }, response) => {
    asked.push({ url, headers })
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  return { url: `http://127.0.0.1:${await listening(server)}`, asked }
}

const success = (resultType: string, result: unknown): Answer => ({
  body: { status: 'success', data: { resultType, result }, warnings: [] },
})
const scalar = (value: string) => success('scalar', [1_700_000_000.123, value])
const vector = (values: Readonly<Record<string, string>>) =>
  success(
    'vector',
    Object.entries(values).map(([instance, value]) => ({ metric: { __name__: 'load', instance }, value: [1_700_000_000, value] })),
  )
const two = vector({ a: '0.5', b: '2' })

describe('a threshold', () => {
  test.each([
    [scalar('0.04'), { failWhen: '> 0.05' }, '0.04'],
    [scalar('5'), { failWhen: '< 5' }, '5'],
    [scalar('5'), { failWhen: '!= 5' }, '5'],
    [scalar('-1e-3'), { failWhen: '<= -0.01' }, '-1e-3'],
    [scalar('+Inf'), { failWhen: '< 1e300' }, '+Inf'],
    [two, { failWhen: '>= 3' }, '0.5 of load{instance="a"}, 2 of load{instance="b"}'],
    [two, { failWhen: '> 1', series: 'all' }, '0.5 of load{instance="a"}, 2 of load{instance="b"}'],
    [success('vector', [{ metric: {}, value: [1, '7'] }]), { failWhen: '== 8' }, '7'],
    [vector({}), { failWhen: '> 1', whenEmpty: 'pass' }, 'nothing, which whenEmpty lets pass'],
    [scalar('NaN'), { failWhen: '> 1', whenNaN: 'pass' }, 'NaN, which whenNaN lets pass'],
    [vector({ a: 'NaN', b: '1' }), { failWhen: '> 1', whenNaN: 'pass' }, '1 of load{instance="b"}'],
  ])('%j with %j passes', async (answer, wish, says) => {
    const { url } = await prometheus(answer)
    expect(await probe('prometheus', { url, query: 'load', ...wish })).toMatchObject({ outcome: 'pass', says })
  })

  test.each([
    [scalar('0.06'), { failWhen: '> 0.05' }, 'expected none > 0.05, got 0.06'],
    [scalar('5'), { failWhen: '>= 5' }, 'expected none >= 5, got 5'],
    [scalar('5'), { failWhen: '== 5', warnWhen: '> 1' }, 'expected none == 5, got 5'],
    [scalar('+Inf'), { failWhen: '> 1' }, 'expected none > 1, got +Inf'],
    [two, { failWhen: '> 1' }, 'expected none > 1, got 2 of load{instance="b"}'],
    [two, { failWhen: '> 0.1', series: 'all' }, 'expected not all > 0.1, got 0.5 of load{instance="a"}, 2 of load{instance="b"}'],
    [
      vector({ a: '2', b: '2', c: '2', d: '2', e: '2' }),
      { failWhen: '> 1' },
      'expected none > 1, got 2 of load{instance="a"}, 2 of load{instance="b"}, 2 of load{instance="c"} and 2 more',
    ],
    [vector({}), { failWhen: '> 1' }, 'expected something found, got nothing (whenEmpty: fail)'],
    [scalar('NaN'), { failWhen: '> 1' }, 'expected numbers, got NaN (whenNaN: fail)'],
    [vector({ a: 'NaN', b: '1' }), { failWhen: '> 1' }, 'expected numbers, got NaN of load{instance="a"} (whenNaN: fail)'],
  ])('%j with %j fails with a sentence, and evidence', async (answer, wish, says) => {
    const { url } = await prometheus(answer)
    expect(await probe('prometheus', { url, query: 'load', ...wish })).toMatchObject({
      outcome: 'fail',
      says,
      evidence: {
        assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]),
        body: expect.stringContaining('resultType'),
        curl: expect.stringContaining('/api/v1/query?query=load'),
      },
    })
  })
  test('what is not well and not down counts towards degraded', async () => {
    const { url } = await prometheus(scalar('0.03'))
    expect(await probe('prometheus', { url, query: 'load', failWhen: '> 0.05', warnWhen: '> 0.01' })).toMatchObject({
      outcome: 'slow',
      says: 'expected none > 0.01, got 0.03',
    })
  })
  test('what cannot be judged may be blind', async () => {
    const { url } = await prometheus(vector({}))
    expect(await probe('prometheus', { url, query: 'load', failWhen: '> 1', whenEmpty: 'blind' })).toMatchObject({ outcome: 'blind' })
  })
})

describe('a request', () => {
  test('carries the query, a prefix of the path, and who we are', async () => {
    const { url, asked } = await prometheus(scalar('1'))
    const query = 'sum(rate(http_requests_total{code=~"5.."}[5m])) > 0 & 1'
    const ask = (more: object) => probe('prometheus', { url, query, failWhen: '> 1', ...more })
    await ask({ url: `${url}/prometheus/`, auth: { basic: { username: 'ada', password: 'p:ä' } } })
    await ask({ auth: { bearer: 'tok-tok-tok' }, headers: { 'X-Scope-OrgID': 'shop' } })
    await ask({ url: url.replace('//', '//ada:p%20w@') })
    const [first, second, third] = asked
    expect(new URL(first?.url ?? '', url).pathname).toBe('/prometheus/api/v1/query')
    expect(new URL(first?.url ?? '', url).searchParams.get('query')).toBe(query)
    expect(first?.headers.authorization).toBe(`Basic ${Buffer.from('ada:p:ä').toString('base64')}`)
    expect([second?.headers.authorization, second?.headers['x-scope-orgid']]).toEqual(['Bearer tok-tok-tok', 'shop'])
    expect(third?.headers.authorization).toBe(`Basic ${Buffer.from('ada:p w').toString('base64')}`)
  })
  test('comes over TLS that is checked', async () => {
    const { ca, issue } = authority()
    const server = createSecureServer(issue('localhost'), (_request, response) => response.end(JSON.stringify(scalar('1').body)))
    const url = `https://localhost:${await listening(server)}`
    expect(await probe('prometheus', { url, query: '1', failWhen: '> 1', tls: { ca } })).toMatchObject({ outcome: 'pass' })
    expect((await probe('prometheus', { url, query: '1', failWhen: '> 1' })).says).toContain('the certificate of localhost')
  })
})

describe('an answer that is none', () => {
  const refusal = {
    status: 'error',
    errorType: 'bad_data',
    error: 'invalid parameter "query": 1:6: parse error: unclosed left parenthesis',
  }
  test.each([
    [{ status: 400, body: refusal }, /^Prometheus refused the query \(400, bad_data\): invalid parameter "query": 1:6: parse error/],
    [{ status: 503, body: { status: 'error', errorType: 'timeout', error: 'query timed out' } }, /\(503, timeout\): query timed out$/],
    [{ status: 401, body: 'Unauthorized' }, /^401: Prometheus does not let us in$/],
    [{ status: 502, body: '<html>' }, /^502, expected 200 of Prometheus$/],
    [{ status: 302, body: '' }, /^302, expected 200 of Prometheus$/],
    [{ body: '<html>' }, /^what answers does not speak as Prometheus does$/],
    [{ body: { status: 'success', data: {} } }, /^what answers does not speak as Prometheus does$/],
    [success('matrix', []), /^the query answers with a matrix; ask for a number or a vector of numbers$/],
    [success('string', [1, 'a']), /^the query answers with a string;/],
    [success('vector', [{ metric: {}, histogram: [1, {}] }]), /^the query answers with histograms;/],
    [{ body: `{"status":"success","data":"${'x'.repeat(5 * 1024 * 1024)}"}` }, /^the answer is too large to be read/],
  ])('%.80j fails with a sentence', async (answer, says) => {
    const { url } = await prometheus(answer)
    expect(await probe('prometheus', { url, query: '(', failWhen: '> 1' })).toMatchObject({
      outcome: 'fail',
      says: expect.stringMatching(says),
    })
  })
  test('secrets stay out of what is said and of evidence', async () => {
    const { url } = await prometheus({ status: 500, body: 'tok-tok-tok is not welcome, nor geheim-s3cret' })
    const result = await probe('prometheus', {
      url: url.replace('//', '//ada:geheim-s3cret@'),
      query: '1',
      failWhen: '> 1',
      auth: { bearer: 'tok-tok-tok' },
    })
    expect(JSON.stringify(result)).not.toMatch(/tok-tok|s3cret/)
  })
  test('nobody there, an address that nobody may look at, and silence', async () => {
    const port = await closedPort()
    const ask = (url: string, timeoutMs = 5_000) => probe('prometheus', { url, query: '1', failWhen: '> 1' }, { timeoutMs })
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ outcome: 'fail', says: `127.0.0.1:${port} refused the connection` })
    expect((await ask('http://169.254.169.254')).says).toContain('169.254.169.254 is refused')
    const silent = await listening(createTcpServer((socket) => void socket.resume()))
    expect(await ask(`http://127.0.0.1:${silent}`, 150)).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the first byte of the answer',
    })
  })
})
