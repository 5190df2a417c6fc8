import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isAddress, subscriberWebhook } from './subscriber-webhook'
import { aMessage } from './testing'
import { signatureOf } from './webhook'

const KEY = Buffer.alloc(32, 7)
const ADDRESS = 'https://hooks.customer.example/in?x=1'
const letter = {
  about: 'confirmation' as const,
  page: 'Zebra',
  address: 'https://status.zebra.example',
  title: 'please confirm',
  state: null,
  text: 'Somebody asked',
  components: [],
  confirm: 'https://status.zebra.example/confirm/key',
  unsubscribe: 'https://status.zebra.example/unsubscribe/key',
}

function requestFor(about: 'confirmation' | 'post') {
  if (!('request' in subscriberWebhook)) throw new Error('it is one over HTTP')
  const { facts } = aMessage()
  const message = aMessage({
    kind: 'status',
    recipient: { channel: 'status:webhook', address: ADDRESS, person: null },
    facts: { ...facts, letter: { ...letter, about } },
  })
  return subscriberWebhook.request({ key: KEY }, message, new Date('2026-11-23T12:00:00Z'))
}

test('what a webhook gets is signed with a secret that it alone is told, once, and holds nothing of the incident', () => {
  const { url, headers, body } = requestFor('confirmation')
  const secret = createHmac('sha256', KEY).update(`webhook ${ADDRESS}`).digest('base64url')
  const [, seconds = '', signature] = /^t=(\d+),v1=(\w+)$/.exec(headers['plimsoll-signature'] ?? '') ?? []
  expect([url, signature]).toEqual([ADDRESS, signatureOf(secret, Number(seconds), String(body))])
  expect(JSON.parse(String(body))).toMatchObject({ schema: 'plimsoll.status/1', about: 'confirmation', secret, confirm: letter.confirm })
  const post = String(requestFor('post').body)
  expect(post).not.toContain(secret)
  expect(post).not.toMatch(/503|925,000|Admin sign-in|INC-/)
})

test.each([
  'http://x.example',
  'https://user:pass@x.example',
  'javascript:alert(1)',
  'x.example',
  `https://x.example/${'a'.repeat(500)}`,
  '',
])('"%s" is no address', (text) => expect(isAddress(text)).toBe(false))
