import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { SECOND } from '@/server/kernel/duration'
import { ABOUT_INCIDENTS, type Facts } from '../model'
import { readByStatus } from '../rules/answers'
import { plainTextOf, wordsOf } from '../rules/message'
import { defineChannelType, type Message } from './channel'
import { Authority, hostOf, SecretToken, SendTo } from './options'

/** Grows when a field changes its meaning or goes; a new field is no new version. Described in docs/channels.md. */
export const WEBHOOK_SCHEMA = 'plimsoll.notice/1'
const MOST_BUNDLED = 100

/** Every notice as JSON, signed, to a system of your own. */
export const webhook = defineChannelType({
  kind: 'webhook',
  label: 'Webhook',
  about: 'Posts each notice as signed JSON to an address of yours.',
  options: z.strictObject({
    url: SendTo.meta({ title: 'Address', secret: true }),
    secret: SecretToken.min(16, 'must have at least 16 characters').meta({
      title: 'Signing secret',
      description: 'The receiver computes HMAC-SHA256 of "t.body" with it and compares that with v1 of the header Plimsoll-Signature.',
      secret: true,
    }),
    ca: Authority.optional(),
  }),
  example: { url: 'https://ops.zebra.example/hooks/plimsoll', secret: '0123456789abcdef0123456789abcdef' },
  reaches: 'machine',
  takes: ABOUT_INCIDENTS,
  carriesEcho: true,
  target: ({ url }) => hostOf(url),

  request({ url, secret, ca }, message, now) {
    const body = JSON.stringify(noticeOf(message, now))
    const seconds = Math.floor(now.getTime() / SECOND)
    return {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'idempotency-key': keyOf(message.key),
        'plimsoll-signature': `t=${seconds},v1=${signatureOf(secret, seconds, body)}`,
      },
      body,
      ca,
    }
  },

  read: (answer) => readByStatus(answer, 'The receiver'),
})

/** What the receiver computes and compares: hex of HMAC-SHA256 over the time in Unix seconds, a dot, and the body as it came. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')

function noticeOf(message: Message, now: Date) {
  const { key, kind, thread, at, facts, bundle, actions, echo } = message
  const words = wordsOf(message, now)
  return {
    schema: WEBHOOK_SCHEMA,
    key,
    kind,
    thread,
    decidedAt: at.toISOString(),
    sentAt: now.toISOString(),
    subject: words.subject,
    text: plainTextOf(words, [...actions, ...words.links]),
    incident: factsAsJson(facts),
    more: { count: bundle.length, incidents: bundle.slice(0, MOST_BUNDLED).map(factsAsJson) },
    actions: actions.map(({ verb, label, url }) => ({ verb, label, url })),
    ...(echo === undefined ? {} : { echo }),
  }
}

function factsAsJson({ incidentId, sinceAt, resolvedAt, ...facts }: Facts) {
  return { id: incidentId, ...facts, sinceAt: sinceAt.toISOString(), resolvedAt: resolvedAt?.toISOString() ?? null }
}

/** The key as it is where a header can hold it. */
const keyOf = (key: string): string => (/^[\x21-\x7e]{1,200}$/.test(key) ? key : createHash('sha256').update(key).digest('hex'))
