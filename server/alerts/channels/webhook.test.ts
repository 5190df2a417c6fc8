import { afterEach, expect, test } from 'vitest'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, fakeWebhook, loopbackTools, someFacts } from './testing'
import { signatureOf } from './webhook'

type Receiver = Awaited<ReturnType<typeof fakeWebhook>>
const open: Receiver[] = []
async function receiver(): Promise<Receiver> {
  const server = await fakeWebhook()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const now = new Date('2026-11-17T14:00:00.900Z')
const post = (server: Receiver, message: Message = aMessage(), secret = 'a-signing-secret-of-tests') =>
  deliver(
    channelTypeOf('webhook'),
    parseChannelOptions('webhook', { url: `${server.url}/hook?of=plimsoll`, secret }),
    message,
    loopbackTools(undefined, { now: () => now }),
  )

test('posts the whole notice, signed, with the key that makes a repetition known', async () => {
  const server = await receiver()
  expect(await post(server)).toEqual({ kind: 'delivered', says: 'The receiver took it (200)' })
  await post(server)
  expect(server.received.map(({ path }) => path)).toEqual(['/hook?of=plimsoll', '/hook?of=plimsoll'])
  expect([...server.notices.keys()]).toEqual(['page/0190a0b0/ops'])
  expect(server.notices.get('page/0190a0b0/ops')).toEqual({
    schema: 'plimsoll.notice/1',
    key: 'page/0190a0b0/ops',
    kind: 'page',
    thread: '0190a0b0/ops',
    decidedAt: '2026-11-17T13:59:59.000Z',
    sentAt: '2026-11-17T14:00:00.900Z',
    subject: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    text: expect.stringContaining('Acknowledge: https://plimsoll.zebra.example/act/ack-token-1'),
    incident: {
      id: '0190a0b0-0000-7000-8000-000000000001',
      number: 2417,
      severity: 'critical',
      title: 'Admin sign-in is failing',
      service: 'Admin',
      sinceAt: '2026-11-17T13:54:00.000Z',
      resolvedAt: null,
      by: null,
      says: '503 after 5.0 s',
      money: 'GBP 925,000 Zebra Associates at risk; losing GBP 1,240 an hour',
      customers: 1_200,
      cause: 'Postgres is down',
      context: null,
      nextStep: 'restart the primary',
      runbook: 'https://wiki.zebra.example/runbooks/admin',
      link: 'https://plimsoll.zebra.example/incidents/INC-2417',
      checks: ['Admin sign-in', 'Admin API'],
    },
    more: { count: 0, incidents: [] },
    actions: [
      { verb: 'acknowledge', label: 'Acknowledge', url: 'https://plimsoll.zebra.example/act/ack-token-1' },
      { verb: 'escalate', label: 'Escalate', url: 'https://plimsoll.zebra.example/act/esc-token-1' },
    ],
  })
})

test('the signature is HMAC-SHA256 of time, dot and body, in hex', async () => {
  const server = await receiver()
  await post(server)
  const [request] = server.received
  expect(request?.headers['plimsoll-signature']).toBe(
    `t=1794924000,v1=${signatureOf('a-signing-secret-of-tests', 1_794_924_000, request?.body.toString('utf8') ?? '')}`,
  )
  // Computed by `printf '1.{}' | openssl dgst -sha256 -hmac key`.
  expect(signatureOf('key', 1, '{}')).toBe('1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224')
})

test('a receiver with another secret refuses it', async () =>
  expect(await post(await receiver(), aMessage(), 'another-signing-secret')).toEqual({
    kind: 'refused',
    says: 'The receiver answered 401: wrong signature',
  }))

test.each([408, 425, 429, 500, 503, 504])('%i is tried again', async (status) => {
  const server = await receiver()
  server.next({ status })
  expect(await post(server)).toEqual({ kind: 'retry', says: `The receiver answered ${status}` })
})

test('a storm is counted whole and listed in part; a key of any writing fits a header', async () => {
  const server = await receiver()
  const bundle = Array.from({ length: 10_000 }, (_, number) => someFacts({ number }))
  expect(await post(server, aMessage({ key: 'ключ\r\nx: y', bundle }))).toMatchObject({ kind: 'delivered' })
  const [[key, notice] = []] = server.notices
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(notice).toMatchObject({ key: 'ключ\r\nx: y', more: { count: 10_000 } })
  expect(notice).toHaveProperty('more.incidents.length', 100)
})
