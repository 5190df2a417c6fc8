import { afterEach, expect, test } from 'vitest'
import { deliver } from './carry'
import { fakeTwilio, TWILIO } from './pagers-testing'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, json, loopbackTools, someFacts } from './testing'
import { twilioSms } from './twilio-sms'

type Twilio = Awaited<ReturnType<typeof fakeTwilio>>
const open: Twilio[] = []
async function twilio(): Promise<Twilio> {
  const server = await fakeTwilio()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const toAda = { channel: 'sms', address: '+447700900123', person: 'ada@zebra.example' }
const text = (server: Twilio, message: Parameters<typeof aMessage>[0] = {}, options: object = {}) =>
  deliver(
    channelTypeOf('twilio-sms'),
    parseChannelOptions('twilio-sms', { ...TWILIO, server: server.url, ...options }),
    aMessage({ recipient: toAda, ...message }),
    loopbackTools(),
  )

test('says what, how grave, what it costs, and where to act, in letters of every telephone', async () => {
  const server = await twilio()
  expect(await text(server)).toEqual({ kind: 'delivered', says: 'Twilio took it (201)' })
  expect(server.messages[0]).toEqual({
    To: '+447700900123',
    From: '+15017122661',
    Body: [
      '[CRITICAL] Admin sign-in is failing - GBP 925,000 Zebra Associates at risk - INC-2417',
      'Acknowledge: https://plimsoll.zebra.example/act/ack-token-1',
      'Open INC-2417: https://plimsoll.zebra.example/incidents/INC-2417',
    ].join('\n'),
  })
})

test('says first what it costs where the rest would be cut off', async () => {
  const server = await twilio()
  await text(server, { facts: { title: `The nightly export of orders ${'and more '.repeat(40)}is failing…` } })
  expect(server.messages[0]?.Body).toMatch(
    /^\[CRITICAL\] GBP 925,000 at risk: The nightly export of orders and more .+\.\.\. - INC-2417\nAcknowledge: /,
  )
})

test('what is over has nothing to acknowledge', async () => {
  const server = await twilio()
  await text(server, { kind: 'resolved', actions: [], facts: { resolvedAt: new Date('2026-11-17T14:10:00Z'), money: null } })
  expect(server.messages[0]?.Body).toBe(
    '[RESOLVED] Over after 16 min: Admin sign-in is failing - INC-2417\nOpen INC-2417: https://plimsoll.zebra.example/incidents/INC-2417',
  )
})

test('is sent by a messaging service, and by an API key', async () => {
  const server = await twilio()
  const service = `MG${'a'.repeat(32)}`
  expect(await text(server, {}, { from: service, apiKeySid: `SK${'1'.repeat(32)}` })).toMatchObject({ kind: 'delivered' })
  expect(server.messages[0]).toMatchObject({ MessagingServiceSid: service })
  expect(server.messages[0]).not.toHaveProperty('From')
})

test.each([
  ['+447700900123', undefined],
  ['+1', 'is not a telephone number'],
  ['07700 900123', 'is not a telephone number'],
  ['447700900123', 'is not a telephone number'],
  ['+4477009001234567', 'is not a telephone number'],
])('%s as an address: %s', (address, issue) => {
  const said = twilioSms.addressIssue?.(address)
  if (issue === undefined) expect(said).toBeUndefined()
  else expect(said).toContain(issue)
})

test.each([
  [401, { code: 20003, message: 'Authenticate' }, 'Twilio answered 401: it does not know the account with this token'],
  [
    400,
    { code: 21610, message: 'Attempt to send to unsubscribed recipient' },
    'Twilio answered 400: the recipient has refused messages by STOP; they take them back with START',
  ],
  [
    400,
    { code: 21612, message: "The 'To' phone number is not currently reachable" },
    "Twilio answered 400: The 'To' phone number is not currently reachable",
  ],
])('reads %i %j', async (status, body, says) => {
  const server = await twilio()
  server.next(json(status, { ...body, status }))
  expect(await text(server)).toEqual({ kind: 'refused', says })
})

test('too many at once are tried again', async () => {
  const server = await twilio()
  server.next(json(429, { code: 20429, message: 'Too Many Requests', status: 429 }))
  expect(await text(server)).toEqual({ kind: 'retry', says: 'Twilio answered 429: Too Many Requests' })
})

test('nobody’s number is no recipient', async () =>
  expect(await text(await twilio(), { recipient: { ...toAda, address: null } })).toEqual({
    kind: 'refused',
    says: 'There is no telephone number to send it to',
  }))

test('takes everything but canaries', () => expect(twilioSms.takes).not.toContain('canary'))

test('whatever is told fits, and the way to acknowledge stays', async () => {
  const long = '登…'.repeat(5_000)
  const facts = { title: long, says: long, service: long, money: long, by: long, link: `https://a.example/${'a'.repeat(1_900)}` }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of twilioSms.takes) {
    const server = await twilio()
    expect(await text(server, { kind, facts, bundle })).toMatchObject({ kind: 'delivered' })
    expect(server.messages[0]?.Body).toContain('\nAcknowledge: https://')
  }
})
