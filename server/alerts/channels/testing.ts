import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Server, Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { systemClock } from '@/server/runtime/clock'
import type { Facts } from '../model'
import { type SharedChannelTools, toolsFor } from './carry'
import type { ChannelTools, Message } from './channel'

// ── What is sent ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const someFacts = (facts: Partial<Facts> = {}): Facts => ({
  incidentId: '0190a0b0-0000-7000-8000-000000000001',
  number: 2417,
  severity: 'critical',
  title: 'Admin sign-in is failing',
  service: 'Admin',
  sinceAt: new Date('2026-11-17T13:54:00.000Z'),
  resolvedAt: null,
  by: null,
  says: '503 after 5.0 s',
  money: 'GBP 925,000 Zebra Associates at risk; losing GBP 1,240 an hour',
  customers: 1_200,
  cause: 'Postgres is down',
  nextStep: 'restart the primary',
  runbook: 'https://wiki.zebra.example/runbooks/admin',
  link: 'https://plimsoll.zebra.example/incidents/INC-2417',
  context: null,
  checks: ['Admin sign-in', 'Admin API'],
  ...facts,
})

export const aMessage = ({ facts, ...message }: Partial<Omit<Message, 'facts'>> & { readonly facts?: Partial<Facts> } = {}): Message => ({
  key: 'page/0190a0b0/ops',
  kind: 'page',
  thread: '0190a0b0/ops',
  bundle: [],
  recipient: { channel: 'ops', address: null, person: null },
  actions: [
    { verb: 'acknowledge', label: 'Acknowledge', url: 'https://plimsoll.zebra.example/act/ack-token-1', token: 'ack-token-1' },
    { verb: 'escalate', label: 'Escalate', url: 'https://plimsoll.zebra.example/act/esc-token-1', token: 'esc-token-1' },
  ],
  ref: null,
  at: new Date('2026-11-17T13:59:59.000Z'),
  ...message,
  facts: someFacts(facts),
})

/** Tools that reach loopback only, as the engine's would. */
export function loopbackTools(signal: AbortSignal = AbortSignal.timeout(10_000), shared: Partial<SharedChannelTools> = {}): ChannelTools {
  return toolsFor(
    {
      now: () => systemClock.now(),
      lookup: (_name, options, callback) =>
        options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4),
      refuses: () => undefined,
      secureContext: (pems) => createSecureContext(pems),
      randomBytes: (count) => randomBytes(count),
      userAgent: 'Plimsoll/test',
      ...shared,
    },
    signal,
  )
}

// ── A server that answers as it is told ─────────────────────────────────────────────────────────────────────────────────────────────

export type Received = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly at: Date
}
/** `reset` breaks the connection, `silence` never answers, `cut` breaks it off within the answer. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'reset'
  | 'silence'
  | 'cut'

export type FakeServer = {
  readonly url: string
  /** Every request that arrived, whatever was answered. */
  readonly received: Received[]
  /** What is answered to the next requests, one each, before it answers as usual again. */
  next(...replies: readonly Reply[]): void
  close(): Promise<void>
}

type Certificate = { readonly key: string; readonly cert: string }

const textOf = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : (value ?? []).join(', '))

/** Listens on a free loopback port; answers what was scripted, else as `usually` says. */
export async function fakeServer(usually: (request: Received) => Reply, tls?: Certificate): Promise<FakeServer> {
  const received: Received[] = []
  const scripted: Reply[] = []
  const onRequest = (incoming: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('error', () => {})
    incoming.on('end', () => {
      const request: Received = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, textOf(value)])),
        body: Buffer.concat(parts),
        at: systemClock.now(),
      }
      received.push(request)
      answer(response, scripted.shift() ?? usually(request))
    })
  }
  const server = tls ? createTlsServer(tls, onRequest) : createServer(onRequest)
  const { port, close } = await listen(server)
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, received, next: (...replies) => scripted.push(...replies), close }
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return
  if (reply === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (reply === 'cut') {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"ok":', () => response.socket?.destroy())
    return
  }
  response.writeHead(reply.status, reply.headers ?? {})
  response.end(reply.body ?? '')
}

