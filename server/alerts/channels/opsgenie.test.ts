import { afterEach, expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { opsgenie } from './opsgenie'
import { fakeOpsgenie, OPSGENIE_KEY } from './pagers-testing'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, jsonOf, loopbackTools, someFacts } from './testing'

type Opsgenie = Awaited<ReturnType<typeof fakeOpsgenie>>
const open: Opsgenie[] = []
async function service(): Promise<Opsgenie> {
  const server = await fakeOpsgenie()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const tell = (server: Opsgenie, message: Message = aMessage(), options: object = {}) =>
  deliver(
    channelTypeOf('opsgenie'),
    parseChannelOptions('opsgenie', { apiKey: OPSGENIE_KEY, server: server.url, ...options }),
    message,
    loopbackTools(),
  )

test('opens an alert with the money, the customers, since when, and the links', async () => {
  const server = await service()
  expect(await tell(server)).toEqual({ kind: 'delivered', says: 'Opsgenie took it (202)' })
  expect(server.alerts.get('0190a0b0:ops')?.created).toEqual({
    message: 'Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    alias: '0190a0b0:ops',
    description: expect.stringMatching(
      /^What: 503 after 5\.0 s\n[\s\S]+Acknowledge: https:\/\/plimsoll\.zebra\.example\/act\/ack-token-1\n/,
    ),
    details: {
      Incident: 'INC-2417',
      Severity: 'critical',
      What: '503 after 5.0 s',
      Service: 'Admin',
      Since: expect.stringContaining('2026-11-17 13:54:00 UTC'),
      'Revenue at risk': 'GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
      'Customers affected': '1,200',
      'Likely cause': 'Postgres is down',
      'Next step': 'restart the primary',
      Checks: 'Admin sign-in, Admin API',
    },
    entity: 'Admin',
    source: 'Plimsoll',
    tags: ['plimsoll', 'critical'],
    priority: 'P1',
  })
})

test('follows the incident by its thread: news join it, acknowledged and resolved change it', async () => {
  const server = await service()
  const states = []
  for (const kind of ['page', 'news', 'acknowledged', 'resolved'] as const) {
    await tell(server, aMessage({ kind, key: kind, facts: { by: 'Ada' } }))
    states.push(server.alerts.get('0190a0b0:ops')?.state)
  }
  expect(states).toEqual(['open', 'open', 'acknowledged', 'closed'])
  expect(server.alerts.size).toBe(1)
  expect(server.received.slice(2).map((request) => jsonOf(request).note)).toEqual([
    'Ada has acknowledged it.',
    expect.stringMatching(/^Resolved/),
  ])
})

test('a canary goes all the way and wakes nobody', async () => {
  const server = await service()
  expect(await tell(server, aMessage({ kind: 'canary', thread: 'canary/1' }))).toMatchObject({ kind: 'delivered' })
  expect(server.alerts.size).toBe(0)
})

test('a test says that nothing is wrong, at the least priority', async () => {
  const server = await service()
  await tell(server, aMessage({ kind: 'test', thread: 'test/1', facts: { title: 'A test of Plimsoll', money: null } }))
  expect(server.alerts.get('test:1')?.created).toMatchObject({ message: '[TEST] A test of Plimsoll: nothing is wrong', priority: 'P5' })
})

test('what Opsgenie keeps itself is not taken', () =>
  expect(NOTICE_KINDS.filter((kind) => !opsgenie.takes.includes(kind))).toEqual(['reminder', 'briefing', 'status']))

test('the priorities of both', async () => {
  const server = await service()
  for (const severity of SEVERITIES) await tell(server, aMessage({ facts: { severity }, thread: severity }))
  expect(SEVERITIES.map((severity) => [severity, server.alerts.get(severity)?.created.priority])).toEqual([
    ['emergency', 'P1'],
    ['critical', 'P1'],
    ['high', 'P2'],
    ['medium', 'P3'],
    ['low', 'P4'],
  ])
})

test('a server with a path of its own is asked below it', () => {
  if (!('request' in opsgenie)) throw new Error('Opsgenie is asked by HTTP')
  const options = opsgenie.options.parse({ apiKey: 'a', server: 'https://api.atlassian.com/jsm/ops/integration' })
  expect(opsgenie.request(options, aMessage(), new Date(0)).url).toBe('https://api.atlassian.com/jsm/ops/integration/v2/alerts')
})

test('a refusal says what was wrong', async () => {
  const server = await service()
  expect(await tell(server, aMessage(), { apiKey: 'another' })).toEqual({
    kind: 'refused',
    says: 'Opsgenie answered 403: You are not authorized for this action!',
  })
  server.next({ status: 422, body: '{"message":"Request body is not processable.","errors":{"message":"Message can not be empty."}}' })
  expect(await tell(server)).toEqual({ kind: 'refused', says: 'Opsgenie answered 422: Message can not be empty.' })
})

test('whatever is told fits', async () => {
  const server = await service()
  const long = 'é'.repeat(5_000)
  const facts = { title: long, says: long, service: long, money: long, cause: long, checks: Array.from({ length: 1_000 }, () => long) }
  const bundle = Array.from({ length: 10_000 }, () => someFacts(facts))
  for (const kind of opsgenie.takes)
    expect(await tell(server, aMessage({ kind, thread: 'x'.repeat(1_000), facts, bundle }))).toMatchObject({ kind: 'delivered' })
  const [created] = [...server.alerts.values()].map((alert) => alert.created as { description: string; details: object })
  expect(created?.description.length).toBeLessThanOrEqual(15_000)
  expect(JSON.stringify(created?.details).length).toBeLessThan(8_000)
})
