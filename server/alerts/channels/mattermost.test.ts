import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { fakeMattermost } from './rooms-testing'
import { aMessage, loopbackTools, someFacts } from './testing'

type Mattermost = Awaited<ReturnType<typeof fakeMattermost>>
const open: Mattermost[] = []
async function mattermost(): Promise<Mattermost> {
  const server = await fakeMattermost()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const write = (server: Mattermost, message: Message = aMessage(), url = server.webhook) =>
  deliver(channelTypeOf('mattermost'), parseChannelOptions('mattermost', { url }), message, loopbackTools())

test('writes one message that says everything, beside a bar that shows how grave it is', async () => {
  const server = await mattermost()
  expect(await write(server)).toEqual({ kind: 'delivered', says: 'Mattermost took it (200)' })
  expect(server.messages[0]).toMatchObject({
    attachments: [
      {
        fallback: '\\[CRITICAL\\] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
        color: '#d92d20',
        title: '\\[CRITICAL\\] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
        title_link: 'https://plimsoll.zebra.example/incidents/INC-2417',
        footer: 'INC-2417 · Plimsoll',
      },
    ],
  })
  const text = JSON.stringify(server.messages[0])
  for (const part of [
    '**What:** 503 after 5.0 s',
    '**Revenue at risk:** GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
    '**Likely cause:** Postgres is down',
    '[Acknowledge](https://plimsoll.zebra.example/act/ack-token-1)',
    '[Runbook](https://wiki.zebra.example/runbooks/admin)',
  ])
    expect(text).toContain(part)
})

test('what is over is green', async () => {
  const server = await mattermost()
  await write(server, aMessage({ kind: 'resolved' }))
  expect(server.messages[0]).toMatchObject({ attachments: [{ color: '#1a8a4b' }] })
})

test('a refusal says what was wrong', async () => {
  const server = await mattermost()
  expect(await write(server, aMessage(), `${server.url}/hooks/another`)).toEqual({
    kind: 'refused',
    says: 'Mattermost answered 400: Invalid webhook.',
  })
})

test('whatever is told fits, and mentions nobody', async () => {
  const hostile = '@channel @all **bold** [x](https://evil.example) '.repeat(500)
  const facts = { title: hostile, says: hostile, service: hostile, money: hostile, cause: hostile, nextStep: hostile, by: hostile }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await mattermost()
    expect(await write(server, aMessage({ kind, facts, bundle }))).toMatchObject({ kind: 'delivered' })
    const text = JSON.stringify(server.messages[0])
    expect(text).not.toMatch(/@(?:channel|all)/)
    expect(text).not.toContain(' [x](')
  }
})
