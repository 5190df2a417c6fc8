import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { Issue } from '../kernel/errors'
import { readDocument } from './document'

const issuesOf = (text: string, variables: Record<string, string> = {}): readonly string[] => {
  try {
    readDocument(text, variables)
    return []
  } catch (cause) {
    const { issues } = (cause as { detail: { issues: readonly Issue[] } }).detail
    return issues.map(({ path, message }) => `${path} ${message}`)
  }
}
const check = (more: string) =>
  `services: [{ name: shop }]\nchecks:\n  - { name: home, service: shop, type: http, options: { url: "http://shop.example/" }, ${more} }`

test.each([
  ['an unknown key', 'services: []\ncheks: []', 'cheks is not known here; remove it or correct its spelling'],
  ['an unknown key inside a check', check('intervall: 30s'), 'checks[0].intervall is not known here; remove it or correct its spelling'],
  ['an unknown option', check('timeout: 5s').replace('url:', 'urll: x, url:'), 'checks[0].options'],
  ['an impossible interval', check('interval: 0s'), 'checks[0].interval must be at least 1 s'],
  ['a word for an interval', check('interval: often'), 'checks[0].interval "often" is not a duration; write it like 30s, 5min or 1h'],
  ['a timeout longer than the interval', check('interval: 5s, timeout: 60s'), 'checks[0].timeout must not be longer than the interval'],
  ['a duplicate name', 'services: [{ name: a }, { name: a }]', 'services[1].name "a" is already the name of services[0]; names are unique'],
  [
    'a circle of dependencies',
    'services: [{ name: a, dependsOn: [b] }, { name: b, dependsOn: [c] }, { name: c, dependsOn: [a] }]',
    'services[0].dependsOn makes a circle: a needs b needs c needs a; leave one of them out',
  ],
  [
    'a service that needs itself',
    'services: [{ name: a, dependsOn: [a] }]',
    'services[0].dependsOn makes a circle: a needs a; leave one of them out',
  ],
  [
    'a check that looks at one that is not declared',
    'services: [{ name: shop }]\nchecks: [{ name: web-a, service: shop, type: heartbeat }, { name: all, service: shop, type: composite, options: { when: "web-a or web-c" } }]',
    'checks[1].options.when names the check "web-c", which is not declared; did you mean "web-a"?',
  ],
  [
    'a check that is not declared, in a list',
    'services: [{ name: shop }]\nchecks: [{ name: all, service: shop, type: composite, options: { atLeast: 1, of: [all-b, all-c] } }]',
    'checks[0].options.of[1] names the check "all-c", which is not declared',
  ],
  [
    'checks that look at each other',
    'services: [{ name: shop }]\nchecks: [{ name: a, service: shop, type: composite, options: { when: not b } }, { name: b, service: shop, type: composite, options: { atLeast: 1, of: [a] } }]',
    'checks[1].options.of[0] makes a circle: b looks at a looks at b; leave one of them out',
  ],
  [
    'a check that looks at itself',
    'services: [{ name: shop }]\nchecks: [{ name: a, service: shop, type: composite, options: { when: a } }]',
    'checks[0].options.when makes a circle: a looks at a; leave one of them out',
  ],
  [
    'a currency that does not exist',
    'services: [{ name: a }]\nstreams: [{ name: s, currency: GPB, perHour: 1, dependsOn: { a: 1 } }]',
    'streams[0].currency "GPB" is not a currency of ISO 4217; write it like GBP',
  ],
  [
    'a currency without a rate',
    'currencies: { base: GBP }\nservices: [{ name: a }]\nstreams: [{ name: s, currency: USD, perHour: 1, dependsOn: { a: 1 } }]',
    'streams[0].currency is USD, for which currencies.rates has no rate',
  ],
  [
    'a stream without services',
    'streams: [{ name: s, currency: GBP, perHour: 1, dependsOn: {} }]',
    'streams[0].dependsOn must name at least one service',
  ],
  [
    'a dependence above one',
    'services: [{ name: a }]\nstreams: [{ name: s, currency: GBP, perHour: 1, dependsOn: { a: 2 } }]',
    'streams[0].dependsOn.a must be between 0 and 1',
  ],
  [
    'a service that is not declared',
    'services: [{ name: payments }]\nchecks: [{ name: x, service: payment, type: tcp, options: { host: a.example, port: 1 } }]',
    'checks[0].service names the service "payment", which is not declared; did you mean "payments"?',
  ],
  [
    'a type that does not exist',
    check('tags: []').replace('type: http', 'type: htpp'),
    'checks[0].type "htpp" is not a type of check; there are http',
  ],
  [
    'a variable that is not set',
    'services: [{ name: a, owner: "${TEAM}" }]',
    'services[0].owner refers to the environment variable TEAM, which is not set',
  ],
  ['what is not YAML', 'services: [', ' is not YAML'],
  ['a key given twice', 'services: []\nservices: []', ' is not YAML'],
  ['a list instead of a document', '- 1', ' '],
  [
    'a time zone that does not exist',
    'services: [{ name: a }]\nstreams: [{ name: s, currency: GBP, perHour: 1, profile: { timeZone: Europe/Londn }, dependsOn: { a: 1 } }]',
    'streams[0].profile.timeZone "Europe/Londn" is not a time zone',
  ],
])('%s is refused with its path, its value and the way out', (_what, text, sentence) => {
  expect(
    issuesOf(text).some((issue) => issue.startsWith(sentence)),
    issuesOf(text).join('\n'),
  ).toBe(true)
})