async function listen(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

export const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
export type Json = Readonly<Record<string, unknown>>

export function jsonOf({ body }: Pick<Received, 'body'>): Json {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
  } catch {
    return {}
  }
}

// ── Slack ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type SlackMessage = { channel: string; ts: string; thread_ts?: string; text: string; blocks: readonly Json[]; changed: number }

/** An incoming webhook at `/services/…` and the two methods of the Web API, with their limits and errors. */
export async function fakeSlack({
  token = 'xoxb-test',
  channels = ['C024BE91L'],
}: {
  readonly token?: string
  readonly channels?: readonly string[]
} = {}) {
  const messages: SlackMessage[] = []
  let count = 0
  const post = (channel: string, { text, blocks, thread_ts }: Json): SlackMessage => {
    count++
    const message = {
      channel,
      ts: `1763387999.${String(count).padStart(6, '0')}`,
      ...(typeof thread_ts === 'string' ? { thread_ts } : {}),
      text: String(text),
      blocks: Array.isArray(blocks) ? blocks : [],
      changed: 0,
    }
    messages.push(message)
    return message
  }
  const byMethod = (method: string, { headers, body }: Received): Reply => {
    const asked = jsonOf({ body })
    if (headers.authorization !== `Bearer ${token}`) return json(200, { ok: false, error: 'invalid_auth' })
    const channel = String(asked.channel)
    if (!channels.includes(channel)) return json(200, { ok: false, error: 'channel_not_found' })
    if (!isFit(asked.blocks)) return json(200, { ok: false, error: 'invalid_blocks' })
    if (method === 'chat.postMessage') {
      const { changed, ...message } = post(channel, asked)
      return json(200, { ok: true, channel, ts: message.ts, message })
    }
    const known = messages.find((one) => one.channel === channel && one.ts === asked.ts)
    if (!known) return json(200, { ok: false, error: 'message_not_found' })
    Object.assign(known, { text: String(asked.text), blocks: asked.blocks, changed: known.changed + 1 })
    return json(200, { ok: true, channel, ts: known.ts, text: known.text })
  }
  const server = await fakeServer((request) => {
    if (request.path.startsWith('/services/')) {
      const asked = jsonOf(request)
      if (typeof asked.text !== 'string' || !isFit(asked.blocks)) return { status: 400, body: 'invalid_payload' }
      post(request.path, asked)
      return { status: 200, body: 'ok' }
    }
    const [, method = ''] = /^\/api\/(chat\.(?:postMessage|update))$/.exec(request.path) ?? []
    return method ? byMethod(method, request) : { status: 404, body: 'not found' }
  })
  return { ...server, api: `${server.url}/api`, webhook: `${server.url}/services/T00/B00/hook-secret-part`, messages }
}

/** As much of Block Kit's rules as says how long and how many. */
function isFit(blocks: unknown): boolean {
  if (!Array.isArray(blocks) || blocks.length > 50) return false
  return blocks.every((block: Json) => {
    const { type, text, elements } = block as {
      type?: string
      text?: { text?: string }
      elements?: readonly { value?: string; text?: { text?: string } }[]
    }
    const length = text?.text?.length ?? 0
    if (type === 'header') return length > 0 && length <= 150
    if (type === 'section') return length > 0 && length <= 3_000
    if (type === 'context') return (elements?.length ?? 0) > 0 && (elements?.length ?? 0) <= 10
    const isButton = (one: { value?: string; text?: { text?: string } }) =>
      (one.value?.length ?? 0) <= 2_000 && (one.text?.text?.length ?? 0) > 0 && (one.text?.text?.length ?? 0) <= 75
    return type === 'actions' && elements !== undefined && elements.length > 0 && elements.length <= 25 && elements.every(isButton)
  })
}

