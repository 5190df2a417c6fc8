import { afterEach, describe, expect, test } from 'vitest'
import { NOTICE_KINDS } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, fakeSlack, loopbackTools, someFacts } from './testing'

type Slack = Awaited<ReturnType<typeof fakeSlack>>
const open: Slack[] = []
async function slack(options?: Parameters<typeof fakeSlack>[0]): Promise<Slack> {
  const server = await fakeSlack(options)
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const byHook = (server: Slack, message: Message = aMessage()) =>
  deliver(channelTypeOf('slack'), parseChannelOptions('slack', { url: server.webhook }), message, loopbackTools())
const byBot = (server: Slack, message: Message = aMessage(), options: object = {}) =>
  deliver(
    channelTypeOf('slack-bot'),
    parseChannelOptions('slack-bot', {
      token: 'xoxb-test',
      signingSecret: 'signs-presses',
      channel: 'C024BE91L',
      server: server.api,
      ...options,
    }),
    message,
    loopbackTools(),
  )
/** The longest of everything, in every text that somebody else writes, with what Slack would read as commands. */
const hostile = '<!channel> & *bold* '.repeat(2_000)
const longest = {
  title: hostile,
  says: hostile,
  service: hostile,
  money: hostile,
  cause: hostile,
  nextStep: hostile,
  runbook: hostile,
  by: hostile,
  checks: Array.from({ length: 50 }, () => hostile),
}

describe('the webhook', () => {
  test('writes one message that says everything, with links that ask', async () => {
    const server = await slack()
    expect(await byHook(server)).toEqual({ kind: 'delivered', says: 'Slack took it (200)' })
    const [message] = server.messages
    expect(message?.text).toBe('[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk · INC-2417')
    expect(message?.blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk', emoji: false },
    })
    const text = JSON.stringify(message?.blocks)
    for (const part of [
      '*What:* 503 after 5.0 s',
      '*Revenue at risk:* GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
      '*Customers affected:* 1,200',
      '*Likely cause:* Postgres is down',
      '*Next step:* restart the primary',
      '<https://plimsoll.zebra.example/act/ack-token-1|Acknowledge>',
      '<https://wiki.zebra.example/runbooks/admin|Runbook>',
    ])
      expect(text).toContain(part)
  })

  test.each([
    [400, 'invalid_payload', 'Slack answered 400: it could not read the message'],
    [403, 'action_prohibited', 'Slack answered 403: the workspace does not allow this webhook to post there'],
    [404, 'no_service', 'Slack answered 404: the webhook was removed or switched off; make a new one'],
    [410, 'channel_is_archived', 'Slack answered 410: the channel is archived'],
  ])('reads %i %s', async (status, body, says) => {
    const server = await slack()
    server.next({ status, body })
    expect(await byHook(server)).toEqual({ kind: 'refused', says })
  })
})

