import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { createConnection } from 'node:net'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Control } from './control/control'
import { listenOn } from './control/http'
import { createIdentityProvider } from './control/identity-provider'
import type { Message } from './control/receivers/message'
import { createReceivers, type ReceiverState, type Receivers } from './control/receivers/receivers'
import { controlServer } from './control/server'

const SIGNING = 'slack-signing-secret'
const TOKEN = 'xoxb-of-the-demo'
const ROUTING_KEY = 'r'.repeat(32)
const PD_SECRET = 'pagerduty-webhook-secret'
const WEBHOOK_SECRET = 'plimsoll-webhook-secret'

const control: Control = {
  state: () => ({ platform: 'http://127.0.0.1:1', tls: '', process: { kind: 'stopped', since: '' }, restarts: 0, faults: [] }),
  start: async () => {},
  break: async () => {},
  repair: async () => {},
  stop: async () => {},
  watch: () => () => {},
}
type Heard = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }
let heard: Heard[] = []
let plimsollSays: [number, string] = [200, 'ok']
let plimsoll: Server
let server: Server
let receivers: Receivers
let origin: string

beforeAll(async () => {
  plimsoll = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    heard.push({ path: incoming.url ?? '', headers: incoming.headers, body })
    outgoing.writeHead(plimsollSays[0]).end(plimsollSays[1])
  })
  const there = `http://127.0.0.1:${await listenOn(plimsoll, 0)}`
  receivers = await createReceivers({
    smtpPort: 0,
    base: () => `${origin}/receivers`,
    slack: { signingSecret: SIGNING, botToken: TOKEN, actionsUrl: `${there}/slack` },
    pagerduty: { routingKey: ROUTING_KEY, webhookSecret: PD_SECRET, webhookUrl: `${there}/pagerduty` },
    webhook: { secret: WEBHOOK_SECRET },
  })
  server = controlServer({ control, provider: await createIdentityProvider('any'), receivers, shownPassword: undefined })
  origin = `http://127.0.0.1:${await listenOn(server, 0)}`
})
afterAll(async () => {
  await receivers.stop()
  for (const one of [server, plimsoll]) {
    one.closeAllConnections()
    one.close()
  }
})
beforeEach(async () => {
  heard = []
  plimsollSays = [200, 'ok']
  for (const { name } of receivers.state().receivers) {
    await mode(name, 'ok')
    await fetch(`${origin}/api/receivers/${name}/messages`, { method: 'DELETE' })
  }
})

const stateOf = (name: string): ReceiverState | undefined => receivers.state().receivers.find((one) => one.name === name)
const rowsOf = (name: string) => stateOf(name)?.messages ?? []
const mode = (name: string, wanted: string) => post(`/api/receivers/${name}/mode`, { mode: wanted })
const post = (path: string, body: object | string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const kept = async (name: string, index: number): Promise<Message> =>
  (await (await fetch(`${origin}/api/receivers/${name}/messages/${rowsOf(name)[index]?.id}`)).json()) as Message
const newest = (name: string) => kept(name, 0)
const press = async (name: string, button: string): Promise<Message> =>
  (await (await post(`/api/receivers/${name}/messages/${rowsOf(name)[0]?.id}/press`, { button })).json()) as Message
const partOf = <Kind extends Message['parts'][number]['kind']>(message: Message, kind: Kind) =>
  message.parts.find((part): part is Extract<Message['parts'][number], { kind: Kind }> => part.kind === kind)
const textOf = (message: Message): string | undefined =>
  partOf(message, 'text')
    ?.spans.map(({ text }) => text)
    .join('')

async function mail(message: SendMailOptions): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: receivers.smtpPort, secure: false, ignoreTLS: true })
  try {
    return (await transport.sendMail({ from: 'Plimsoll <plimsoll@example.com>', to: 'eve@plimsoll.example', ...message })).response
  } catch (cause) {
    const { responseCode, code } = cause as { responseCode?: number; code?: string }
    return String(responseCode ?? code)
  } finally {
    transport.close()
  }
}