test('a YAML bomb is refused before it unfolds', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefghi'].map((letter, i) => `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[i]}`).join()}]`),
  ].join('\n')
  expect(issuesOf(bomb)[0]).toMatch(/unfolds without end/)
})
test('a pattern that would take for ever elsewhere is taken, and matches in linear time', () => {
  const text =
    'services: [{ name: shop }]\nchecks: [{ name: home, service: shop, type: http, options: { url: "http://shop.example/", expect: { bodyMatches: ["(a+)+$"] } } }]'
  expect(issuesOf(text)).toEqual([])
})
test('all issues are told at once', () => expect(issuesOf('cheks: []\nserrvices: []')).toHaveLength(2))

describe('variables', () => {
  test('are replaced, with a default where there is one', () => {
    const { services } = readDocument('services: [{ name: a, owner: "${TEAM} and ${OTHER:-nobody}" }]', { TEAM: 'Core' })
    expect(services[0]?.owner).toBe('Core and nobody')
  })
})

describe('the sample platform', () => {
  const text = readFileSync(new URL('../../examples/marketedge/plimsoll.yaml', import.meta.url), 'utf8')
  const variables = {
    MARKETEDGE_URL: 'http://127.0.0.1:4100',
    MARKETEDGE_TLS_PORT: '4101',
    MARKETEDGE_CA: rootCertificates[0] ?? '',
    MARKETEDGE_RECEIVERS_URL: 'http://127.0.0.1:4102/receivers',
    MARKETEDGE_SMTP_PORT: '4103',
    MARKETEDGE_PAGERDUTY_ROUTING_KEY: 'R000000000000000000000000000000A',
    MARKETEDGE_PAGERDUTY_WEBHOOK_SECRET: '0000000000000000',
    MARKETEDGE_SLACK_BOT_TOKEN: 'xoxb-0000',
    MARKETEDGE_SLACK_SIGNING_SECRET: '0000000000000000',
  }

  test('is declared without a fault', () => {
    const { checks, channels } = readDocument(text, variables)
    expect(checks.length).toBeGreaterThan(10)
    expect(channels.length).toBeGreaterThan(5)
  })

  test.each(Object.keys(variables))('says that %s is missing', (name) => {
    expect(issuesOf(text, { ...variables, [name]: '' }).join('\n')).toContain(
      `refers to the environment variable ${name}, which is not set`,
    )
  })
})
