import { createCipheriv, createECDH, createHash, createPrivateKey, ECDH, hkdfSync, type KeyObject, sign } from 'node:crypto'
import { z } from 'zod'
import { HOUR, SECOND } from '@/server/kernel/duration'
import { ABOUT_INCIDENTS, type Delivered, type NoticeKind } from '../model'
import { answered, heeding, readByStatus } from '../rules/answers'
import { clip, clipBytes } from '../rules/clip'
import { linkOf, plainTextOf, wordsOf } from '../rules/message'
import { defineChannelType, type HttpAnswer, type Message } from './channel'
import { hostOf } from './options'

const CURVE = 'prime256v1'
/** One record (RFC 8188), as large as every push service takes (RFC 8030, section 7.2): head, message, its end mark, its seal. */
const RECORD_BYTES = 4_096
const HEAD_BYTES = 86
const MOST_PAYLOAD_BYTES = RECORD_BYTES - HEAD_BYTES - 17
/** What is left of the payload when everything but the text is in it. */
const MOST_TEXT_BYTES = 1_500
const MOST_TITLE = 200
/** Browsers show two at most. Source: https://notifications.spec.whatwg.org/#maximum-number-of-actions */
const MOST_ACTIONS = 2
/** A token of RFC 8292 may live a day. */
const TOKEN_LIVES_MS = 12 * HOUR

/** For how long a push service keeps it for a browser that is away, in seconds (RFC 8030, section 5.2). */
const TTL = {
  page: 14_400,
  news: 14_400,
  reminder: 3_600,
  acknowledged: 14_400,
  resolved: 86_400,
  briefing: 86_400,
  test: 300,
  canary: 0,
  status: 0,
} as const
const takes = ABOUT_INCIDENTS.filter((kind) => kind !== 'canary')

const isUrgent = (kind: NoticeKind): boolean => kind === 'page' || kind === 'reminder' || kind === 'news' || kind === 'test'

const base64url = (text: string): Buffer => Buffer.from(text, 'base64url')

/** What a browser gives a page that subscribes: `PushSubscription.toJSON()`. */
const Subscription = z
  .object({
    endpoint: z
      .string()
      .max(1_000)
      .refine((text) => URL.canParse(text) && isPrivateWay(new URL(text))),
    keys: z.object({
      p256dh: z.string().refine((text) => isPoint(base64url(text))),
      auth: z.string().refine((text) => base64url(text).length === 16),
    }),
  })
  .readonly()
type Subscription = z.infer<typeof Subscription>

const Options = z.strictObject({
  privateKey: z
    .string()
    .refine(
      (text) => /^[\w-]{43}=?$/.test(text) && publicOf(base64url(text)) !== undefined,
      'must be 32 bytes in base64url: the private key of P-256',
    )
    .meta({ title: 'Private key (VAPID)', description: 'Every browser subscribes with the public key that belongs to it.', secret: true }),
  subject: z
    .string()
    .max(300)
    .refine((text) => URL.canParse(text) && /^(?:mailto|https):$/.test(new URL(text).protocol), 'must begin with mailto: or https://')
    .meta({ title: 'Contact', description: 'Where the push services reach you: mailto:ops@zebra.example.' }),
  pushServices: z
    .array(
      z
        .string()
        .max(300)
        .refine((text) => URL.canParse(text) && isPrivateWay(new URL(text)) && new URL(text).origin === text, 'must be https://<host>'),
    )
    .max(20)
    .optional()
    .meta({
      title: 'Push services of your own',
      description: 'https://push.intern.example: browsers may subscribe there although it has no public address.',
    }),
})
type Options = z.infer<typeof Options>