describe('the bot', () => {
  test('has links where no press of a button could come back', async () => {
    const server = await slack()
    await byBot(server, aMessage(), { signingSecret: undefined })
    expect(server.messages[0]?.blocks.some(({ type }) => type === 'actions')).toBe(false)
    expect(JSON.stringify(server.messages[0]?.blocks)).toContain('https://plimsoll.zebra.example/act/ack-token-1')
  })
  test('keeps one message for an incident: buttons, a thread, and how it stands', async () => {
    const server = await slack()
    const first = await byBot(server)
    expect(first).toEqual({ kind: 'delivered', says: 'Slack took it', ref: 'C024BE91L:1763387999.000001' })
    const ref = first.kind === 'delivered' ? (first.ref ?? null) : null
    expect(server.messages[0]?.blocks.find(({ type }) => type === 'actions')).toEqual({
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'plimsoll.acknowledge',
          text: { type: 'plain_text', text: 'Acknowledge', emoji: false },
          value: 'ack-token-1',
          style: 'primary',
        },
        {
          type: 'button',
          action_id: 'plimsoll.escalate',
          text: { type: 'plain_text', text: 'Escalate', emoji: false },
          value: 'esc-token-1',
        },
      ],
    })

    const news = await byBot(server, aMessage({ kind: 'news', ref }))
    expect(news).toMatchObject({ kind: 'delivered', ref })
    await byBot(server, aMessage({ kind: 'acknowledged', ref, facts: { by: 'Ada' } }))
    expect(server.messages.map(({ ts, thread_ts, changed }) => [ts, thread_ts, changed])).toEqual([
      ['1763387999.000001', undefined, 1],
      ['1763387999.000002', '1763387999.000001', 0],
    ])
    expect(JSON.stringify(server.messages[0]?.blocks)).toContain('Ada has acknowledged it.')

    await byBot(server, aMessage({ kind: 'resolved', ref, actions: [], facts: { resolvedAt: new Date('2026-11-17T14:10:00Z') } }))
    expect(server.messages[0]?.text).toBe('[RESOLVED] Over after 16 min: Admin sign-in is failing · INC-2417')
    expect(server.messages[0]?.blocks.some(({ type }) => type === 'actions')).toBe(false)
  })

  test('what asks again is seen in the channel, and news stay in the thread', async () => {
    const server = await slack()
    const ref = 'C024BE91L:1763387999.000001'
    for (const kind of ['news', 'reminder', 'page'] as const) await byBot(server, aMessage({ kind, ref }))
    const asked = server.received.map(({ body }) => JSON.parse(body.toString()) as { thread_ts: string; reply_broadcast: boolean })
    expect(asked.map(({ thread_ts, reply_broadcast }) => [thread_ts, reply_broadcast])).toEqual([
      ['1763387999.000001', false],
      ['1763387999.000001', true],
      ['1763387999.000001', true],
    ])
  })

  test('a resolve without a first message is a message of its own', async () => {
    const server = await slack()
    for (const ref of [null, 'garbage', '<a@b>'])
      expect(await byBot(server, aMessage({ kind: 'resolved', ref }))).toMatchObject({ kind: 'delivered' })
    expect(server.messages).toHaveLength(3)
  })

  test.each([
    [{ token: 'xoxb-wrong' }, 'Slack refused it: it does not know the token (invalid_auth)'],
    [{ channel: 'C0UNKNOWN' }, 'Slack refused it: there is no such channel, or the app may not see it; invite the app (channel_not_found)'],
  ])('%j is refused', async (options, says) => expect(await byBot(await slack(), aMessage(), options)).toEqual({ kind: 'refused', says }))

  test.each([
    ['{"ok":false,"error":"ratelimited"}', 'retry', 'Slack says ratelimited'],
    ['{"ok":false,"error":"internal_error"}', 'retry', 'Slack says internal_error'],
    ['{"ok":false,"error":"is_archived"}', 'refused', 'Slack refused it: the channel is archived (is_archived)'],
    ['{"ok":false,"error":"a_new_one"}', 'refused', 'Slack refused it: a_new_one'],
    ['<html>Sign in to the wireless network</html>', 'retry', 'Slack answered 200: <html>Sign in to the wireless network</html>'],
    ['{"ok":true}', 'delivered', 'Slack took it'],
  ])('reads %s', async (body, kind, says) => {
    const server = await slack()
    server.next({ status: 200, body })
    expect(await byBot(server)).toEqual({ kind, says })
  })

  test('waits as long as Slack says when it is too fast', async () => {
    const server = await slack()
    server.next({ status: 200, headers: { 'retry-after': '30' }, body: '{"ok":false,"error":"ratelimited"}' })
    expect(await byBot(server)).toEqual({ kind: 'retry', says: 'Slack says ratelimited', afterMs: 30_000 })
  })
})

describe('whatever is told, it fits and mentions nobody', () => {
  const bundle = Array.from({ length: 412 }, () => someFacts(longest))
  test.each(NOTICE_KINDS)('%s', async (kind) => {
    const server = await slack()
    const message = aMessage({ kind, bundle, facts: longest })
    expect(await byHook(server, message)).toMatchObject({ kind: 'delivered' })
    expect(await byBot(server, message)).toMatchObject({ kind: 'delivered' })
    for (const { text, blocks } of server.messages) {
      const mrkdwn = JSON.stringify(blocks.filter(({ type }) => type !== 'header'))
      expect(`${text} ${mrkdwn}`).not.toContain('<!')
      expect(text.length).toBeLessThanOrEqual(4_000)
      expect(text).not.toMatch(/&[a-z]{0,3}$|&[a-z]{0,3}…/)
      // Slack refuses some 10,000 characters of all blocks together.
      expect(JSON.stringify(blocks).length).toBeLessThan(9_000)
    }
  })
})