// ── PagerDuty ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The Events API v2, with the state that PagerDuty keeps of each incident. */
export async function fakePagerDuty({ routingKey = 'R000000000000000000000000000000A' }: { readonly routingKey?: string } = {}) {
  const incidents = new Map<string, { state: 'triggered' | 'acknowledged' | 'resolved'; readonly events: Json[] }>()
  const server = await fakeServer((request) => {
    if (request.path !== '/v2/enqueue' || request.method !== 'POST') return { status: 404 }
    const event = jsonOf(request)
    const errors = pagerDutyErrors(event, routingKey)
    if (errors.length > 0) return json(400, { status: 'invalid event', message: 'Event object is invalid', errors })
    const key = String(event.dedup_key)
    const known = incidents.get(key)
    if (event.event_action === 'trigger' && (!known || known.state === 'resolved'))
      incidents.set(key, { state: 'triggered', events: [event] })
    else if (known) {
      known.events.push(event)
      if (event.event_action === 'acknowledge' && known.state === 'triggered') known.state = 'acknowledged'
      if (event.event_action === 'resolve') known.state = 'resolved'
    }
    return json(202, { status: 'success', message: 'Event processed', dedup_key: key })
  })
  return { ...server, incidents }
}

function pagerDutyErrors(event: Json, routingKey: string): readonly string[] {
  const payload = (event.payload ?? {}) as Json
  const triggers = event.event_action === 'trigger'
  return [
    ...(event.routing_key === routingKey ? [] : ["'routing_key' is invalid or deactivated"]),
    ...(['trigger', 'acknowledge', 'resolve'].includes(String(event.event_action)) ? [] : ["'event_action' is invalid"]),
    ...(typeof event.dedup_key === 'string' && event.dedup_key.length <= 255 ? [] : ["'dedup_key' is missing or too long"]),
    ...(triggers && !(typeof payload.summary === 'string' && payload.summary.length > 0 && payload.summary.length <= 1_024)
      ? ["'payload.summary' is missing or too long"]
      : []),
    ...(triggers && typeof payload.source !== 'string' ? ["'payload.source' is missing or blank"] : []),
    ...(triggers && !['critical', 'error', 'warning', 'info'].includes(String(payload.severity)) ? ["'payload.severity' is invalid"] : []),
  ]
}

// ── ntfy ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Publishing as JSON, with its limits and errors. */
export async function fakeNtfy({ token }: { readonly token?: string } = {}) {
  const messages: Json[] = []
  const server = await fakeServer((request) => {
    const error = (http: number, code: number, says: string) => json(http, { code, http, error: says })
    if (request.path !== '/' || request.method !== 'POST') return error(404, 40401, 'page not found')
    if (token && request.headers.authorization !== `Bearer ${token}`) return error(403, 40301, 'forbidden')
    const message = jsonOf(request)
    if (!/^[\w-]{1,64}$/.test(String(message.topic))) return error(400, 40009, 'invalid request: topic invalid')
    if (![1, 2, 3, 4, 5].includes(Number(message.priority))) return error(400, 40007, 'invalid priority parameter')
    if (Array.isArray(message.actions) && message.actions.length > 3) return error(400, 40018, 'invalid request: actions invalid')
    if (Buffer.byteLength(String(message.message)) > 4_096) return error(413, 41303, 'JSON body too large')
    messages.push(message)
    return json(200, { ...message, id: `m${messages.length}`, event: 'message' })
  })
  return { ...server, messages }
}