describe('mail', () => {
  test('shows subject, people, the text of an HTML mail and each of its links once', async () => {
    const link = 'https://plimsoll.example/incidents/7?act=acknowledge&for=eve'
    await mail({
      subject: 'Admin area is down: £925,000 at risk – 2 of 2 checks',
      text: `Zebra Associates hängt daran.\n\nAcknowledge: ${link}.`,
      html: `<p>Zebra</p><a href="${link.replace('&', '&amp;')}">Acknowledge</a> <a href="https://plimsoll.example/runbook">Runbook</a>`,
      inReplyTo: '<first@plimsoll>',
    })
    const message = await newest('mail')
    expect(message.title).toBe('Admin area is down: £925,000 at risk – 2 of 2 checks')
    expect(message.to).toBe('eve@plimsoll.example')
    expect(textOf(message)).toBe(`Zebra Associates hängt daran.\n\nAcknowledge: ${link}.`)
    expect(partOf(message, 'links')?.links).toEqual([link, 'https://plimsoll.example/runbook'])
    expect(partOf(message, 'facts')?.rows.map(([label, spans]) => [label, spans[0]?.text])).toEqual(
      expect.arrayContaining([
        ['From', 'Plimsoll <plimsoll@example.com>'],
        ['In reply to', '<first@plimsoll>'],
      ]),
    )
  })

  test('a line break in a subject makes no header, neither as it is nor encoded', async () => {
    await mail({ subject: 'One\r\nCc: mallory@example.com', text: 'x' })
    expect((await newest('mail')).title).toBe('One Cc: mallory@example.com')
    await mail({ raw: 'From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?Q?Two=0D=0ACc:_mallory@example.com?=\r\n\r\nx' })
    const message = await newest('mail')
    expect(message.title).toBe('Two Cc: mallory@example.com')
    expect(partOf(message, 'facts')?.rows.map(([label]) => label)).not.toContain('Cc')
  })

  test('what is no mail at all is kept as far as it can be read', async () => {
    const boundaries = Array.from({ length: 30 }, () => 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n').join('')
    await mail({ raw: `Content-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!` })
    await mail({ raw: boundaries })
    await mail({ raw: `Subject: ${'=?utf-8?B?'.repeat(2_000)}\r\n\r\n${' '.repeat(200_000)}` })
    expect(rowsOf('mail')).toHaveLength(3)
  })

  test('half a megabyte is enough', async () => {
    expect(await mail({ subject: 'Large', text: 'x'.repeat(600 * 1024) })).toBe('552')
    expect(rowsOf('mail')).toEqual([])
  })

  test.each([
    ['429', '450'],
    ['500', '451'],
    ['400', '550'],
  ])('ordered to answer %s it answers %s, and shows what it refused', async (wanted, code) => {
    await mode('mail', wanted)
    expect(await mail({ subject: 'Try' })).toBe(code)
    expect(rowsOf('mail')).toMatchObject([{ title: 'Try', refused: true, answered: expect.stringContaining(code) }])
  })

  test('switched off it refuses connections, and is back on the same port', async () => {
    const port = receivers.smtpPort
    await mode('mail', 'off')
    expect(await mail({ subject: 'Nobody there' })).toBe('ESOCKET')
    await Promise.all([mode('mail', 'ok'), mode('mail', 'off'), mode('mail', 'ok')])
    expect(receivers.smtpPort).toBe(port)
    expect(await mail({ subject: 'There again' })).toContain('250')
  })
})

describe('Slack', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Admin area is down' } },
    { type: 'section', text: { type: 'mrkdwn', text: '*GBP 925,000* at risk &amp; rising: <https://plimsoll.example/i/7|INC-7>' } },
    { type: 'section', fields: [{ type: 'mrkdwn', text: '*Since*\n14:02' }] },
    {
      type: 'actions',
      block_id: 'inc-7',
      elements: [
        { type: 'button', action_id: 'acknowledge', text: { type: 'plain_text', text: 'Acknowledge' }, value: 'token-7', style: 'primary' },
        { type: 'button', action_id: 'open', text: { type: 'plain_text', text: 'Open' }, url: 'https://plimsoll.example/i/7' },
      ],
    },
  ]

  test('an incoming webhook answers ok and shows the blocks', async () => {
    const answer = await post('/receivers/slack/emergency', { text: 'Admin area is down', blocks })
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    const message = await newest('slack')
    expect(message.to).toBe('#emergency')
    expect(partOf(message, 'text')?.spans).toEqual([
      { text: 'GBP 925,000', as: 'bold' },
      { text: ' at risk & rising: ' },
      { text: 'INC-7', href: 'https://plimsoll.example/i/7' },
    ])
    expect(partOf(message, 'facts')?.rows).toEqual([['Since', [{ text: '14:02' }]]])
    expect(partOf(message, 'buttons')?.buttons).toEqual([
      { id: '3:0', label: 'Acknowledge', look: 'primary' },
      { id: '3:1', label: 'Open', look: 'plain', href: 'https://plimsoll.example/i/7' },
    ])
  })

  test.each([
    ['nonsense', 'invalid_payload'],
    [{}, 'no_text'],
    [{ text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] }, 'invalid_blocks'],
    [{ text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }, 'invalid_blocks'],
    [{ text: 'x', blocks: JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) }, 'invalid_blocks'],
    [`{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'invalid_payload'],
  ])('refuses what Slack refuses (%#)', async (body, error) => {
    const answer = await post('/receivers/slack/emergency', body)
    expect([answer.status, await answer.text()]).toEqual([400, error])
    expect(rowsOf('slack')).toMatchObject([{ refused: true }])
  })

  test('the bot posts, and changes what it posted', async () => {
    const bearer = { authorization: `Bearer ${TOKEN}` }
    const posted = await post('/receivers/slack-api/chat.postMessage', { channel: '#zebra', text: 'Down', blocks }, bearer)
    const { ok, channel, ts } = (await posted.json()) as { ok: boolean; channel: string; ts: string }
    expect([ok, channel]).toEqual([true, expect.stringMatching(/^C[0-9A-F]{10}$/)])
    const updated = await post('/receivers/slack-api/chat.update', { channel, ts, text: 'Resolved by Ada' }, bearer)
    expect(await updated.json()).toMatchObject({ ok: true, channel, ts })
    expect(rowsOf('slack')).toMatchObject([{ title: 'Resolved by Ada', to: '#zebra', version: 2 }])
    const reply = await post('/receivers/slack-api/chat.postMessage', { channel, thread_ts: ts, text: 'More of it' }, bearer)
    expect(await reply.json()).toMatchObject({ ok: true, message: { thread_ts: ts } })
    expect(rowsOf('slack')).toMatchObject([{ title: 'More of it', to: '#zebra' }, {}])
    expect(partOf(await kept('slack', 1), 'history')?.rows.map(([, what]) => what)).toEqual(['Resolved by Ada', 'Down'])
  })

  test.each([
    [{}, { channel: '#zebra', text: 'x' }, 'not_authed'],
    [{ authorization: 'Bearer xoxb-other' }, { channel: '#zebra', text: 'x' }, 'invalid_auth'],
    [{ authorization: `Bearer ${TOKEN}` }, { text: 'x' }, 'channel_not_found'],
    [{ authorization: `Bearer ${TOKEN}` }, { channel: '#zebra' }, 'no_text'],
  ])('the bot API refuses with status 200 (%#)', async (headers: Record<string, string>, body, error) => {
    const answer = await post('/receivers/slack-api/chat.postMessage', body, headers)
    expect([answer.status, await answer.json()]).toEqual([200, { ok: false, error }])
  })

  test('changing what is not there is refused', async () => {
    const bearer = { authorization: `Bearer ${TOKEN}` }
    const answer = await post('/receivers/slack-api/chat.update', { channel: '#zebra', ts: '1.000001', text: 'x' }, bearer)
    expect(await answer.json()).toEqual({ ok: false, error: 'message_not_found' })
  })

  test('a press is told to Plimsoll as Slack tells it, signed, and the answer is shown', async () => {
    await post('/receivers/slack/emergency', { text: 'Down', blocks })
    plimsollSays = [409, 'Sam has already acknowledged this incident.']
    const pressed = await press('slack', '3:0')
    expect(pressed.presses).toMatchObject([{ label: 'Acknowledge', status: 409, says: 'Sam has already acknowledged this incident.' }])
    const [{ path, headers, body }] = heard as [Heard]
    const stamp = String(headers['x-slack-request-timestamp'])
    expect(path).toBe('/slack')
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', SIGNING).update(`v0:${stamp}:${body}`).digest('hex')}`)
    const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '')
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { username: 'ada' },
      channel: { name: 'emergency' },
      message: { text: 'Down' },
      actions: [{ type: 'button', action_id: 'acknowledge', block_id: 'inc-7', value: 'token-7' }],
    })
    await post(new URL(payload.response_url).pathname, { replace_original: true, text: 'Taken by Ada' })
    expect(rowsOf('slack')).toMatchObject([{ title: 'Taken by Ada' }])
  })

  test('a button that is not there cannot be pressed', async () => {
    await post('/receivers/slack/emergency', { text: 'Down', blocks })
    const answer = await post(`/api/receivers/slack/messages/${rowsOf('slack')[0]?.id}/press`, { button: '9:9' })
    expect(answer.status).toBe(422)
    expect(heard).toEqual([])
  })
})

