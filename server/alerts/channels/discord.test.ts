import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { fakeDiscord } from './rooms-testing'
import { aMessage, json, loopbackTools, someFacts } from './testing'

type Discord = Awaited<ReturnType<typeof fakeDiscord>>
const open: Discord[] = []
async function discord(): Promise<Discord> {
  const server = await fakeDiscord()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const write = (server: Discord, message: Message = aMessage(), url = server.webhook) =>
  deliver(channelTypeOf('discord'), parseChannelOptions('discord', { url }), message, loopbackTools())

test('writes one message that says everything, and waits until Discord has kept it', async () => {
  const server = await discord()
  expect(await write(server)).toEqual({ kind: 'delivered', says: 'Discord took it (200)', ref: '901' })
  expect(server.received[0]?.path).toMatch(/\?wait=true$/)
  expect(server.messages[0]).toMatchObject({
    content: '\\[CRITICAL\\] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    embeds: [{ color: 0xd92d20, timestamp: '2026-11-17T13:59:59.000Z', footer: { text: 'INC-2417 · Plimsoll' } }],
    allowed_mentions: { parse: [] },
  })
  const text = JSON.stringify(server.messages[0])
  for (const part of [
    '**What:** 503 after 5.0 s',
    '**Revenue at risk:** GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
    '**Customers affected:** 1,200',
    '**Likely cause:** Postgres is down',
    '**Next step:** restart the primary',
    '[Acknowledge](https://plimsoll.zebra.example/act/ack-token-1)',
    '[Open INC-2417](https://plimsoll.zebra.example/incidents/INC-2417)',
  ])
    expect(text).toContain(part)
})

test('writes into the thread that the address names', async () => {
  const server = await discord()
  await write(server, aMessage(), `${server.webhook}?thread_id=42`)
  expect(server.received[0]?.path).toMatch(/\?thread_id=42&wait=true$/)
})

test.each([
  [404, { message: 'Unknown Webhook', code: 10015 }, 'Discord answered 404: the webhook was deleted; make a new one'],
  [401, { message: 'Invalid Webhook Token', code: 50027 }, 'Discord answered 401: the address is not right; copy it from Discord again'],
  [400, { message: 'Cannot send an empty message', code: 50006 }, 'Discord answered 400: Cannot send an empty message'],
])('reads %i %j', async (status, body, says) => {
  const server = await discord()
  server.next(json(status, body))
  expect(await write(server)).toEqual({ kind: 'refused', says })
})

test('waits as long as Discord says in the body when there is no header', async () => {
  const server = await discord()
  server.next(json(429, { message: 'You are being rate limited.', retry_after: 1.337, global: false }))
  expect(await write(server)).toEqual({ kind: 'retry', says: 'Discord answered 429: You are being rate limited.', afterMs: 1_337 })
})

test('whatever is told fits, and mentions nobody', async () => {
  const hostile = '@everyone <@&1> **bold** [x](https://evil.example) '.repeat(500)
  const facts = { title: hostile, says: hostile, service: hostile, money: hostile, cause: hostile, nextStep: hostile, by: hostile }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await discord()
    expect(await write(server, aMessage({ kind, facts, bundle }))).toMatchObject({ kind: 'delivered' })
    expect(server.messages[0]).toMatchObject({ allowed_mentions: { parse: [] } })
    expect(JSON.stringify(server.messages[0])).not.toContain(' [x](')
  }
})
