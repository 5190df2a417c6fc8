import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS, type NoticeKind } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { fakePushover, PUSHOVER_TOKEN, PUSHOVER_USER } from './pagers-testing'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, json, loopbackTools, someFacts } from './testing'

type Pushover = Awaited<ReturnType<typeof fakePushover>>
const open: Pushover[] = []
async function pushover(): Promise<Pushover> {
  const server = await fakePushover()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const toAda = { channel: 'phones', address: PUSHOVER_USER, person: 'ada@zebra.example' }
const notify = (server: Pushover, message: Parameters<typeof aMessage>[0] = {}, token = PUSHOVER_TOKEN) =>
  deliver(
    channelTypeOf('pushover'),
    parseChannelOptions('pushover', { token, server: server.url }),
    aMessage({ recipient: toAda, ...message }) satisfies Message,
    loopbackTools(),
  )

test('notifies with the facts, and goes on until it is answered', async () => {
  const server = await pushover()
  expect(await notify(server)).toEqual({ kind: 'delivered', says: 'Pushover took it (200)' })
  expect(server.messages[0]).toMatchObject({
    user: PUSHOVER_USER,
    title: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    message: expect.stringMatching(/^What: 503 after 5\.0 s\n(?:.+\n)+Customers affected: 1,200\n/),
    priority: '2',
    retry: '60',
    expire: '3600',
    tags: expect.stringMatching(/^[0-9a-f]{32}$/),
    timestamp: '1794923999',
    url: 'https://plimsoll.zebra.example/act/ack-token-1',
    url_title: 'Acknowledge',
  })
})

test.each(['acknowledged', 'resolved'] as const)('%s ends the sounding of this incident alone, and says so quietly', async (kind) => {
  const server = await pushover()
  await notify(server, { thread: 'a' })
  await notify(server, { thread: 'b' })
  expect(server.sounding.size).toBe(2)
  expect(await notify(server, { kind, thread: 'a', actions: [] })).toMatchObject({ kind: 'delivered' })
  expect(server.sounding).toEqual(new Set([server.messages[1]?.tags]))
  expect(server.messages[2]).toMatchObject({ priority: '-1', url_title: 'Open INC-2417' })
})

test('what may pass while it is silenced is tried again as a whole; a refusal of that keeps nobody from hearing', async () => {
  const server = await pushover()
  server.next({ status: 503, headers: { 'retry-after': '9' } })
  expect(await notify(server, { kind: 'resolved' })).toEqual({ kind: 'retry', says: 'Pushover answered 503', afterMs: 9_000 })
  expect(server.messages).toHaveLength(0)
  server.next(json(404, { status: 0, errors: ['tag not found'] }))
  expect(await notify(server, { kind: 'resolved' })).toMatchObject({ kind: 'delivered' })
  expect(server.messages).toHaveLength(1)
})

test.each<[NoticeKind, Parameters<typeof someFacts>[0], string]>([
  ['page', { severity: 'emergency' }, '2'],
  ['reminder', { severity: 'critical' }, '2'],
  ['page', { severity: 'high' }, '1'],
  ['news', { severity: 'medium' }, '0'],
  ['page', { severity: 'low' }, '-1'],
  ['briefing', { severity: 'emergency' }, '0'],
  ['test', { severity: 'emergency' }, '0'],
  ['canary', { severity: 'emergency' }, '-2'],
])('%s %j has priority %s', async (kind, facts, priority) => {
  const server = await pushover()
  await notify(server, { kind, facts: facts ?? {} })
  expect(server.messages[0]).toMatchObject({ priority })
  expect('retry' in (server.messages[0] ?? {})).toBe(priority === '2')
})

test('a refusal says what was wrong', async () => {
  const server = await pushover()
  expect(await notify(server, {}, 'x'.repeat(30))).toEqual({ kind: 'refused', says: 'Pushover answered 400: application token is invalid' })
  expect(await notify(server, { recipient: { ...toAda, address: 'x'.repeat(30) } })).toEqual({
    kind: 'refused',
    says: 'Pushover answered 400: user identifier is not a valid user, group, or subscribed user key',
  })
  expect(await notify(server, { recipient: { ...toAda, address: null } })).toEqual({
    kind: 'refused',
    says: 'There is no user key to send it to',
  })
})

test('what is not Pushover’s answer is tried again', async () => {
  const server = await pushover()
  server.next({ status: 200, body: '<html>Sign in to the wireless network</html>' })
  expect(await notify(server)).toMatchObject({ kind: 'retry' })
})

test('whose phone it is stays unsaid', async () => {
  const server = await pushover()
  server.next(json(400, { status: 0, errors: [`user ${PUSHOVER_USER} is gone`] }))
  expect(await notify(server)).toEqual({ kind: 'refused', says: 'Pushover answered 400: user [redacted] is gone' })
})

test('whatever is told fits', async () => {
  const long = '登'.repeat(5_000)
  const facts = {
    title: long,
    says: long,
    service: long,
    money: long,
    cause: long,
    nextStep: long,
    link: `https://a.example/${'a'.repeat(900)}`,
  }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await pushover()
    expect(await notify(server, { kind, facts, bundle, actions: [] })).toMatchObject({ kind: 'delivered' })
  }
})
