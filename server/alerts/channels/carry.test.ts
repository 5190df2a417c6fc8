import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, saying, selfSigned } from '@/server/checks/types/http/testing'
import { refusalOf } from '@/server/engine/rules/address-guard'
import type { Delivered } from '../model'
import { deliver } from './carry'
import type { ChannelTools, Message } from './channel'
import {
  fakeOpsgenie,
  fakePushover,
  fakeStatuspage,
  fakeTwilio,
  OPSGENIE_KEY,
  PUSHOVER_TOKEN,
  PUSHOVER_USER,
  STATUSPAGE,
  TWILIO,
} from './pagers-testing'
import { channelTypeOf, parseChannelOptions } from './registry'
import { fakeDiscord, fakeGoogleChat, fakeMattermost, fakeTeams, fakeTelegram } from './rooms-testing'
import {
  aMessage,
  type FakeServer,
  fakeNtfy,
  fakePagerDuty,
  fakePushService,
  fakeServer,
  fakeSlack,
  fakeWebhook,
  loopbackTools,
} from './testing'
import { applicationServerKeyOf } from './web-push'

const open: { close(): unknown }[] = []
const kept = async <Server extends { close(): unknown }>(made: Promise<Server>): Promise<Server> => {
  const server = await made
  open.push(server)
  return server
}
afterEach(async () => {
  closeAll()
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const PRIVATE_KEY = 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'
const SECRET = 'a-signing-secret-of-tests'

type Trial = { readonly server: FakeServer; send(tools?: ChannelTools, message?: Message): Promise<Delivered> }
const trialOf = (server: FakeServer, kind: string, options: object, address: string | null = null): Trial => ({
  server,
  send: (tools = loopbackTools(), message = aMessage({ recipient: { channel: 'ops', address, person: null } })) =>
    deliver(channelTypeOf(kind), parseChannelOptions(kind, options), message, tools),
})

/** Each channel over HTTP against what stands for the real service. */
const TRIALS: Readonly<Record<string, () => Promise<Trial>>> = {
  slack: async () => {
    const server = await kept(fakeSlack())
    return trialOf(server, 'slack', { url: server.webhook })
  },
  'slack-bot': async () => {
    const server = await kept(fakeSlack())
    return trialOf(server, 'slack-bot', { token: 'xoxb-test', channel: 'C024BE91L', server: server.api })
  },
  pagerduty: async () => {
    const server = await kept(fakePagerDuty())
    return trialOf(server, 'pagerduty', { routingKey: 'R000000000000000000000000000000A', server: server.url })
  },
  ntfy: async () => {
    const server = await kept(fakeNtfy({ token: 'tk_test' }))
    return trialOf(server, 'ntfy', { server: server.url, topic: 'ops', token: 'tk_test' })
  },
  webhook: async () => {
    const server = await kept(fakeWebhook({ secret: SECRET }))
    return trialOf(server, 'webhook', { url: `${server.url}/hook`, secret: SECRET })
  },
  discord: async () => {
    const server = await kept(fakeDiscord())
    return trialOf(server, 'discord', { url: server.webhook })
  },
  mattermost: async () => {
    const server = await kept(fakeMattermost())
    return trialOf(server, 'mattermost', { url: server.webhook })
  },
  'google-chat': async () => {
    const server = await kept(fakeGoogleChat())
    return trialOf(server, 'google-chat', { url: server.webhook })
  },
  teams: async () => {
    const server = await kept(fakeTeams())
    return trialOf(server, 'teams', { url: server.webhook })
  },
  telegram: async () => {
    const server = await kept(fakeTelegram())
    return trialOf(server, 'telegram', { token: '110201543:test-token-of-a-bot', chat: '-1001', server: server.url })
  },
  pushover: async () => {
    const server = await kept(fakePushover())
    return trialOf(server, 'pushover', { token: PUSHOVER_TOKEN, server: server.url }, PUSHOVER_USER)
  },
  opsgenie: async () => {
    const server = await kept(fakeOpsgenie())
    return trialOf(server, 'opsgenie', { apiKey: OPSGENIE_KEY, server: server.url })
  },
  'twilio-sms': async () => {
    const server = await kept(fakeTwilio())
    return trialOf(server, 'twilio-sms', { ...TWILIO, server: server.url }, '+447700900123')
  },
  statuspage: async () => {
    const server = await kept(fakeStatuspage())
    return trialOf(server, 'statuspage', { ...STATUSPAGE, server: server.url })
  },
  'web-push': async () => {
    const server = await kept(fakePushService())
    const { address } = server.subscribe(applicationServerKeyOf(PRIVATE_KEY))
    return trialOf(server, 'web-push', { privateKey: PRIVATE_KEY, subject: 'mailto:ops@zebra.example' }, address)
  },
}

describe.each(Object.entries(TRIALS))('%s over the network', (_kind, begin) => {
  test('is delivered', async () => {
    const { server, send } = await begin()
    expect(await send()).toMatchObject({ kind: 'delivered' })
    expect(server.received).toHaveLength(1)
    expect(server.received[0]?.headers).toMatchObject({ 'user-agent': 'Plimsoll/test', connection: 'close' })
  })

  test('is told to wait so many seconds', async () => {
    const { server, send } = await begin()
    server.next({ status: 429, headers: { 'retry-after': '17' }, body: '{"ok":false,"error":"ratelimited"}' })
    expect(await send()).toMatchObject({ kind: 'retry', afterMs: 17_000, says: expect.stringContaining('429') })
  })

  test('is told to wait until a date', async () => {
    const { server, send } = await begin()
    const now = new Date('2026-11-17T14:00:00.000Z')
    server.next({ status: 429, headers: { 'retry-after': 'Tue, 17 Nov 2026 14:01:30 GMT' } })
    expect(await send(loopbackTools(undefined, { now: () => now }))).toMatchObject({ kind: 'retry', afterMs: 90_000 })
  })

  test.each([500, 502, 503])('tries again after %i', async (status) => {
    const { server, send } = await begin()
    server.next({ status, body: 'upstream is away' })
    const delivered = await send()
    expect(delivered).toMatchObject({ kind: 'retry', says: expect.stringContaining(`answered ${status}`) })
    expect(delivered).not.toHaveProperty('afterMs')
  })

  test.each([400, 401, 403, 404, 405])('gives up after %i', async (status) => {
    const { server, send } = await begin()
    server.next({ status, body: 'no' })
    expect(await send()).toMatchObject({ kind: 'refused' })
  })

  test('follows no redirect', async () => {
    const { server, send } = await begin()
    server.next({ status: 307, headers: { location: `${server.url}/elsewhere` } })
    expect(await send()).toMatchObject({ kind: 'refused', says: expect.stringContaining('it is elsewhere') })
    expect(server.received).toHaveLength(1)
  })

  test('tries again when the connection is reset', async () => {
    const { server, send } = await begin()
    server.next('reset')
    expect(await send()).toEqual({
      kind: 'retry',
      says: expect.stringMatching(/^127\.0\.0\.1:\d+ (?:reset the connection|could not be talked to: .+)$/),
    })
  })

  test('tries again when the answer is cut off', async () => {
    const { server, send } = await begin()
    server.next('cut')
    expect(await send()).toMatchObject({ kind: 'retry', says: expect.stringContaining('127.0.0.1') })
  })

  test('tries again when there is no answer before the deadline', async () => {
    const { server, send } = await begin()
    server.next('silence')
    expect(await send(loopbackTools(AbortSignal.timeout(300)))).toMatchObject({
      kind: 'retry',
      says: expect.stringMatching(/^127\.0\.0\.1:\d+ took too long, waiting for the answer$/),
    })
  })

  test('sends nothing to a forbidden address', async () => {
    const { server, send } = await begin()
    const tools = loopbackTools(undefined, {
      refuses: (address) => (address.startsWith('127.') ? `${address} is refused: no.` : undefined),
    })
    expect(await send(tools)).toEqual({ kind: 'refused', says: '127.0.0.1 is refused: no.' })
    expect(server.received).toHaveLength(0)
  })
})

const webhookAt =
  (url: string, ca?: string) =>
  (tools = loopbackTools()) =>
    deliver(channelTypeOf('webhook'), parseChannelOptions('webhook', { url, secret: SECRET, ...(ca ? { ca } : {}) }), aMessage(), tools)

describe('the way to a server', () => {
  test('is not taken when nobody vouches for its certificate', async () => {
    const server = await kept(fakeWebhook({ secret: SECRET, tls: selfSigned('127.0.0.1') }))
    expect(await webhookAt(server.url)()).toEqual({
      kind: 'retry',
      says: 'the certificate of 127.0.0.1 is self-signed; declare it as `ca` if it is yours',
    })
    expect(server.received).toHaveLength(0)
  })

  test('is taken when its authority was declared, and the certificate is for that name', async () => {
    const { ca, issue } = authority()
    const server = await kept(fakeWebhook({ secret: SECRET, tls: issue('hooks.example') }))
    const url = server.url.replace('127.0.0.1', 'hooks.example')
    expect(await webhookAt(url, ca)()).toMatchObject({ kind: 'delivered' })
    expect(await webhookAt(url)()).toMatchObject({ kind: 'retry', says: expect.stringContaining('cannot be traced to a known authority') })
    expect(await webhookAt(url.replace('hooks', 'other'), ca)()).toMatchObject({
      kind: 'retry',
      says: expect.stringContaining('is not for other.example'),
    })
  })

  test('is not taken when nothing speaks TLS there', async () => {
    const server = await kept(fakeWebhook())
    expect(await webhookAt(server.url.replace('http:', 'https:'))()).toMatchObject({
      kind: 'retry',
      says: expect.stringContaining('does not speak TLS on this port'),
    })
  })

  test('ends at a closed port, at a name that is not, and at a metadata address', async () => {
    const port = await closedPort()
    expect(await webhookAt(`http://127.0.0.1:${port}/`)()).toEqual({ kind: 'retry', says: `127.0.0.1:${port} refused the connection` })
    expect(await webhookAt(`https://127.0.0.1:${port}/`)()).toEqual({ kind: 'retry', says: `127.0.0.1:${port} refused the connection` })
    const notFound = loopbackTools(undefined, {
      lookup: (_name, _options, callback) => callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), ''),
    })
    expect(await webhookAt('http://hooks.zebra.example/')(notFound)).toEqual({
      kind: 'retry',
      says: 'there is no name hooks.zebra.example',
    })
    const guard = { refuses: (address: string, port: number) => refusalOf(address, port, new Set()) }
    expect(await webhookAt('http://169.254.169.254/latest')(loopbackTools(undefined, guard))).toMatchObject({
      kind: 'refused',
      says: expect.stringContaining('169.254.169.254 is refused'),
    })
    const rebinding = loopbackTools(undefined, {
      ...guard,
      lookup: (_name, options, callback) =>
        options.all ? callback(null, [{ address: '169.254.169.254', family: 4 }]) : callback(null, '169.254.169.254', 4),
    })
    expect(await webhookAt('http://innocent.zebra.example/')(rebinding)).toMatchObject({
      kind: 'refused',
      says: expect.stringContaining('innocent.zebra.example is at a forbidden address'),
    })
  })

  test('is given up at the deadline also while TLS is being agreed on', async () => {
    const url = await saying(() => {})
    const [host] = url.replace('http://', '').split('/')
    expect(await webhookAt(url.replace('http:', 'https:'))(loopbackTools(AbortSignal.timeout(200)))).toEqual({
      kind: 'retry',
      says: `${host} took too long, connecting`,
    })
  })

  test('an answer without end is read only so far', async () => {
    const url = await saying((socket) => {
      const more = () => {
        while (socket.writable && socket.write('x'.repeat(16_384)));
      }
      socket.on('drain', more)
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')
      more()
    })
    expect(await webhookAt(url)(loopbackTools(AbortSignal.timeout(2_000)))).toMatchObject({
      kind: 'refused',
      says: expect.stringContaining('answered 400'),
    })
  })

  test('a deadline that has passed already sends nothing', async () => {
    const server = await kept(fakeWebhook())
    expect(await webhookAt(server.url)(loopbackTools(AbortSignal.abort()))).toMatchObject({ kind: 'retry' })
    expect(server.received).toHaveLength(0)
  })
})

