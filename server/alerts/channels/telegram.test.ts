import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { fakeTelegram } from './rooms-testing'
import { aMessage, json, loopbackTools, someFacts } from './testing'

type Telegram = Awaited<ReturnType<typeof fakeTelegram>>
const open: Telegram[] = []
async function telegram(): Promise<Telegram> {
  const server = await fakeTelegram()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const write = (server: Telegram, message: Message = aMessage(), options: object = {}) =>
  deliver(
    channelTypeOf('telegram'),
    parseChannelOptions('telegram', { token: '110201543:test-token-of-a-bot', chat: '-1001', server: server.url, ...options }),
    message,
    loopbackTools(),
  )

test('writes one message that says everything, with links in its text', async () => {
  const server = await telegram()
  expect(await write(server)).toEqual({ kind: 'delivered', says: 'Telegram took it (200)', ref: 'telegram:1' })
  expect(server.messages[0]).toMatchObject({
    chat_id: '-1001',
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    disable_notification: false,
  })
  expect(server.messages[0]).not.toHaveProperty('reply_parameters')
  const text = String(server.messages[0]?.text)
  for (const part of [
    '<b>[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk</b> · INC-2417\n<b>What:</b> 503 after 5.0 s\n',
    '<b>Revenue at risk:</b> GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
    '<b>Customers affected:</b> 1,200',
    '<b>Likely cause:</b> Postgres is down',
    '<a href="https://plimsoll.zebra.example/act/ack-token-1">Acknowledge</a> · <a href="',
  ])
    expect(text).toContain(part)
})

test('answers the first message of the incident, and good news make no sound', async () => {
  const server = await telegram()
  await write(server, aMessage({ kind: 'resolved', ref: 'telegram:41' }))
  await write(server, aMessage({ kind: 'canary', ref: 'C024:1.2' }))
  expect(server.messages[0]).toMatchObject({
    reply_parameters: { message_id: 41, allow_sending_without_reply: true },
    disable_notification: true,
  })
  expect(server.messages[1]).toMatchObject({ disable_notification: true })
  expect(server.messages[1]).not.toHaveProperty('reply_parameters')
})

test('writes into the topic that is named, and takes numbers for ids', async () => {
  const server = await telegram()
  expect(await write(server, aMessage(), { chat: -1001, topic: 7 })).toMatchObject({ kind: 'delivered' })
  expect(server.messages[0]).toMatchObject({ chat_id: '-1001', message_thread_id: 7 })
})

test.each([
  [{ chat: '-1002' }, 'Telegram answered 400: there is no such chat, or the bot is not in it; add the bot'],
  [{ token: '110201543:another-token-of-a-bot' }, 'Telegram answered 404: it does not know the token'],
])('%j is refused', async (options, says) => expect(await write(await telegram(), aMessage(), options)).toEqual({ kind: 'refused', says }))

test.each([
  [
    {
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -100123 },
    },
    'Telegram answered 400: the group has become a supergroup; put -100123 into the channel as its chat',
  ],
  [
    { error_code: 403, description: 'Forbidden: bot was kicked from the group chat' },
    'Telegram answered 403: Forbidden: bot was kicked from the group chat',
  ],
])('reads %j', async (body, says) => {
  const server = await telegram()
  server.next(json(body.error_code, { ok: false, ...body }))
  expect(await write(server)).toEqual({ kind: 'refused', says })
})

test('waits as long as Telegram says, which it says in the body', async () => {
  const server = await telegram()
  server.next(json(429, { ok: false, error_code: 429, description: 'Too Many Requests: retry after 8', parameters: { retry_after: 8 } }))
  expect(await write(server)).toEqual({ kind: 'retry', says: 'Telegram answered 429: Too Many Requests: retry after 8', afterMs: 8_000 })
})

test('what is not Telegram’s answer is tried again', async () => {
  const server = await telegram()
  server.next({ status: 200, body: '<html>Sign in to the wireless network</html>' })
  expect(await write(server)).toMatchObject({ kind: 'retry' })
})

test('whatever is told fits, and becomes no markup', async () => {
  const hostile = '<b onclick="x">&amp; 登</i> '.repeat(500)
  const facts = { title: hostile, says: hostile, service: hostile, money: hostile, cause: hostile, nextStep: hostile, by: hostile }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await telegram()
    expect(await write(server, aMessage({ kind, facts, bundle }))).toMatchObject({ kind: 'delivered' })
    if (kind === 'page') expect(String(server.messages[0]?.text)).toContain('>Acknowledge</a>')
  }
})