// ── A receiver of signed webhooks ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Verifies the signature as the manual says, and takes each key once. */
export async function fakeWebhook({
  secret = 'a-signing-secret-of-tests',
  tls,
}: {
  readonly secret?: string
  readonly tls?: Certificate
} = {}) {
  const notices = new Map<string, Json>()
  const server = await fakeServer((request) => {
    const [, seconds = '', given = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers['plimsoll-signature'] ?? '') ?? []
    const expected = createHmac('sha256', secret).update(`${seconds}.`).update(request.body).digest('hex')
    if (given !== expected) return { status: 401, body: 'wrong signature' }
    notices.set(request.headers['idempotency-key'] ?? '', jsonOf(request))
    return { status: 200, body: 'thank you' }
  }, tls)
  return { ...server, notices }
}

// ── A push service, and the browsers behind it ──────────────────────────────────────────────────────────────────────────────────────

type Browser = {
  /** What the browser gave the page: a contact's address. */
  readonly address: string
  /** What the browser could read. */
  readonly messages: Json[]
  unsubscribe(): void
}

/** Takes what RFC 8030 and RFC 8292 allow; each browser decrypts by RFC 8291, independently of what encrypted. */
export async function fakePushService() {
  const browsers = new Map<string, { readonly read: (body: Buffer) => void; readonly key: string }>()
  const server = await fakeServer((request) => {
    const browser = browsers.get(request.path)
    if (!browser) return { status: 410, body: 'push subscription has unsubscribed or expired' }
    const { ttl, topic, authorization = '' } = request.headers
    if (!/^\d+$/.test(ttl ?? '')) return { status: 400, body: 'missing TTL' }
    if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic)) return { status: 400, body: 'invalid Topic' }
    if (request.headers['content-encoding'] !== 'aes128gcm') return { status: 415 }
    if (request.body.length > 4_096) return { status: 413, body: 'payload too large' }
    const trouble = vapidTrouble(authorization, server.url, browser.key)
    if (trouble) return { status: 403, body: trouble }
    browser.read(request.body)
    return { status: 201, headers: { location: `${server.url}/message/1` } }
  })
  /** @param applicationServerKey the public key that the page subscribes with */
  const subscribe = (applicationServerKey: string): Browser => {
    const own = createECDH('prime256v1')
    own.generateKeys()
    const auth = randomBytes(16)
    const path = `/push/${randomBytes(12).toString('base64url')}`
    const messages: Json[] = []
    browsers.set(path, {
      key: applicationServerKey,
      read: (body) => messages.push(JSON.parse(decrypt(body, own.getPrivateKey(), own.getPublicKey(), auth).toString('utf8'))),
    })
    return {
      address: JSON.stringify({
        endpoint: `${server.url}${path}`,
        expirationTime: null,
        keys: { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') },
      }),
      messages,
      unsubscribe: () => browsers.delete(path),
    }
  }
  return { ...server, subscribe }
}

const bytesOf = (made: ArrayBuffer) => new Uint8Array(made)

/** RFC 8291, section 3.4, from the browser's side. */
export function decrypt(body: Buffer, privateKey: Buffer, publicKey: Buffer, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const own = createECDH('prime256v1')
  own.setPrivateKey(privateKey)
  const input = bytesOf(
    hkdfSync('sha256', own.computeSecret(sender), auth, Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]), 32),
  )
  const key = bytesOf(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = bytesOf(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
  const sealed = body.subarray(21 + sender.length)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2))
}

/** What a push service says against a token (RFC 8292, section 4); undefined when nothing. */
export function vapidTrouble(authorization: string, audience: string, key: string, now: Date = systemClock.now()): string | undefined {
  const [, token = '', given = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  if (given !== key) return 'the key is not the one that was subscribed with'
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(given, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) return 'the signature is wrong'
  const { aud, exp } = jsonOf({ body: Buffer.from(claims, 'base64url') })
  if (aud !== audience) return 'the audience is another'
  const leftMs = Number(exp) * 1_000 - now.getTime()
  return leftMs > 0 && leftMs <= 86_400_000 ? undefined : 'it expired, or lives longer than a day'
}

// ── A mail server ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Mail = {
  /** When it had arrived. */
  readonly at: Date
  readonly from: string
  readonly to: readonly string[]
  readonly isEncrypted: boolean
  readonly user: string | null
  /** As it came, with dots unstuffed. */
  readonly raw: string
  /** By names in lower case, unfolded and decoded (RFC 2047). */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly html: string
}
type Moment = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data'
export type SmtpTrouble = { readonly at: Moment; readonly code: number; readonly says: string } | 'drop within the message' | 'silence'
type SmtpOptions = {
  readonly user?: string
  readonly password?: string
  /** Offered by STARTTLS, or from the start when `secure`. Without, there is no TLS. */
  readonly tls?: Certificate
  readonly secure?: boolean
}

