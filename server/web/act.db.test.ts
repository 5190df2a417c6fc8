import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as actRoute from '@/app/api/v1/act/route'
import * as pagerDutyRoute from '@/app/api/v1/inbound/pagerduty/route'
import * as slackRoute from '@/app/api/v1/inbound/slack/route'
import { ACTION_KEY, type ActionClaims, signAction } from '../access/action-token'
import { sealKey } from '../access/seal'
import { getIncident } from '../incidents/queries'
import { incidentWorld } from '../incidents/testing'
import { acknowledge } from '../incidents/verbs/acknowledge'
import { resolve } from '../incidents/verbs/resolve'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { viewLink } from './act'
import type { WebApp } from './app'
import { placeApp } from './app-slot'
import { createGate, type Gate } from './gate'
import type { Handler } from './handle'
import { createAnswerable } from './inbound/queries'
import { bareApp } from './testing'

const SECRET = 'a secret of sufficient length for a test'
const SIGNING = 'slack-signing-secret'
const WEBHOOK = 'pagerduty-webhook-secret'
const WEEK = 7 * 86_400_000

const world = await incidentWorld()
let app: WebApp
let gate: Gate
const responses: Record<string, unknown>[] = []
const warnings: unknown[] = []
const slackServer = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    responses.push(JSON.parse(Buffer.concat(chunks).toString()))
    response.end('ok')
  })
})
let slackUrl = ''

beforeAll(async () => {
  await new Promise<void>((done) => slackServer.listen(0, '127.0.0.1', done))
  slackUrl = `http://127.0.0.1:${(slackServer.address() as AddressInfo).port}`
  const declared = [
    { name: 'room', kind: 'slack-bot', options: { token: 'xoxb-1', channel: '#ops', server: slackUrl, signingSecret: SIGNING } },
    { name: 'mute', kind: 'slack', options: { url: slackUrl } },
    { name: 'duty', kind: 'pagerduty', options: { routingKey: 'R0', webhookSecret: WEBHOOK } },
  ]
  for (const one of declared)
    await world.sql`insert into routing_items (id, kind, name, definition, source, created_at)
      values (${systemIds.next()}, 'channel', ${one.name}, ${world.sql.json(one)}, 'file', ${world.clock.now()})`
})
beforeEach(() => {
  const clock = { ...systemClock, now: world.clock.now }
  gate = createGate({ db: world.db, sql: world.sql, auth: {} as never, clock: systemClock, log: silentLog })
  const settings = { ...bareApp().settings, secret: SECRET }
  const log = { ...silentLog, warn: (_: string, facts?: object) => void warnings.push(facts) }
  const answerable = createAnswerable({ sql: world.sql, secret: SECRET, clock: systemClock })
  app = bareApp({ answerable, log, db: world.db, sql: world.sql, clock, gate, settings, publish: (made) => world.changes.push(...made) })
  placeApp(app)
  responses.length = 0
  world.pass(1_000)
})
afterEach(() => {
  gate.stop()
  placeApp(undefined)
})
afterAll(async () => {
  slackServer.closeAllConnections()
  slackServer.close()
  await world.stop()
})

const tokenFor = (incidentId: string, parts: Partial<ActionClaims> = {}): string => {
  const issuedAt = world.clock.now()
  const expiresAt = new Date(issuedAt.getTime() + WEEK)
  const claims = {
    verb: 'acknowledge',
    incidentId,
    person: 'ada@example.com',
    channel: 'mail',
    issuedAt,
    expiresAt,
    nonce: systemIds.secret(16),
  }
  return signAction({ ...claims, ...parts } as ActionClaims, sealKey(SECRET, ACTION_KEY))
}
async function post({ POST }: { readonly POST: Handler }, body: string, headers: Record<string, string>) {
  const answer = await POST(new Request('http://127.0.0.1:3000/x', { method: 'POST', body, headers }))
  const text = await answer.text()
  return { status: answer.status, location: answer.headers.get('location'), body: text === '' ? {} : JSON.parse(text) }
}
const press = (fields: Record<string, string>) => post(actRoute, JSON.stringify(fields), { 'content-type': 'application/json' })
const pressForm = (fields: Record<string, string>) =>
  post(actRoute, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'null',
    'sec-fetch-site': 'cross-site',
  })
const audits = (id: string) =>
  world.sql`select actor_kind, actor_name, after ->> 'via' as via from audit_log where subject_id = ${id} and action <> 'incident.open-by-hand' order by id`
const stateOf = async (id: string) => (await getIncident(world.db, id)).state

