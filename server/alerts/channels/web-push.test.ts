import { createECDH } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { NOTICE_KINDS, type NoticeKind } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, decrypt, fakePushService, loopbackTools, someFacts, vapidTrouble } from './testing'
import { applicationServerKeyOf, encrypt, webPush } from './web-push'

const bytes = (text: string) => Buffer.from(text, 'base64url')

/** RFC 8291, section 5 and appendix A. */
const RFC_8291 = {
  text: 'When I grow up, I want to be a watermelon',
  sender: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  senderPublic: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  receiver: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  receiverPublic: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  secret: 'BTBZMqHH6r4Tts7J_aSIgg',
  sealed:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

describe('the example of RFC 8291', () => {
  test('is encrypted to the same bytes', () =>
    expect(
      encrypt(Buffer.from(RFC_8291.text), {
        receiver: bytes(RFC_8291.receiverPublic),
        secret: bytes(RFC_8291.secret),
        sender: bytes(RFC_8291.sender),
        salt: bytes(RFC_8291.salt),
      }).toString('base64url'),
    ).toBe(RFC_8291.sealed))
  test('is read by what stands for a browser in these tests', () =>
    expect(
      decrypt(bytes(RFC_8291.sealed), bytes(RFC_8291.receiver), bytes(RFC_8291.receiverPublic), bytes(RFC_8291.secret)).toString('utf8'),
    ).toBe(RFC_8291.text))
  test('its private key has its public key', () => expect(applicationServerKeyOf(RFC_8291.sender)).toBe(RFC_8291.senderPublic))
})

/** RFC 8292, section 2.4. */
const RFC_8292 = {
  token:
    'eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA',
  key: 'BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs',
}

describe('the example of RFC 8292', () => {
  const said = `vapid t=${RFC_8292.token}, k=${RFC_8292.key}`
  const before = new Date(1_453_523_768_000 - 3_600_000)
  test('is accepted by what stands for a push service in these tests, until it ends', () => {
    expect(vapidTrouble(said, 'https://push.example.net', RFC_8292.key, before)).toBeUndefined()
    expect(vapidTrouble(said, 'https://push.example.net', RFC_8292.key, new Date(1_453_523_769_000))).toMatch(/expired/)
    expect(vapidTrouble(said, 'https://other.example.net', RFC_8292.key, before)).toMatch(/audience/)
    expect(vapidTrouble(said.replace('.i3C', '.j3C'), 'https://push.example.net', RFC_8292.key, before)).toMatch(/signature/)
  })
  test('has the same head and the same claims, in the same order, as ours', async () => {
    let authorization = ''
    const tools = loopbackTools(undefined, { now: () => new Date(1_453_523_768_000 - 12 * 3_600_000) })
    const address = JSON.stringify({
      endpoint: 'https://push.example.net/a',
      keys: { p256dh: RFC_8291.receiverPublic, auth: RFC_8291.secret },
    })
    await deliver(
      channelTypeOf('web-push'),
      parseChannelOptions('web-push', { ...OPTIONS, subject: 'mailto:push@example.com' }),
      toBrowser(address),
      {
        ...tools,
        fetch: (request) => {
          authorization = request.headers.authorization ?? ''
          return Promise.resolve({ status: 201, headers: {}, body: '' })
        },
      },
    )
    const [head, claims] = authorization.replace('vapid t=', '').split('.')
    expect([head, claims]).toEqual(RFC_8292.token.split('.').slice(0, 2))
  })
})

const OPTIONS = { privateKey: RFC_8291.sender, subject: 'mailto:ops@zebra.example' }
const toBrowser = (address: string | null, message: Parameters<typeof aMessage>[0] = {}) =>
  aMessage({ recipient: { channel: 'browsers', address, person: 'ada@zebra.example' }, ...message })

type PushService = Awaited<ReturnType<typeof fakePushService>>
const open: PushService[] = []
async function pushService(): Promise<PushService> {
  const server = await fakePushService()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const push = (message: Message) => deliver(channelTypeOf('web-push'), parseChannelOptions('web-push', OPTIONS), message, loopbackTools())
const ours = applicationServerKeyOf(OPTIONS.privateKey)

test('a browser reads it, and only that one can', async () => {
  const server = await pushService()
  const browser = server.subscribe(ours)
  expect(await push(toBrowser(browser.address))).toMatchObject({ kind: 'delivered' })
  expect(browser.messages[0]).toMatchObject({
    title: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    body: expect.stringContaining('Customers affected: 1,200'),
    kind: 'page',
    severity: 'critical',
    url: 'https://plimsoll.zebra.example/incidents/INC-2417',
    actions: [
      { action: 'acknowledge', title: 'Acknowledge', url: 'https://plimsoll.zebra.example/act/ack-token-1' },
      { action: 'escalate', title: 'Escalate', url: 'https://plimsoll.zebra.example/act/esc-token-1' },
    ],
  })
  expect(server.received[0]?.body.toString('latin1')).not.toContain('Admin sign-in')
})

test('no two messages are sealed with the same key or salt', async () => {
  const server = await pushService()
  const { address } = server.subscribe(ours)
  for (let count = 0; count < 5; count++) await push(toBrowser(address))
  expect(new Set(server.received.map(({ body }) => body.subarray(0, 16).toString('hex'))).size).toBe(5)
  expect(new Set(server.received.map(({ body }) => body.subarray(21, 86).toString('hex'))).size).toBe(5)
})

test.each<[NoticeKind, string, string]>([
  ['page', '14400', 'high'],
  ['reminder', '3600', 'high'],
  ['resolved', '86400', 'normal'],
  ['test', '300', 'high'],
])('%s is kept %s s and is of %s urgency', async (kind, ttl, urgency) => {
  const server = await pushService()
  await push(toBrowser(server.subscribe(ours).address, { kind }))
  expect(server.received[0]?.headers).toMatchObject({ ttl, urgency })
})

test('messages about the same take each other’s place while the browser is away', async () => {
  const server = await pushService()
  const { address } = server.subscribe(ours)
  for (const [thread, kind] of [
    ['a', 'page'],
    ['a', 'resolved'],
    ['b', 'page'],
  ] as const)
    await push(toBrowser(address, { thread, kind }))
  const [first, second, third] = server.received.map(({ headers }) => headers.topic)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('a browser that has unsubscribed is said to have', async () => {
  const server = await pushService()
  const browser = server.subscribe(ours)
  browser.unsubscribe()
  expect(await push(toBrowser(browser.address))).toEqual({ kind: 'refused', says: 'This browser has unsubscribed (410)' })
  server.next({ status: 404 })
  expect(await push(toBrowser(browser.address))).toEqual({ kind: 'refused', says: 'This browser has unsubscribed (404)' })
})

test('one that subscribed with another key is said to have', async () => {
  const server = await pushService()
  const other = createECDH('prime256v1')
  other.generateKeys()
  const { address } = server.subscribe(other.getPublicKey('base64url'))
  expect(await push(toBrowser(address))).toMatchObject({
    kind: 'refused',
    says: expect.stringContaining('the browser subscribed with another key'),
  })
})

test('413 is refused', async () => {
  const server = await pushService()
  server.next({ status: 413 })
  expect(await push(toBrowser(server.subscribe(ours).address))).toMatchObject({
    kind: 'refused',
    says: expect.stringContaining('answered 413: the message is too large'),
  })
})

test.each([400, 401, 403, 413, 429, 500, 503])('what a server answers with %i is quoted to nobody', async (status) => {
  const server = await pushService()
  server.next({ status, body: 'root:x:0:0' })
  const { says } = await push(toBrowser(server.subscribe(ours).address))
  expect(says).toContain(String(status))
  expect(says).not.toContain('root')
})

test('the subscription says where it is sent, unless that is a push service of one’s own', async () => {
  const { address } = (await pushService()).subscribe(ours)
  const { endpoint } = JSON.parse(address) as { readonly endpoint: string }
  const options = (over: object) => parseChannelOptions('web-push', { ...OPTIONS, ...over })
  expect(webPush.endpointOf?.(options({}) as never, address)).toBe(endpoint)
  expect(webPush.endpointOf?.(options({ pushServices: [new URL(endpoint).origin] }) as never, address)).toBeUndefined()
  expect(() => options({ pushServices: [endpoint] })).toThrow('must be https://<host>')
})

test('whatever is told fits into one record', async () => {
  const server = await pushService()
  const browser = server.subscribe(ours)
  const long = '登"\\'.repeat(5_000)
  const facts = {
    title: long,
    says: long,
    service: long,
    money: long,
    cause: long,
    nextStep: long,
    link: `https://ops.example/${'a'.repeat(1_900)}`,
  }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  const actions = aMessage().actions.map((action) => ({ ...action, url: `https://ops.example/${'b'.repeat(1_500)}` }))
  for (const kind of NOTICE_KINDS.filter((one) => webPush.takes.includes(one)))
    expect(await push(toBrowser(browser.address, { kind, facts, bundle, actions }))).toMatchObject({ kind: 'delivered' })
  expect(browser.messages).toHaveLength(webPush.takes.length)
  expect(browser.messages.every(({ title }) => String(title).length > 50)).toBe(true)
})

const good = { endpoint: 'https://push.example.net/a', keys: { p256dh: RFC_8291.receiverPublic, auth: RFC_8291.secret } }
test.each([
  ['what a browser gives', JSON.stringify({ ...good, expirationTime: null }), undefined],
  [
    'a way that anybody can read',
    JSON.stringify({ ...good, endpoint: 'http://push.example.net/a' }),
    'is not the subscription of a browser',
  ],
  [
    'a key that is no point of the curve',
    JSON.stringify({ ...good, keys: { ...good.keys, p256dh: `B${'A'.repeat(86)}` } }),
    'is not the subscription of a browser',
  ],
  ['a secret of another length', JSON.stringify({ ...good, keys: { ...good.keys, auth: 'AAAA' } }), 'is not the subscription of a browser'],
  ['no JSON', 'ada@zebra.example', 'is not the subscription of a browser'],
])('%s', async (_what, address, issue) => {
  expect(webPush.addressIssue?.(address)).toBe(issue)
  if (issue)
    expect(await push(toBrowser(address))).toMatchObject({ kind: 'refused', says: 'There is no subscription of a browser to send it to' })
})