describe('PagerDuty', () => {
  const event = (action: string, more: object = {}) => ({ routing_key: ROUTING_KEY, event_action: action, dedup_key: 'inc-7', ...more })
  const payload = { summary: 'Admin area is down', source: 'admin', severity: 'critical', custom_details: { money: 'GBP 925,000' } }
  const enqueue = (body: object | string) => post('/receivers/pagerduty/v2/enqueue', body)

  test('one incident by its key: open, acknowledged, resolved, and a new one afterwards', async () => {
    const answer = await enqueue(event('trigger', { payload, client_url: 'https://plimsoll.example/i/7' }))
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'success', message: 'Event processed', dedup_key: 'inc-7' }])
    await enqueue(event('trigger', { payload: { ...payload, summary: 'Still unanswered' } }))
    const words = async (action: string) => {
      await enqueue(event(action, { payload }))
      return rowsOf('pagerduty').map(({ state }) => state?.word)
    }
    expect(rowsOf('pagerduty').map(({ title, state }) => [title, state?.word])).toEqual([['Admin area is down', 'Open']])
    expect(await words('acknowledge')).toEqual(['Acknowledged'])
    expect(await words('resolve')).toEqual(['Resolved'])
    expect(partOf(await newest('pagerduty'), 'history')?.rows.map(([, what]) => what)).toEqual([
      'Resolved by event',
      'Acknowledged by event',
      'Triggered again: Still unanswered',
      'Triggered',
    ])
    expect(await words('trigger')).toEqual(['Open', 'Resolved'])
  })

  test('an event without a key gets one', async () => {
    const answer = await enqueue({ ...event('trigger', { payload }), dedup_key: undefined })
    expect(await answer.json()).toMatchObject({ dedup_key: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  test.each([
    [{ payload: { ...payload, severity: 'emergency' } }, "'payload.severity' is invalid (must be one of critical, error, warning, info)"],
    [{ payload: { ...payload, summary: '' } }, "'payload.summary' is missing or blank"],
    [{ payload, routing_key: 'short' }, "Length of 'routing_key' is incorrect (should be 32 characters)"],
    [{ payload, routing_key: 'x'.repeat(32) }, 'Invalid routing key'],
    [{ payload, dedup_key: 'x'.repeat(256) }, "Length of 'dedup_key' is incorrect (should be at most 255 characters)"],
    [{ payload, event_action: 'toString' }, "'event_action' is invalid (must be one of trigger, acknowledge, resolve)"],
  ])('refuses a bad event with its reason (%#)', async (more, error) => {
    const answer = await enqueue({ ...event('trigger'), ...more })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { status: 'invalid event', message: 'Event object is invalid', errors: [error] },
    ])
  })

  test('Acknowledge is told to Plimsoll as a signed v3 webhook, and stands whatever Plimsoll answers', async () => {
    await enqueue(event('trigger', { payload }))
    plimsollSays = [500, 'no']
    const pressed = await press('pagerduty', 'acknowledge')
    expect(pressed).toMatchObject({ state: { word: 'Acknowledged' }, presses: [{ status: 500, says: 'no' }] })
    const [{ headers, body }] = heard as [Heard]
    expect(headers['x-pagerduty-signature']).toBe(`v1=${createHmac('sha256', PD_SECRET).update(body).digest('hex')}`)
    expect(JSON.parse(body)).toMatchObject({
      event: {
        event_type: 'incident.acknowledged',
        resource_type: 'incident',
        agent: { summary: 'Ada' },
        data: { type: 'incident', status: 'acknowledged', incident_key: 'inc-7' },
      },
    })
    expect((await post(`/api/receivers/pagerduty/messages/${pressed.id}/press`, { button: 'acknowledge' })).status).toBe(422)
  })
})