describe('a link of a message', () => {
  test('acts as the person whom it was sent to, who also gets the incident, and the audit log says by which way', async () => {
    const { id, number } = await world.incident()
    expect(await press({ token: tokenFor(id) })).toMatchObject({ status: 200, body: { number, says: `Ada acknowledged INC-${number}.` } })
    expect(await getIncident(world.db, id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ada', assignee: 'Ada' })
    expect(await audits(id)).toEqual([{ actor_kind: 'person', actor_name: 'Ada', via: 'a link sent by mail' }])
    expect(
      world.changes.map(({ kind }) => kind),
      'the engine and the screens learn of it',
    ).toEqual(['incident-stored', 'entry'])
  })
  test.each([
    [{ person: 'nobody@example.com' }, 'nobody@example.com'],
    [{ person: null, channel: 'room' }, 'Somebody in room'],
  ])('acts by the name of what it was sent to, where that is nobody here: %j', async (parts, name) => {
    const { id } = await world.incident()
    expect((await press({ token: tokenFor(id, parts) })).status).toBe(200)
    expect(await audits(id)).toMatchObject([{ actor_kind: 'link', actor_name: name }])
    expect(await getIncident(world.db, id)).toMatchObject({ acknowledgedBy: name, assignee: null })
  })
  test('does nothing by looking at it, however often', async () => {
    const { id } = await world.incident()
    const token = tokenFor(id)
    for (let look = 0; look < 3; look++) expect(await viewLink(app, token)).toMatchObject({ kind: 'ask', verb: 'acknowledge', as: 'Ada' })
    expect([await stateOf(id), await audits(id), world.changes]).toEqual(['triggered', [], []])
    expect(Object.keys(actRoute), 'nothing but a POST acts').toEqual(['POST'])
  })
  test('works once: the second time it says who used it and when, and does no harm', async () => {
    const { id } = await world.incident()
    const token = tokenFor(id, { verb: 'resolve' })
    expect((await press({ token, reason: 'A false alarm' })).status).toBe(200)
    const says = expect.stringMatching(/^Ada resolved it with this link on 2026-11-02 14:\d\d UTC\./)
    expect(await press({ token, reason: 'Again' })).toMatchObject({ status: 409, body: { title: says } })
    expect(await viewLink(app, token)).toMatchObject({ kind: 'over', says })
    expect(await audits(id)).toHaveLength(1)
  })
  test('of two presses at the same moment one acts, fifty times', async () => {
    for (let pair = 0; pair < 50; pair++) {
      const { id } = await world.incident()
      const token = tokenFor(id, { verb: 'escalate' })
      const fields = { token, to: 'grace@example.com' }
      const statuses = (await Promise.all([press(fields), press(fields)])).map(({ status }) => status)
      expect(statuses.sort()).toEqual([200, 409])
      expect(await audits(id)).toHaveLength(1)
    }
  })
  test('of two people with a link each the second is told who was first', async () => {
    const { id } = await world.incident()
    await press({ token: tokenFor(id) })
    expect(await press({ token: tokenFor(id, { person: 'grace@example.com' }) })).toMatchObject({
      status: 409,
      body: { title: 'Ada has already acknowledged this incident.' },
    })
  })
  test('of a person whose role does not work incidents is refused in a sentence, and stays unused', async () => {
    const { id } = await world.incident()
    const token = tokenFor(id, { person: 'eve@example.com' })
    const says = expect.stringContaining('Eve may not acknowledge incidents any more; that comes with the role responder')
    expect(await press({ token })).toMatchObject({ status: 403, body: { title: says } })
    expect(await viewLink(app, token)).toMatchObject({ kind: 'over', says })
    expect([await stateOf(id), await world.sql`select 1 from used_tokens where used_by = 'Eve'`]).toEqual(['triggered', []])
  })
  test('to what was resolved meanwhile does nothing and says by whom', async () => {
    const { id, number } = await world.incident()
    await resolve(world.as('Grace'), { id, reason: 'Seen by eye' })
    const token = tokenFor(id)
    expect((await press({ token })).status).toBe(409)
    const says = expect.stringContaining(`INC-${number}, “Admin is failing”, was resolved by Grace on`)
    expect(await viewLink(app, token)).toMatchObject({ kind: 'over', title: 'Nothing is left to do', says, incidentId: id })
  })
  test('that somebody else has acknowledged says so on its page', async () => {
    const { id } = await world.incident()
    await acknowledge(world.as('Grace'), { id })
    expect(await viewLink(app, tokenFor(id))).toMatchObject({ kind: 'over', says: expect.stringContaining('was acknowledged by Grace') })
  })
  test('that was altered, has ended, or is for something else is refused, each in its own sentence', async () => {
    const { id } = await world.incident()
    const token = tokenFor(id)
    expect((await press({ token: `${token.slice(0, -1)}!` })).body.title).toMatch(/not whole/)
    expect((await press({ token: tokenFor(id, { expiresAt: world.clock.now() }) })).body.title).toMatch(/ended on 2026-11-02/)
    expect(await viewLink(app, `${token}x`)).toMatchObject({ kind: 'over', title: 'This link does nothing', incidentId: null })
    expect(await stateOf(id)).toBe('triggered')
  })
  test('without what its deed needs is refused and can be pressed again', async () => {
    const { id } = await world.incident()
    const token = tokenFor(id, { verb: 'resolve' })
    expect(await press({ token, reason: ' ' })).toMatchObject({ status: 422, body: { issues: [{ path: 'reason' }] } })
    expect((await press({ token, reason: 'A false alarm' })).status).toBe(200)
  })
  test('is pressed by a plain form, from a page that says no origin, and leads back to its page', async () => {
    const { id } = await world.incident()
    const token = tokenFor(id)
    expect(await pressForm({ token })).toMatchObject({ status: 303, location: `/act/${token}` })
    expect(await stateOf(id)).toBe('acknowledged')
    expect(await pressForm({ token: 'act.A.B' })).toMatchObject({ status: 303, location: '/act/act.A.B?problem=forbidden' })
  })
  test('is guessed at only so often, as at the sign-in', async () => {
    const statuses = []
    for (let guess = 0; guess < 35; guess++) statuses.push((await press({ token: `act.${guess}.x` })).status)
    expect([statuses.slice(0, 30), statuses.slice(30)]).toEqual([Array(30).fill(403), Array(5).fill(429)])
  })
})

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')

describe('a press in Slack', () => {
  const bodyOf = (value: string, response = `${slackUrl}/response/1`) =>
    new URLSearchParams({
      payload: JSON.stringify({
        type: 'block_actions',
        user: { id: 'U0ADA', name: 'ada' },
        response_url: response,
        actions: [{ type: 'button', value }],
        message: { blocks: [{ type: 'header' }, { type: 'actions', elements: [] }] },
      }),
    }).toString()
  function slack(body: string, { secret = SIGNING, ageSeconds = 0 } = {}) {
    const stamp = String(Math.floor(world.clock.now().getTime() / 1000) - ageSeconds)
    return post(slackRoute, body, {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${hmac(secret, `v0:${stamp}:${body}`)}`,
    })
  }

  test('acts as whoever pressed, and the message says so in place of its buttons', async () => {
    const { id, number } = await world.incident()
    expect((await slack(bodyOf(tokenFor(id, { person: null, channel: 'room' })))).status).toBe(200)
    await expect.poll(() => responses).toHaveLength(1)
    const text = `ada in Slack acknowledged INC-${number}.`
    expect(responses[0]).toMatchObject({ replace_original: true, text, blocks: [{ type: 'header' }, { type: 'context' }] })
    expect(await audits(id)).toEqual([{ actor_kind: 'link', actor_name: 'ada in Slack', via: 'a button in room' }])
  })
  test('that comes twice acts once; the second is told who was first, alone', async () => {
    const { id } = await world.incident()
    const body = bodyOf(tokenFor(id, { verb: 'resolve', person: null, channel: 'room' }))
    await slack(body)
    await expect.poll(() => responses).toHaveLength(1)
    expect((await slack(body)).status).toBe(200)
    await expect.poll(() => responses).toHaveLength(2)
    expect(responses[1]).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/^ada in Slack resolved it/) })
    expect(await getIncident(world.db, id)).toMatchObject({ state: 'resolved', reason: 'Resolved by ada in Slack.' })
    expect(await audits(id)).toHaveLength(1)
  })
  test('on Escalate asks for the next step at once', async () => {
    const { id, number } = await world.incident()
    await slack(bodyOf(tokenFor(id, { verb: 'escalate', person: null, channel: 'room' })))
    await expect.poll(() => responses).toMatchObject([{ replace_original: true, text: `ada in Slack escalated INC-${number}.` }])
    expect(await getIncident(world.db, id)).toMatchObject({ escalations: [{ by: 'ada in Slack', target: null }], state: 'triggered' })
  })
  test('with a button that was made for another channel does nothing', async () => {
    const { id } = await world.incident()
    await slack(bodyOf(tokenFor(id)))
    await expect.poll(() => responses).toMatchObject([{ text: 'This button was made for mail, and does nothing here.' }])
    expect(await stateOf(id)).toBe('triggered')
  })
  test.each([
    ['by another secret', { secret: 'another' }],
    ['more than five minutes ago', { ageSeconds: 301 }],
    ['more than five minutes ahead', { ageSeconds: -302 }],
  ])('signed %s is refused', async (_, how) => {
    const { id } = await world.incident()
    expect((await slack(bodyOf(tokenFor(id, { person: null, channel: 'room' })), how)).status).toBe(401)
    expect(await stateOf(id)).toBe('triggered')
  })
  test('without a signature is refused, and so is one over other bytes', async () => {
    const { id } = await world.incident()
    const body = bodyOf(tokenFor(id, { person: null, channel: 'room' }))
    const stamp = String(Math.floor(world.clock.now().getTime() / 1000))
    const signed = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${hmac(SIGNING, `v0:${stamp}:${body}`)}` }
    expect((await post(slackRoute, body, {})).status).toBe(401)
    expect((await post(slackRoute, `${body}+`, signed)).status).toBe(401)
    expect(await stateOf(id)).toBe('triggered')
  })
  test('is taken however many others guess from the same address', async () => {
    const { id } = await world.incident()
    const body = bodyOf(tokenFor(id, { person: null, channel: 'room' }))
    const guesses = await Promise.all(Array.from({ length: 31 }, () => slack(body, { secret: 'another' })))
    expect(guesses.map(({ status }) => status).sort()).toEqual([...Array(30).fill(401), 429])
    expect((await slack(body)).status).toBe(200)
    await expect.poll(() => responses).toHaveLength(1)
  })
  test('has nobody else called than Slack, whatever address it brings', async () => {
    const { id } = await world.incident()
    const elsewhere = slackUrl.replace('127.0.0.1', 'localhost')
    await slack(bodyOf(tokenFor(id, { person: null, channel: 'room' }), elsewhere))
    await expect.poll(() => warnings).toEqual([{ because: expect.stringMatching(/^localhost:\d+ is not Slack$/) }])
    expect([await stateOf(id), responses]).toEqual(['acknowledged', []])
  })
})

describe('an event of PagerDuty', () => {
  const eventOf = (id: string, parts: object = {}) =>
    JSON.stringify({
      event: {
        id: systemIds.next(),
        event_type: 'incident.acknowledged',
        occurred_at: world.clock.now().toISOString(),
        agent: { id: 'P0ADA', type: 'user_reference', summary: 'Ada' },
        data: { incident_key: `${id} duty` },
        ...parts,
      },
    })
  const send = (body: string, secret = WEBHOOK) =>
    post(pagerDutyRoute, body, {
      'content-type': 'application/json',
      'x-pagerduty-signature': `v1=${hmac('old', body)},v1=${hmac(secret, body)}`,
    })

  test('acknowledges as whoever did it there', async () => {
    const { id, number } = await world.incident()
    expect(await send(eventOf(id))).toEqual({ status: 200, location: null, body: { says: `Ada in PagerDuty acknowledged INC-${number}.` } })
    expect(await audits(id)).toEqual([{ actor_kind: 'link', actor_name: 'Ada in PagerDuty', via: 'PagerDuty, by duty' }])
  })
  test('resolves with a reason, without proof while an alert is open (INC-4)', async () => {
    const { id } = await world.incident()
    await world.alert(id, null)
    await send(eventOf(id, { event_type: 'incident.resolved' }))
    expect(await getIncident(world.db, id)).toMatchObject({ state: 'resolved', proven: false, reason: 'Resolved in PagerDuty by Ada.' })
  })
  test('escalates by the next step, once', async () => {
    const { id, number } = await world.incident()
    const event = eventOf(id, { event_type: 'incident.escalated' })
    expect((await send(event)).body).toEqual({ says: `Ada in PagerDuty escalated INC-${number}.` })
    await send(event)
    expect(await getIncident(world.db, id)).toMatchObject({ escalations: [{ by: 'Ada in PagerDuty', target: null }] })
  })
  test('that comes again does nothing, also when it came too late the first time and the incident was reopened since', async () => {
    const { id } = await world.incident()
    await acknowledge(world.as('Grace'), { id })
    const event = eventOf(id)
    expect((await send(event)).body).toEqual({ says: 'Grace has already acknowledged this incident.' })
    await world.sql`update incidents set state = 'triggered', acknowledged_at = null where id = ${id}`
    expect((await send(event)).status).toBe(200)
    expect(await stateOf(id)).toBe('triggered')
  })
  test.each([
    ['what we told it ourselves', { agent: { id: 'S', type: 'service_reference', summary: 'Plimsoll' } }, 'No person did this'],
    ['an incident of others', { data: { incident_key: 'abc' } }, 'none of ours'],
    ['what happened more than a week ago', { occurred_at: '2026-10-20T00:00:00Z' }, 'too long ago'],
    ['what changes nothing here', { event_type: 'incident.reassigned' }, 'none of the events'],
  ])('about %s is taken and does nothing', async (_, parts, says) => {
    const { id } = await world.incident()
    expect(await send(eventOf(id, parts))).toMatchObject({ status: 200, body: { says: expect.stringContaining(says) } })
    expect(await stateOf(id)).toBe('triggered')
  })
  test('that none of our channels has signed is refused', async () => {
    const { id } = await world.incident()
    expect((await send(eventOf(id), 'another')).status).toBe(401)
    expect((await post(pagerDutyRoute, eventOf(id), {})).status).toBe(401)
    expect(await stateOf(id)).toBe('triggered')
  })
})
