import { describe, expect, test } from 'vitest'
import { gatus } from './gatus'
import { aFile, carriedBy } from './testing'

const config = (text: string) => aFile('config.yaml', text)
const endpoint = (conditions: readonly string[], more = '') =>
  config(`endpoints:\n  - name: One\n    url: https://one.example/health\n    conditions: ${JSON.stringify(conditions)}\n${more}`)

describe('a configuration of Gatus', () => {
  test('becomes checks of services by group, with its pace and thresholds', () => {
    const { document, left } = carriedBy(
      gatus,
      config(`
endpoints:
  - name: Front
    group: Core
    url: https://shop.example/health
    interval: 1m30s
    method: POST
    headers: { X-Shop: eu }
    body: '{"a":1}'
    client: { timeout: 5s, ignore-redirect: true }
    conditions: ["[STATUS] == 200"]
    alerts: [{ type: slack, failure-threshold: 2, success-threshold: 4 }]
  - { name: Database, group: Core, url: "tcp://db.example:5432", conditions: ["[CONNECTED] == true"] }
  - { name: Certificate, url: "tls://shop.example:443", conditions: ["[CERTIFICATE_EXPIRATION] > 240h"], enabled: false }
external-endpoints:
  - { name: Night job, group: Jobs, token: x }
alerting:
  slack: { webhook-url: "https://hooks.slack.com/services/T0/B0/x" }
`),
    )
    expect(document.services.map(({ title }) => title)).toEqual(['Core', 'Certificate', 'Jobs'])
    expect(document.checks).toMatchObject([
      {
        ...{ name: 'core-front', service: 'core', interval: 90_000, confirmInterval: 90_000, timeout: 5_000, openAfter: 2, closeAfter: 4 },
        options: { method: 'POST', headers: { 'X-Shop': 'eu' }, followRedirects: 0, expect: { status: ['200'] } },
      },
      { type: 'tcp', openAfter: 3, closeAfter: 2, options: { host: 'db.example', port: 5432 } },
      { type: 'tls', paused: true, options: { host: 'shop.example', port: 443, days: 10 } },
      { type: 'heartbeat', service: 'jobs' },
    ])
    expect(document.paging).toEqual({ lastResort: 'gatus' })
    expect(left).toEqual([expect.stringMatching(/^Night job: .*POST \/heartbeat/)])
  })

  test.each([
    ['[STATUS] == any(200, 429)', { status: ['200', '429'] }],
    ['[STATUS] < 300', { status: ['100-299'] }],
    ['[STATUS] >= 500', { status: ['500-599'] }],
    ['[BODY] == pat(*Basket*)', { status: ['100-599'], bodyContains: ['Basket'] }],
    ['[BODY] == pat(a*b.c)', { bodyMatches: ['^(?s:a.*b\\.c)$'] }],
    ['[BODY].data[0].id == 1', { json: [{ path: '$.data[0].id', matches: '^"?1"?$' }] }],
    ['[BODY].name == pat(john*)', { json: [{ path: '$.name', matches: '^(?s:john.*)$' }] }],
    ['len([BODY].data) > 0', { json: [{ path: '$.data', lengthAtLeast: 1 }] }],
    ['has([BODY].errors) == false', { json: [{ path: '$.errors', exists: false }] }],
    ['[BODY].load <= 5', { json: [{ path: '$.load', atMost: 5 }] }],
    ['[CERTIFICATE_EXPIRATION] > 48h', { certificateDays: 2 }],
  ])('%s is an expectation', (condition, expected) => {
    const { document, left } = carriedBy(gatus, endpoint([condition]))
    expect(document.checks[0]?.options).toMatchObject({ expect: expected })
    expect(left).toEqual([])
  })

  test('how long an answer may take is what is slow here', () => {
    const { document, left } = carriedBy(gatus, endpoint(['[RESPONSE_TIME] < 300']))
    expect(document.checks[0]?.slowAfter).toBe(300)
    expect(left).toEqual([expect.stringContaining('degraded, not down')])
  })

  test.each([['[DOMAIN_EXPIRATION] > 720h'], ['[IP] == 127.0.0.1'], ['[STATUS] != 500'], ['[BODY].a > 5']])(
    'of %s it says that it is not carried over',
    (condition) => {
      expect(carriedBy(gatus, endpoint(['[STATUS] == 200', condition])).left).toEqual([
        `One: its condition ${condition} is not carried over.`,
      ])
    },
  )

  test.each([
    ['icmp://one.example', 'there is no counterpart of icmp://'],
    ['one.example', 'its address one.example has no scheme'],
  ])('of an endpoint at %s it says why it is not carried over', (url, says) => {
    const { left, document } = carriedBy(
      gatus,
      config(`endpoints:\n  - { name: One, url: "${url}" }\n  - { name: Two, url: "http://two.example" }`),
    )
    expect(left).toEqual([`One: ${says}.`])
    expect(document.checks).toHaveLength(1)
  })

  test.each([
    ['endpoints: [', /is not YAML/],
    ['endpoints: 3', /is no configuration of Gatus: endpoints/],
    ['monitors: []', /has no endpoints/],
  ])('%j is refused in a sentence', (text, says) => {
    expect(() => gatus.read([config(text)])).toThrow(says)
  })
})