test('ntfy takes JSON at the root and text at a topic, and refuses a priority that it does not have', async () => {
  const json = await post('/receivers/ntfy', {
    topic: 'ops',
    title: 'Down',
    message: 'GBP 925,000',
    priority: 5,
    click: 'https://plimsoll.example',
  })
  expect([json.status, await json.json()]).toEqual([200, expect.objectContaining({ event: 'message', topic: 'ops' })])
  const text = await post('/receivers/ntfy/ops', 'Up again', { title: 'Resolved', priority: 'low' })
  expect(text.status).toBe(200)
  expect(rowsOf('ntfy').map(({ title, to }) => [title, to])).toEqual([
    ['Resolved', 'ops'],
    ['Down', 'ops'],
  ])
  expect((await post('/receivers/ntfy', { topic: 'ops', priority: 9 })).status).toBe(400)
  expect((await post('/receivers/ntfy/', { topic: 'ops', message: 'As Plimsoll sends it' })).status).toBe(200)
})

test.each([
  ['a signature that holds', 0, WEBHOOK_SECRET, 200, 'The signature holds.'],
  ['one by another secret', 0, 'other', 401, 'The signature does not hold.'],
  ['one of yesterday', 86_400, WEBHOOK_SECRET, 401, 'The signature is 86400 s off.'],
])('the webhook tells %s', async (_claim, ageSeconds, secret, status, says) => {
  const body = JSON.stringify({ title: 'Admin area is down' })
  const stamp = Math.floor(Date.now() / 1_000) - ageSeconds
  const signature = `t=${stamp},v1=${createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex')}`
  expect((await post('/receivers/webhook', body, { 'plimsoll-signature': signature })).status).toBe(status)
  const verdict = partOf(await newest('webhook'), 'facts')?.rows[0]?.[1][0]?.text ?? ''
  expect(verdict.replace(/8640\d s/, '86400 s')).toBe(says)
})

