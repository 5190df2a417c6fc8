import { afterEach, expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import type { Delivered } from '../model'
import { deliver } from './carry'
import { fakeStatuspage, STATUSPAGE } from './pagers-testing'
import { channelTypeOf, parseChannelOptions } from './registry'
import { statuspage } from './statuspage'
import { aMessage, json, loopbackTools } from './testing'

type Statuspage = Awaited<ReturnType<typeof fakeStatuspage>>
const open: Statuspage[] = []
async function publicPage(): Promise<Statuspage> {
  const server = await fakeStatuspage()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const tell = (server: Statuspage, message: Parameters<typeof aMessage>[0] = {}, options: object = {}) =>
  deliver(
    channelTypeOf('statuspage'),
    parseChannelOptions('statuspage', { ...STATUSPAGE, server: server.url, ...options }),
    aMessage(message),
    loopbackTools(),
  )
const refOf = (delivered: Delivered): string | null => (delivered.kind === 'delivered' ? (delivered.ref ?? null) : null)

test('keeps one public incident, from its beginning to its end, and the component with it', async () => {
  const server = await publicPage()
  const first = await tell(server)
  expect(first).toEqual({ kind: 'delivered', says: 'Statuspage took it (201)', ref: 'statuspage:inc1' })
  expect(server.component.status).toBe('major_outage')
  const ref = refOf(first)
  await tell(server, { kind: 'acknowledged', ref, facts: { by: 'Ada' } })
  await tell(server, { kind: 'news', ref, facts: { severity: 'medium' } })
  expect(server.component.status).toBe('degraded_performance')
  await tell(server, { kind: 'resolved', ref, facts: { resolvedAt: new Date('2026-11-17T14:10:00.000Z'), by: 'Ada' } })
  expect(server.component.status).toBe('operational')
  expect([...server.incidents.values()]).toEqual([
    {
      name: 'Problems with Checkout',
      status: 'resolved',
      updates: [
        'There have been problems with Checkout since 2026-11-17 13:54:00 UTC. We are looking into them.',
        'We are working on the problems with Checkout.',
        'The problems with Checkout that began at 2026-11-17 13:54:00 UTC go on. We are looking into them.',
        'The problems with Checkout are over. They lasted from 2026-11-17 13:54:00 UTC to 2026-11-17 14:10:00 UTC.',
      ],
    },
  ])
})

test('tells the public nothing of ours: no money, no title, no cause, no name, no link', async () => {
  const server = await publicPage()
  const secret = 'GBP 925,000 Zebra Associates'
  const facts = {
    title: secret,
    says: secret,
    service: secret,
    money: secret,
    by: secret,
    cause: secret,
    nextStep: secret,
    runbook: `https://a.example/${encodeURIComponent(secret)}`,
    link: `https://a.example/${encodeURIComponent(secret)}`,
    context: secret,
    checks: [secret],
  }
  for (const kind of statuspage.takes) await tell(server, { kind, facts, ref: kind === 'page' ? null : 'statuspage:inc1' })
  const sent = server.received.map(({ path, body }) => `${path} ${body.toString('utf8')}`).join('\n')
  expect(server.received).toHaveLength(statuspage.takes.length)
  expect(sent).not.toMatch(/GBP|925|Zebra|2417|act\/|token/)
})

test.each(['test', 'canary'] as const)('a %s proves the way and changes nothing', async (kind) => {
  const server = await publicPage()
  expect(await tell(server, { kind })).toEqual({ kind: 'delivered', says: 'Statuspage took it (200)' })
  expect(server.received.map(({ method, body }) => [method, body.length])).toEqual([['GET', 0]])
  expect(server.incidents.size).toBe(0)
})

test('what is over and was never told there opens nothing', async () => {
  const server = await publicPage()
  server.component.status = 'major_outage'
  expect(await tell(server, { kind: 'resolved', ref: 'C024:1.2' })).toEqual({ kind: 'delivered', says: 'Statuspage took it (200)' })
  expect(server.component.status).toBe('operational')
  expect(server.incidents.size).toBe(0)
})

test('how grave it is says how the component is', async () => {
  const server = await publicPage()
  const statuses = []
  for (const severity of SEVERITIES) {
    await tell(server, { facts: { severity } })
    statuses.push(server.component.status)
  }
  expect(statuses).toEqual(['major_outage', 'major_outage', 'partial_outage', 'degraded_performance', 'degraded_performance'])
})

test('subscribers are notified unless that is switched off', async () => {
  const server = await publicPage()
  await tell(server)
  await tell(server, {}, { notifySubscribers: false })
  expect(server.notified).toEqual([true, false])
})

test.each([
  [401, { error: 'Could not authenticate' }, 'refused', 'Statuspage answered 401: it does not know the API key'],
  [404, { error: 'Not Found' }, 'refused', 'Statuspage answered 404: there is no such page, component or incident'],
  [
    422,
    { error: ["Name can't be blank", 'Body is too long'] },
    'refused',
    "Statuspage answered 422: Name can't be blank; Body is too long",
  ],
  [420, { error: 'Enhance your calm' }, 'retry', 'Statuspage answered 420: Enhance your calm'],
])('reads %i %j', async (status, body, kind, says) => {
  const server = await publicPage()
  server.next(json(status, body))
  expect(await tell(server)).toEqual({ kind, says })
})
