import { afterEach, expect, test } from 'vitest'
import { NOTICE_KINDS, type NoticeKind } from '../model'
import { deliver } from './carry'
import type { Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { fakeTeams } from './rooms-testing'
import { aMessage, json, loopbackTools, someFacts } from './testing'

type Teams = Awaited<ReturnType<typeof fakeTeams>>
const open: Teams[] = []
async function teams(): Promise<Teams> {
  const server = await fakeTeams()
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})
const write = (server: Teams, message: Message = aMessage()) =>
  deliver(channelTypeOf('teams'), parseChannelOptions('teams', { url: server.webhook }), message, loopbackTools())

type Block = { readonly inlines?: readonly { readonly text: string }[] }
const textOf = (card: unknown): readonly string[] =>
  (card as { body: readonly Block[] }).body.flatMap(({ inlines }) => (inlines ? [inlines.map(({ text }) => text).join('')] : []))

test('writes a card that says everything, with buttons that open pages', async () => {
  const server = await teams()
  expect(await write(server)).toEqual({ kind: 'delivered', says: 'Microsoft Teams took it (202)' })
  const [card] = server.cards
  expect(card).toMatchObject({
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      {
        type: 'Container',
        style: 'attention',
        items: [{ inlines: [{ text: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk', weight: 'Bolder' }] }],
      },
      ...Array.from({ length: 9 }, () => ({ type: 'RichTextBlock' })),
    ],
    actions: [
      { type: 'Action.OpenUrl', title: 'Acknowledge', url: 'https://plimsoll.zebra.example/act/ack-token-1' },
      { type: 'Action.OpenUrl', title: 'Escalate', url: 'https://plimsoll.zebra.example/act/esc-token-1' },
      { type: 'Action.OpenUrl', title: 'Open INC-2417', url: 'https://plimsoll.zebra.example/incidents/INC-2417' },
      { type: 'Action.OpenUrl', title: 'Runbook', url: 'https://wiki.zebra.example/runbooks/admin' },
    ],
  })
  expect(textOf(card)).toEqual([
    'What: 503 after 5.0 s',
    'Service: Admin',
    expect.stringMatching(/^Since: 2026-11-17 13:54:00 UTC/),
    'Revenue at risk: GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
    'Customers affected: 1,200',
    'Likely cause: Postgres is down',
    'Next step: restart the primary',
    'Checks: Admin sign-in, Admin API',
    'INC-2417 · Plimsoll',
  ])
})

test.each<[NoticeKind, Parameters<typeof someFacts>[0], string]>([
  ['page', { severity: 'emergency' }, 'attention'],
  ['page', { severity: 'medium' }, 'warning'],
  ['page', { severity: 'low' }, 'accent'],
  ['acknowledged', {}, 'accent'],
  ['resolved', {}, 'good'],
  ['canary', {}, 'default'],
])('%s %j looks like %s', async (kind, facts, style) => {
  const server = await teams()
  await write(server, aMessage({ kind, facts: facts ?? {} }))
  expect(server.cards[0]).toMatchObject({ body: [{ style }, ...Array.from({ length: textOf(server.cards[0]).length }, () => ({}))] })
})

test.each([
  [
    401,
    { code: 'DirectApiAuthorizationRequired', message: 'The request must be authenticated only by Shared Access scheme.' },
    'Microsoft Teams answered 401: the workflow wants a sign-in; let anyone trigger it, and copy its address again',
  ],
  [400, { code: 'WorkflowTriggerIsNotEnabled', message: 'disabled' }, 'Microsoft Teams answered 400: the workflow is switched off'],
  [400, { code: 'InvalidRequestContent', message: 'The content is not valid.' }, 'Microsoft Teams answered 400: The content is not valid.'],
])('reads %i %j', async (status, error, says) => {
  const server = await teams()
  server.next(json(status, { error }))
  expect(await write(server)).toEqual({ kind: 'refused', says })
})

test('an address of a connector, which is retired, is refused with the way out', () =>
  expect(() => parseChannelOptions('teams', { url: 'https://zebra.webhook.office.com/webhookb2/x' })).toThrow(
    /make a workflow from a webhook/,
  ))

test('whatever is told fits', async () => {
  const hostile = '**bold** <at>everyone</at> 登 '.repeat(500)
  const facts = { title: hostile, says: hostile, service: hostile, money: hostile, cause: hostile, nextStep: hostile, by: hostile }
  const bundle = Array.from({ length: 412 }, () => someFacts(facts))
  for (const kind of NOTICE_KINDS) {
    const server = await teams()
    expect(await write(server, aMessage({ kind, facts, bundle }))).toMatchObject({ kind: 'delivered' })
  }
})