test('a webhook without a signature is refused', async () => expect((await post('/receivers/webhook', { title: 'x' })).status).toBe(401))

describe('bad days', () => {
  test.each([
    ['429', '/receivers/slack/zebra', 429, 'rate_limited'],
    ['500', '/receivers/slack/zebra', 500, 'rollup_error'],
    ['400', '/receivers/slack/zebra', 400, 'invalid_payload'],
    ['429', '/receivers/slack-api/chat.postMessage', 429, '{"ok":false,"error":"ratelimited"}'],
    ['400', '/receivers/slack-api/chat.postMessage', 200, '{"ok":false,"error":"restricted_action"}'],
  ])('ordered to answer %s, %s answers %i in its own words, and shows what it refused', async (wanted, path, status, says) => {
    await mode('slack', wanted)
    const answer = await post(path, { text: 'Down', channel: '#zebra' }, { authorization: `Bearer ${TOKEN}` })
    expect([answer.status, await answer.text()]).toEqual([status, says])
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '20' : null)
    expect(rowsOf('slack')).toMatchObject([{ title: 'Down', refused: true }])
    expect(stateOf('slack')).toMatchObject({ mode: wanted, arrived: 1, refused: 1 })
  })

  test('switched off, the connection is cut and nothing arrives; the others go on', async () => {
    await mode('pagerduty', 'off')
    await expect(post('/receivers/pagerduty/v2/enqueue', {})).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(rowsOf('pagerduty')).toEqual([])
    expect((await post('/receivers/slack/zebra', { text: 'x' })).status).toBe(200)
  })

  test('slow takes the message before it answers: who gives up and tries again sends it twice', async () => {
    await mode('slack', 'slow')
    const impatient = new AbortController()
    const answer = fetch(`${origin}/receivers/slack/zebra`, { method: 'POST', body: '{"text":"Down"}', signal: impatient.signal })
    await expect.poll(() => rowsOf('slack')).toMatchObject([{ title: 'Down', refused: false }])
    impatient.abort()
    await expect(answer).rejects.toThrow()
  })

  test('what was refused is no open incident, and has no buttons', async () => {
    await mode('pagerduty', '500')
    const payload = { summary: 'Down', source: 'admin', severity: 'critical' }
    await post('/receivers/pagerduty/v2/enqueue', { routing_key: ROUTING_KEY, event_action: 'trigger', dedup_key: 'inc-7', payload })
    const message = await newest('pagerduty')
    expect([message.title, message.state, partOf(message, 'buttons')]).toEqual(['Down', undefined, undefined])
    expect((await post(`/api/receivers/pagerduty/messages/${message.id}/press`, { button: 'acknowledge' })).status).toBe(422)
  })

  test('there is no other mode', async () => expect((await mode('slack', 'sometimes')).status).toBe(422))
})