/** A real SMTP server on a free loopback port that keeps what it is given. */
export async function fakeSmtp({ user, password, tls, secure = false }: SmtpOptions = {}) {
  const mails: Mail[] = []
  const scripted: SmtpTrouble[] = []
  const sockets = new Set<Socket>()
  /** The next trouble, if it belongs to this moment. */
  const troubleAt = (at: Moment): Error | undefined => {
    const [next] = scripted
    if (typeof next !== 'object' || next.at !== at) return undefined
    scripted.shift()
    return Object.assign(new Error(next.says), { responseCode: next.code })
  }
  const server = new SMTPServer({
    logger: false,
    secure,
    ...(tls ?? {}),
    authOptional: user === undefined,
    disabledCommands: [...(tls && !secure ? [] : ['STARTTLS']), ...(user === undefined ? ['AUTH'] : [])],
    // Checks on loopback need no TLS for a password.
    allowInsecureAuth: true,
    closeTimeout: 10,
    onConnect: (_session, done) => {
      if (scripted[0] === 'silence') {
        scripted.shift()
        return
      }
      done(troubleAt('connect'))
    },
    onAuth: (given, _session, done) => {
      const trouble = troubleAt('auth')
      if (trouble) return done(trouble)
      if (given.username === user && given.password === password) return done(null, { user })
      done(Object.assign(new Error(`Authentication failed for ${given.username}`), { responseCode: 535 }))
    },
    onMailFrom: (_address, _session, done) => done(troubleAt('mail')),
    onRcptTo: (_address, _session, done) => done(troubleAt('rcpt')),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      if (scripted[0] === 'drop within the message') {
        scripted.shift()
        for (const socket of sockets) socket.resetAndDestroy()
        stream.resume()
        return
      }
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const trouble = troubleAt('data')
        if (trouble) return done(trouble)
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          at: systemClock.now(),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
          ...readMail(Buffer.concat(parts).toString('latin1')),
        })
        done(null, `OK: queued as ${mails.length}`)
      })
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mails,
    next: (...troubles: readonly SmtpTrouble[]) => scripted.push(...troubles),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function readMail(raw: string): Pick<Mail, 'raw' | 'headers' | 'text' | 'html'> {
  const { headers, body } = splitPart(raw)
  const [, boundary] = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '') ?? []
  const parts = boundary ? body.split(`--${boundary}`).map((part) => splitPart(part.replace(/^\r\n/, ''))) : [{ headers, body }]
  const ofType = (type: string) => {
    const part = parts.find((one) => one.headers['content-type']?.startsWith(type))
    return part ? decodePart(part) : ''
  }
  return { raw, headers, text: ofType('text/plain'), html: ofType('text/html') }
}

function splitPart(raw: string): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end < 0 ? raw.length : end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? []
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), decodeWords(value)]]
  })
  return { headers: Object.fromEntries(headers), body: end < 0 ? '' : raw.slice(end + 4) }
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(([, encoding = '', text = '']) =>
          encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    )

function decodePart({ headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string }): string {
  const encoding = headers['content-transfer-encoding'] ?? ''
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? quotedPrintable(body.replace(/=\r\n/g, ''))
        : Buffer.from(body, 'latin1')
  return bytes.toString('utf8').replaceAll('\r\n', '\n')
}