/** A notification in the browsers of one person. Nobody but that browser can read it. */
export const webPush = defineChannelType<Options>({
  kind: 'web-push',
  label: 'Browser',
  about: 'Notifies a browser that subscribed to it, also while Plimsoll is not open there.',
  options: Options,
  example: { privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', subject: 'mailto:ops@zebra.example' },
  reaches: 'people',
  takes,
  target: ({ subject }) => `browsers, as ${subject}`,
  addressIssue: (address) => (subscriptionOf(address) ? undefined : 'is not the subscription of a browser'),
  secretsOfAddress(address) {
    const subscription = subscriptionOf(address)
    return subscription ? [subscription.endpoint, subscription.keys.auth, subscription.keys.p256dh] : [address]
  },
  endpointOf({ pushServices = [] }, address) {
    const endpoint = subscriptionOf(address)?.endpoint
    return endpoint !== undefined && pushServices.includes(new URL(endpoint).origin) ? undefined : endpoint
  },

  async send(options, message, tools) {
    const subscription = subscriptionOf(message.recipient.address)
    if (!subscription) return { kind: 'refused', says: 'There is no subscription of a browser to send it to' }
    const { endpoint, keys } = subscription
    const now = tools.now()
    const answer = await tools.fetch({
      method: 'POST',
      url: endpoint,
      headers: {
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        ttl: String(TTL[message.kind]),
        urgency: isUrgent(message.kind) ? 'high' : 'normal',
        // A later message about the same takes the place of one that is still waiting.
        topic: tagOf(message.thread),
        authorization: vapidOf(options, new URL(endpoint).origin, now),
      },
      body: encrypt(payloadOf(message, now), {
        receiver: base64url(keys.p256dh),
        secret: base64url(keys.auth),
        sender: tools.randomBytes(32),
        salt: tools.randomBytes(16),
      }),
    })
    return heeding(read(answer, hostOf(endpoint)), answer, tools.now())
  },
})

/** The public key with which browsers subscribe (`applicationServerKey`), in base64url. */
export const applicationServerKeyOf = (privateKey: string): string => publicOf(base64url(privateKey))?.toString('base64url') ?? ''

/** The subscription names who answers, and whoever added it reads this: by the status alone, lest one learns what a server says to others. */
function read(answer: HttpAnswer, host: string): Delivered {
  const { status } = answer
  if (status === 404 || status === 410) return { kind: 'refused', says: `This browser has unsubscribed (${status})` }
  if (status === 413) return { kind: 'refused', says: answered(host, status, 'the message is too large') }
  if (status === 401 || status === 403) return { kind: 'refused', says: answered(host, status, 'the browser subscribed with another key') }
  return readByStatus(answer, host, '')
}

/** What the service worker shows. */
function payloadOf(message: Message, now: Date): Buffer {
  const { kind, thread, facts, actions } = message
  const words = wordsOf(message, now)
  const short = { title: clip(words.subject, MOST_TITLE), tag: tagOf(thread), kind, severity: facts.severity }
  const text = plainTextOf(words, [])
  const url = linkOf(facts.link) ?? null
  const buttons = actions.slice(0, MOST_ACTIONS).map((one) => ({ action: one.verb, title: one.label, url: one.url }))
  const wishes = [
    { ...short, body: clipBytes(text, MOST_TEXT_BYTES), url, actions: buttons },
    { ...short, body: clipBytes(text, MOST_TEXT_BYTES / 3), url, actions: buttons },
    { ...short, body: clipBytes(text, MOST_TEXT_BYTES / 3), url, actions: [] },
    { ...short, body: '', url: null, actions: [] },
  ]
  const [first = Buffer.alloc(0)] = wishes
    .map((wish) => Buffer.from(JSON.stringify(wish)))
    .filter(({ length }) => length <= MOST_PAYLOAD_BYTES)
  return first
}

/** One for each thread: at most 32 characters of base64url (RFC 8030, section 5.4). */
const tagOf = (thread: string): string => createHash('sha256').update(thread).digest('base64url').slice(0, 32)

/** What encrypts one message: the browser's public key and secret, and a private key and salt of its own. */
type Sealing = { readonly receiver: Uint8Array; readonly secret: Uint8Array; readonly sender: Uint8Array; readonly salt: Uint8Array }

/** Encrypts for one browser (RFC 8291), as one record of `aes128gcm` (RFC 8188). */
export function encrypt(text: Uint8Array, { receiver, secret, sender, salt }: Sealing): Buffer {
  const ecdh = createECDH(CURVE)
  ecdh.setPrivateKey(sender)
  const own = ecdh.getPublicKey()
  const shared = ecdh.computeSecret(receiver)
  const input = hkdfSync('sha256', shared, secret, Buffer.concat([Buffer.from('WebPush: info\0'), receiver, own]), 32)
  const key = hkdfSync('sha256', new Uint8Array(input), salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = hkdfSync('sha256', new Uint8Array(input), salt, 'Content-Encoding: nonce\0', 12)
  const cipher = createCipheriv('aes-128-gcm', new Uint8Array(key), new Uint8Array(nonce))
  const size = Buffer.alloc(5)
  size.writeUInt32BE(RECORD_BYTES)
  size.writeUInt8(own.length, 4)
  return Buffer.concat([salt, size, own, cipher.update(text), cipher.update(Uint8Array.of(2)), cipher.final(), cipher.getAuthTag()])
}

/** Who sends it, signed for that push service (RFC 8292). */
function vapidOf({ privateKey, subject }: Options, audience: string, now: Date): string {
  const secret = base64url(privateKey)
  const claims = { aud: audience, exp: Math.floor((now.getTime() + TOKEN_LIVES_MS) / SECOND), sub: subject }
  const signed = [{ typ: 'JWT', alg: 'ES256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(signed), { key: keyObjectOf(secret), dsaEncoding: 'ieee-p1363' })
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${applicationServerKeyOf(privateKey)}`
}

function keyObjectOf(secret: Buffer): KeyObject {
  const point = publicOf(secret) ?? Buffer.alloc(65)
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: secret.toString('base64url'),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
}

function publicOf(secret: Buffer): Buffer | undefined {
  try {
    const ecdh = createECDH(CURVE)
    ecdh.setPrivateKey(secret)
    return ecdh.getPublicKey()
  } catch {
    return undefined
  }
}

function isPoint(bytes: Buffer): boolean {
  try {
    return bytes.length === 65 && ECDH.convertKey(bytes, CURVE).length === 65
  } catch {
    return false
  }
}

/** Push services speak TLS; one on this machine, for a trial, need not. */
const isPrivateWay = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))

function subscriptionOf(address: string | null): Subscription | undefined {
  if (address === null) return undefined
  try {
    return Subscription.safeParse(JSON.parse(address)).data
  } catch {
    return undefined
  }
}