describe('hostile input', () => {
  const SCRIPT = `</script><script>alert(1)</script><img src=x onerror=alert(1)>`

  test('a script in a message is not one in the page', async () => {
    await mail({ subject: SCRIPT, text: SCRIPT, html: SCRIPT })
    await post('/receivers/slack/zebra', { text: SCRIPT })
    const page = await fetch(`${origin}/receivers`)
    const html = await page.text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('\\u003cscript>alert(1)')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'nonce-/)
  })

  test('only addresses of the web are links', async () => {
    await post('/receivers/slack/zebra', {
      text: 'x',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '<javascript:alert(1)|here>' } },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'javascript:alert(1)' }] },
      ],
    })
    const message = await newest('slack')
    expect(JSON.stringify(message.parts)).not.toContain('javascript:')
    await mail({ subject: 'x', html: '<a href="javascript:alert(1)">x</a>' })
    expect(partOf(await newest('mail'), 'links')).toBeUndefined()
  })

  test.each(['/receivers/slack/zebra', '/receivers/pagerduty/v2/enqueue', '/receivers/ntfy', '/receivers/webhook'])(
    '%s refuses a body that is larger than any of theirs',
    async (path) => {
      const answer = await post(path, { text: 'x'.repeat(600 * 1024) })
      expect(answer.status).toBe(413)
      expect(receivers.state().receivers.every(({ arrived }) => arrived === 0)).toBe(true)
    },
  )

  test('a line break in a room makes no header and no message', async () => {
    expect((await post('/receivers/slack/zebra%0d%0aset-cookie:%20a=b', { text: 'x' })).status).toBe(404)
    expect(rowsOf('slack')).toEqual([])
  })

  test('marks that turn the direction of writing do not reach a title', async () => {
    await post('/receivers/slack/zebra', { text: 'exe.\u202etxt\u0000\u2028next' })
    expect(rowsOf('slack')[0]?.title).toBe('exe. txt next')
  })

  test('pages of other origins may neither send nor order', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await post('/receivers/slack/zebra', { text: 'x' }, headers)).status).toBe(403)
    expect((await post('/api/receivers/slack/mode', { mode: 'off' }, headers)).status).toBe(403)
  })

  test('a client that hangs up in the middle of a mail or a request leaves the receivers working', async () => {
    for (const [port, words] of [
      [receivers.smtpPort, 'EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nSubject: half'],
      [Number(new URL(origin).port), 'POST /receivers/slack/zebra HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"te'],
    ] as const)
      await new Promise<void>((resolve) => {
        const socket = createConnection(port, '127.0.0.1', () => socket.write(words, () => socket.destroy()))
        socket.once('close', () => resolve())
      })
    expect(await mail({ subject: 'Whole' })).toContain('250')
    expect((await post('/receivers/slack/zebra', { text: 'Whole' })).status).toBe(200)
    expect(rowsOf('slack')).toHaveLength(1)
  })
})

describe('what is kept', () => {
  test('two hundred messages, newest first, and the count of all', async () => {
    for (let number = 1; number <= 205; number++) await post('/receivers/slack/zebra', { text: `Message ${number}` })
    expect(stateOf('slack')).toMatchObject({ arrived: 205 })
    expect(rowsOf('slack')).toHaveLength(200)
    expect(rowsOf('slack')[0]?.title).toBe('Message 205')
  })

  test('not more than eight megabytes of them, but always the last', async () => {
    for (let number = 1; number <= 24; number++)
      await post('/receivers/slack/zebra', { text: `Message ${number}`, padding: 'y'.repeat(500 * 1024) })
    expect(rowsOf('slack').length).toBeLessThanOrEqual(16)
    expect(rowsOf('slack')[0]?.title).toBe('Message 24')
  })

  test('is told to pages that watch: everything at once, then each change', async () => {
    await post('/receivers/slack/zebra', { text: 'Before' })
    const stop = new AbortController()
    const stream = await fetch(`${origin}/api/receivers/events`, { signal: stop.signal })
    const events = eventsOf(stream)
    expect((await events.next()).value).toMatchObject({
      event: 'all',
      data: { receivers: expect.arrayContaining([expect.objectContaining({ arrived: 1 })]) },
    })
    await post('/receivers/slack/zebra', { text: 'After' })
    expect((await events.next()).value).toMatchObject({ event: 'change', data: { name: 'slack', arrived: 2, row: { title: 'After' } } })
    await mode('slack', '500')
    expect((await events.next()).value).toMatchObject({ event: 'change', data: { name: 'slack', mode: '500', row: null } })
    stop.abort()
  })
})

async function* eventsOf(stream: Response): AsyncGenerator<{ event: string; data: unknown }> {
  let rest = ''
  for await (const chunk of stream.body ?? []) {
    const blocks = `${rest}${Buffer.from(chunk).toString()}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
      yield { event, data: JSON.parse(data) }
    }
  }
}
