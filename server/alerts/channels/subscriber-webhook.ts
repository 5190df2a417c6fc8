import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { SECOND } from '@/server/kernel/duration'
import { readByStatus } from '../rules/answers'
import { defineChannelType } from './channel'
import { signatureOf } from './webhook'

/** Grows when a field changes its meaning or goes. Described in docs/status-pages.md. */
export const STATUS_SCHEMA = 'plimsoll.status/1'
/** No name of a declared channel looks like it, so none stands in its way. */
export const SUBSCRIBER_WEBHOOK = 'status:webhook'

/** Webhooks that subscribed to a status page: each at its own address, signed with a secret of its own. Nobody declares it. */
export const subscriberWebhook = defineChannelType({
  kind: SUBSCRIBER_WEBHOOK,
  label: 'Webhook of a subscriber',
  about: 'Posts what a status page says, as signed JSON, to whoever subscribed with an address.',
  options: z.strictObject({ key: z.custom<Uint8Array>() }),
  example: {},
  reaches: 'people',
  takes: ['status'],
  target: () => 'those who subscribed',
  addressIssue: (address) => (isAddress(address) ? undefined : 'is not an address that begins with https://'),
  /** Whoever subscribed names it, so it has to be public. */
  endpointOf: (_options, address) => (isAddress(address) ? address : undefined),
  secretsOfAddress: (address) => [address],

  request({ key }, { key: notice, facts: { letter }, recipient: { address }, at }, now) {
    if (!letter || address === null || !isAddress(address)) throw new Error('There is no address to send it to')
    const secret = createHmac('sha256', key).update(`webhook ${address}`).digest('base64url')
    const { about, ...said } = letter
    const body = JSON.stringify({
      schema: STATUS_SCHEMA,
      key: notice,
      about,
      at: at.toISOString(),
      ...said,
      // Told once, to the address itself, so that nobody else can sign for us.
      ...(about === 'confirmation' && { secret }),
    })
    const seconds = Math.floor(now.getTime() / SECOND)
    return {
      method: 'POST',
      url: address,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'idempotency-key': notice,
        'plimsoll-signature': `t=${seconds},v1=${signatureOf(secret, seconds, body)}`,
      },
      body,
    }
  },

  read: (answer) => readByStatus(answer, 'The receiver', ''),
})

/** An address of the web, over TLS, without a user name. */
export function isAddress(text: string): boolean {
  if (text.length > 500 || !URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}
