import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS, type NoticeKind } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { ntfy } from './ntfy'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, fakeNtfy, loopbackTools, someFacts } from './testing'

type Ntfy = Awaited<ReturnType<typeof fakeNtfy>>
const open: Ntfy[] = []
async function ntfyServer(): Promise<Ntfy> {
  const server = await fakeNtfy({ token: 'tk_test' })
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const publish = (server: Ntfy, message: Message = aMessage(), options: object = {}) =>
  deliver(
    channelTypeOf('ntfy'),
    parseChannelOptions('ntfy', { server: `${server.url}/`, topic: 'ops', token: 'tk_test', ...options }),
    message,
    loopbackTools(),
  )

test('notifies with the facts, a sign, and buttons that open pages', async () => {
  const server = await ntfyServer()
  expect(await publish(server)).toEqual({ kind: 'delivered', says: 'ntfy took it (200)' })
  expect(server.messages[0]).toMatchObject({
    topic: 'ops',
    title: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    message: expect.stringMatching(/^What: 503 after 5\.0 s\n(?:.+\n)+Customers affected: 1,200\n/),
    priority: 5,
    tags: ['rotating_light', 'INC-2417'],
    click: 'https://plimsoll.zebra.example/incidents/INC-2417',
    actions: [
      { action: 'view', label: 'Acknowledge', url: 'https://plimsoll.zebra.example/act/ack-token-1', clear: true },
      { action: 'view', label: 'Escalate', url: 'https://plimsoll.zebra.example/act/esc-token-1', clear: true },
      { action: 'view', label: 'Open INC-2417', url: 'https://plimsoll.zebra.example/incidents/INC-2417', clear: true },
    ],
  })
})

test.each<[NoticeKind, Parameters<typeof someFacts>[0], number, string]>([
  ['page', { severity: 'emergency' }, 5, 'rotating_light'],
  ['page', { severity: 'critical' }, 5, 'rotating_light'],
  ['reminder', { severity: 'high' }, 4, 'warning'],
  ['page', { severity: 'medium' }, 3, 'warning'],
  ['page', { severity: 'low' }, 2, 'information_source'],
  ['acknowledged', { severity: 'critical' }, 2, 'information_source'],
  ['resolved', { severity: 'critical' }, 2, 'white_check_mark'],
  ['test', { severity: 'critical' }, 3, 'information_source'],
  ['canary', { severity: 'critical' }, 1, 'information_source'],
])('%s %j wakes with %i', async (kind, facts, priority, sign) => {
  const server = await ntfyServer()
  await publish(server, aMessage({ kind, facts: facts ?? {} }))
  expect(server.messages[0]).toMatchObject({ priority, tags: [sign, 'INC-2417'] })
})

test.each([
  ['https://tools.example/ntfy', 'https://tools.example/ntfy/'],
  ['https://tools.example', 'https://tools.example/'],
])('a server at %s is asked at %s', (server, url) => {
  if (!('request' in ntfy)) throw new Error('ntfy is asked by HTTP')
  expect(ntfy.request(ntfy.options.parse({ server, topic: 'ops' }), aMessage(), new Date(0))).toMatchObject({ url })
})

test('a refusal says what was wrong', async () =>
  expect(await publish(await ntfyServer(), aMessage(), { token: 'tk_wrong' })).toEqual({
    kind: 'refused',
    says: 'ntfy answered 403: forbidden',
  }))

test('whatever is told fits', async () => {
  const long = '登'.repeat(5_000)
  const facts = { title: long, says: long, service: long, money: long, cause: long, nextStep: long }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await ntfyServer()
    expect(await publish(server, aMessage({ kind, facts, bundle }))).toMatchObject({ kind: 'delivered' })
  }
})
