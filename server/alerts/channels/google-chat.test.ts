import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { fakeGoogleChat } from './rooms-testing'
import { aMessage, json, loopbackTools, someFacts } from './testing'

type GoogleChat = Awaited<ReturnType<typeof fakeGoogleChat>>
const open: GoogleChat[] = []
async function googleChat(): Promise<GoogleChat> {
  const server = await fakeGoogleChat()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const write = (server: GoogleChat, message: Message = aMessage(), url = server.webhook) =>
  deliver(channelTypeOf('google-chat'), parseChannelOptions('google-chat', { url }), message, loopbackTools())

test('writes a card that says everything, with buttons that open pages', async () => {
  const server = await googleChat()
  expect(await write(server)).toEqual({ kind: 'delivered', says: 'Google Chat took it (200)', ref: 'spaces/AAAA0000000/messages/1' })
  expect(server.messages[0]).toMatchObject({
    fallbackText: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
    cardsV2: [
      {
        card: {
          header: {
            title: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
            subtitle: 'INC-2417 · Plimsoll',
          },
          sections: [
            {
              widgets: [
                {
                  textParagraph: {
                    text: expect.stringMatching(/^<b>What:<\/b> 503 after 5\.0 s<br>(?:.+<br>)*<b>Likely cause:<\/b> Postgres/),
                  },
                },
                {
                  buttonList: {
                    buttons: [
                      { text: 'Acknowledge', onClick: { openLink: { url: 'https://plimsoll.zebra.example/act/ack-token-1' } } },
                      { text: 'Escalate', onClick: { openLink: { url: 'https://plimsoll.zebra.example/act/esc-token-1' } } },
                      { text: 'Open INC-2417', onClick: { openLink: { url: 'https://plimsoll.zebra.example/incidents/INC-2417' } } },
                      { text: 'Runbook', onClick: { openLink: { url: 'https://wiki.zebra.example/runbooks/admin' } } },
                    ],
                  },
                },
              ],
            },
          ],
        },
      },
    ],
  })
})

test('keeps one thread for each incident', async () => {
  const server = await googleChat()
  for (const [kind, thread] of [
    ['page', 'a/ops'],
    ['page', 'b/ops'],
    ['resolved', 'a/ops'],
    ['news', 'x'.repeat(5_000)],
  ] as const)
    await write(server, aMessage({ kind, thread }))
  expect(server.messages.map(({ inThread }) => inThread)).toEqual([0, 1, 0, 2])
})

test('a refusal says what to do', async () => {
  const server = await googleChat()
  expect(await write(server, aMessage(), server.webhook.replace('hook-secret%3D', 'another'))).toEqual({
    kind: 'refused',
    says: 'Google Chat answered 401: the address is not right; copy it from the space again',
  })
  server.next(json(400, { error: { code: 400, message: 'Message cannot be empty.', status: 'INVALID_ARGUMENT' } }))
  expect(await write(server)).toEqual({ kind: 'refused', says: 'Google Chat answered 400: Message cannot be empty.' })
})

test('too many in a second are tried again', async () => {
  const server = await googleChat()
  server.next(json(429, { error: { code: 429, message: 'Resource has been exhausted (e.g. check quota).', status: 'RESOURCE_EXHAUSTED' } }))
  expect(await write(server)).toEqual({
    kind: 'retry',
    says: 'Google Chat answered 429: Resource has been exhausted (e.g. check quota).',
  })
})

test('whatever is told fits, and becomes no markup', async () => {
  const hostile = '<users/all> <a href="https://evil.example">登</a> '.repeat(500)
  const facts = { title: hostile, says: hostile, service: hostile, money: hostile, cause: hostile, nextStep: hostile, by: hostile }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await googleChat()
    expect(await write(server, aMessage({ kind, facts, bundle }))).toMatchObject({ kind: 'delivered' })
    const { sections } = (server.messages[0] as unknown as { cardsV2: [{ card: { sections: unknown } }] }).cardsV2[0].card
    expect(JSON.stringify(sections)).not.toMatch(/<a |<users/)
  }
})