describe('a plug-in that misbehaves', () => {
  const base = { ...channelTypeOf('webhook'), kind: 'odd' }
  const { request, read, ...about } = base as typeof base & { request: unknown; read: unknown }
  test('that throws is a reason to try again', async () => {
    const type = { ...about, send: () => Promise.reject(new Error('surprise')) }
    expect(await deliver(type, {}, aMessage(), loopbackTools())).toEqual({ kind: 'retry', says: 'It could not be sent: surprise' })
  })
  test('that never ends is ended', async () => {
    const type = { ...about, send: () => new Promise<Delivered>(() => {}) }
    expect(await deliver(type, {}, aMessage(), loopbackTools(AbortSignal.timeout(50)))).toEqual({
      kind: 'retry',
      says: 'It was not sent in time',
    })
  })
})

describe('a secret is in nothing that is said', () => {
  const plain = () => randomBytes(12).toString('hex')
  /** What comes back holds all that was sent, as a server that helps with debugging answers. */
  const echo = (status: number) =>
    kept(
      fakeServer(({ path, headers, body }) => ({
        status,
        body: `${path} ${Object.values(headers).join(' ')} ${body.toString('utf8')} ${JSON.stringify(path)}`.slice(0, 60_000),
      })),
    )
  const messageTo = (address: string | null = null) =>
    aMessage({
      recipient: { channel: 'ops', address, person: null },
      facts: { title: 't', says: 's', money: null, cause: null, nextStep: null, checks: [], runbook: null, link: null },
    })
  const message = messageTo()
  test.each<[string, (secret: string, url: string) => object, string?]>([
    ['slack', (secret, url) => ({ url: `${url}/services/T0/B0/${secret}` })],
    ['slack-bot', (secret, url) => ({ token: `xoxb-${secret}`, channel: 'C024BE91L', server: url })],
    ['pagerduty', (secret, url) => ({ routingKey: secret, server: url })],
    ['ntfy', (secret, url) => ({ topic: secret, token: `tk_${secret}`, server: url })],
    ['discord', (secret, url) => ({ url: `${url}/api/webhooks/1/${secret}` })],
    ['mattermost', (secret, url) => ({ url: `${url}/hooks/${secret}` })],
    ['google-chat', (secret, url) => ({ url: `${url}/v1/spaces/AAAA/messages?key=${secret}&token=${secret}` })],
    ['teams', (secret, url) => ({ url: `${url}/workflows/1/triggers/manual/paths/invoke?sig=${secret}` })],
    ['telegram', (secret, url) => ({ token: `110201543:${secret}`, chat: '-1001', server: url })],
    ['pushover', (secret, url) => ({ token: `${secret}abcdef`.slice(0, 30), server: url }), PUSHOVER_USER],
    ['opsgenie', (secret, url) => ({ apiKey: secret, server: url })],
    ['twilio-sms', (secret, url) => ({ ...TWILIO, authToken: secret, server: url }), '+447700900123'],
    ['statuspage', (secret, url) => ({ ...STATUSPAGE, apiKey: secret, server: url })],
    ['webhook', (secret, url) => ({ url: `${url}/hooks/${secret}?key=${secret}`, secret: `${secret}-sign` })],
  ])('%s', async (kind, options, address) => {
    const message = messageTo(address)
    for (const status of [200, 302, 400, 403, 503]) {
      const secret = plain()
      const parsed = parseChannelOptions(kind, options(secret, (await echo(status)).url))
      const delivered = await deliver(channelTypeOf(kind), parsed, message, loopbackTools())
      expect(JSON.stringify(delivered)).not.toContain(secret)
      expect(channelTypeOf(kind).target(parsed)).not.toContain(secret)
      for (const token of ['ack-token-1', 'esc-token-1']) expect(JSON.stringify(delivered)).not.toContain(token)
    }
    const secret = plain()
    const nowhere = parseChannelOptions(kind, options(secret, `http://127.0.0.1:${await closedPort()}`))
    expect(JSON.stringify(await deliver(channelTypeOf(kind), nowhere, message, loopbackTools()))).not.toContain(secret)
  })

  test('the links and tokens that act for the recipient', async () => {
    const [action] = message.actions
    const server = await kept(fakeServer(() => ({ status: 400, body: `bad value ${action?.token} in ${action?.url}` })))
    expect(await webhookAt(server.url)()).toEqual({
      kind: 'refused',
      says: 'The receiver answered 400: bad value [redacted] in [redacted]',
    })
  })

  test('web-push: neither the key nor the subscription', async () => {
    const push = await kept(fakePushService())
    const { address } = push.subscribe(applicationServerKeyOf(PRIVATE_KEY))
    const { endpoint, keys } = JSON.parse(address) as { endpoint: string; keys: { auth: string; p256dh: string } }
    push.next({ status: 400, body: `${endpoint} ${new URL(endpoint).pathname} ${keys.auth} ${keys.p256dh} ${PRIVATE_KEY}` })
    const options = parseChannelOptions('web-push', { privateKey: PRIVATE_KEY, subject: 'mailto:ops@zebra.example' })
    const { says } = await deliver(
      channelTypeOf('web-push'),
      options,
      aMessage({ recipient: { channel: 'browsers', address, person: 'ada@zebra.example' } }),
      loopbackTools(),
    )
    for (const secret of [endpoint, new URL(endpoint).pathname, keys.auth, keys.p256dh, PRIVATE_KEY]) expect(says).not.toContain(secret)
    expect(says).toBe(`${new URL(endpoint).host} answered 400`)
  })
})
