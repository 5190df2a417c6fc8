import { afterEach, expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { pagerduty } from './pagerduty'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, fakePagerDuty, jsonOf, loopbackTools, someFacts } from './testing'

type PagerDuty = Awaited<ReturnType<typeof fakePagerDuty>>
const open: PagerDuty[] = []
async function service(): Promise<PagerDuty> {
  const server = await fakePagerDuty()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const KEY = 'R000000000000000000000000000000A'
const tell = (server: PagerDuty, message: Message = aMessage(), routingKey = KEY) =>
  deliver(channelTypeOf('pagerduty'), parseChannelOptions('pagerduty', { routingKey, server: server.url }), message, loopbackTools())

test('triggers with the money, the customers, since when, and the links', async () => {
  const server = await service()
  expect(await tell(server)).toEqual({ kind: 'delivered', says: 'PagerDuty took it (202)' })
  const [request] = server.received
  expect(request?.path).toBe('/v2/enqueue')
  expect(request && jsonOf(request)).toEqual({
    routing_key: KEY,
    event_action: 'trigger',
    dedup_key: '0190a0b0/ops',
    payload: {
      summary: 'Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
      source: 'Admin',
      severity: 'critical',
      timestamp: '2026-11-17T13:54:00.000Z',
      component: 'Admin',
      class: 'page',
      custom_details: {
        Incident: 'INC-2417',
        Severity: 'critical',
        What: '503 after 5.0 s',
        Service: 'Admin',
        Since: '2026-11-17 13:54:00 UTC',
        'Revenue at risk': 'GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
        'Customers affected': '1,200',
        'Likely cause': 'Postgres is down',
        'Next step': 'restart the primary',
        Checks: 'Admin sign-in, Admin API',
        Told: '2026-11-17 13:59:59 UTC',
      },
    },
    links: [
      { href: 'https://plimsoll.zebra.example/act/ack-token-1', text: 'Acknowledge' },
      { href: 'https://plimsoll.zebra.example/act/esc-token-1', text: 'Escalate' },
      { href: 'https://plimsoll.zebra.example/incidents/INC-2417', text: 'Open INC-2417' },
      { href: 'https://wiki.zebra.example/runbooks/admin', text: 'Runbook' },
    ],
    client: 'Plimsoll',
    client_url: 'https://plimsoll.zebra.example/incidents/INC-2417',
  })
})

test('follows the incident by its thread: news join it, acknowledged and resolved change it', async () => {
  const server = await service()
  const states = []
  for (const kind of ['page', 'news', 'acknowledged', 'resolved'] as const) {
    await tell(server, aMessage({ kind, key: kind }))
    states.push(server.incidents.get('0190a0b0/ops')?.state)
  }
  expect(states).toEqual(['triggered', 'triggered', 'acknowledged', 'resolved'])
  expect(server.incidents.size).toBe(1)
})

test('a canary goes all the way and wakes nobody', async () => {
  const server = await service()
  expect(await tell(server, aMessage({ kind: 'canary', thread: 'canary/1' }))).toMatchObject({ kind: 'delivered' })
  expect(server.incidents.size).toBe(0)
})

test('a test says that nothing is wrong, at the least severity', async () => {
  const server = await service()
  await tell(server, aMessage({ kind: 'test', facts: { title: 'A test of Plimsoll', money: null } }))
  expect(jsonOf(server.received[0] ?? { body: Buffer.alloc(0) }).payload).toMatchObject({
    summary: '[TEST] A test of Plimsoll: nothing is wrong',
    severity: 'info',
  })
})

test('what PagerDuty keeps itself is not taken', () =>
  expect(NOTICE_KINDS.filter((kind) => !pagerduty.takes.includes(kind))).toEqual(['reminder', 'briefing', 'status']))

test('the severities of both', async () => {
  const server = await service()
  for (const severity of SEVERITIES) await tell(server, aMessage({ facts: { severity }, thread: severity }))
  const told = server.received.map((request) => (jsonOf(request).payload as { severity: string }).severity)
  expect(Object.fromEntries(SEVERITIES.map((severity, index) => [severity, told[index]]))).toEqual({
    emergency: 'critical',
    critical: 'critical',
    high: 'error',
    medium: 'warning',
    low: 'info',
  })
})

test('a refusal says what was wrong', async () =>
  expect(await tell(await service(), aMessage(), 'wrong-key')).toEqual({
    kind: 'refused',
    says: "PagerDuty answered 400: 'routing_key' is invalid or deactivated",
  }))

test('whatever is told fits', async () => {
  const server = await service()
  const long = 'é'.repeat(5_000)
  const facts = { title: long, says: long, service: long, money: long, cause: long, checks: Array.from({ length: 1_000 }, () => long) }
  const bundle = Array.from({ length: 10_000 }, () => someFacts(facts))
  expect(await tell(server, aMessage({ thread: 'x'.repeat(1_000), facts, bundle }))).toMatchObject({ kind: 'delivered' })
  expect(server.received[0]?.body.length).toBeLessThan(64_000)
})
