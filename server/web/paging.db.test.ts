import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as channel from '@/app/api/v1/channels/[id]/route'
import * as channelTest from '@/app/api/v1/channels/[id]/test/route'
import * as channels from '@/app/api/v1/channels/route'
import * as contact from '@/app/api/v1/contacts/[id]/route'
import * as contacts from '@/app/api/v1/contacts/route'
import * as resend from '@/app/api/v1/notices/[id]/resend/route'
import * as notice from '@/app/api/v1/notices/[id]/route'
import * as resendAll from '@/app/api/v1/notices/resend/route'
import * as notices from '@/app/api/v1/notices/route'
import * as policy from '@/app/api/v1/policies/[id]/route'
import * as policies from '@/app/api/v1/policies/route'
import * as schedule from '@/app/api/v1/schedules/[id]/route'
import * as schedules from '@/app/api/v1/schedules/route'
import * as end from '@/app/api/v1/silences/[id]/end/route'
import * as silences from '@/app/api/v1/silences/route'
import * as teams from '@/app/api/v1/teams/route'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Role } from '../access/model'
import { readDocument } from '../declare/document'
import { rulesOf } from '../declare/read-config'
import { settlingConfig } from '../declare/testing'
import { DAY, HOUR } from '../kernel/duration'
import type { LinkRequest } from '../live/link'
import { apply } from '../pipeline/apply'
import { loadWorld } from '../pipeline/load'
import type { Change, World } from '../pipeline/model'
import { placeApp } from './app-slot'
import type { Handler } from './handle'
import { bareApp } from './testing'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const config = settlingConfig(readDocument('{}', {}))
const asked: LinkRequest[] = []
const published: Change[] = []
let world: World

beforeAll(async () => {
  world = await loadWorld(sql, rulesOf(config.settings, 'GBP', null), new Date())
  const app = bareApp({
    sql,
    db: drizzleOver(pool),
    config,
    mirror: {
      get world() {
        return world
      },
      news({ at, changes }: { at: Date; changes: readonly Change[] }) {
        for (const change of changes) apply(world, change, at)
      },
    } as never,
    publish: (changes) => void published.push(...changes),
    engine: {
      async request(request) {
        asked.push(request)
        await sql`
          insert into deliveries (id, notice_id, at, outcome, says, took_ms, status, channel)
          select gen_random_uuid(), id, at, 'delivered', '204', 3, 204, channel from notices where state = 'waiting'`
        await sql`update notices set state = 'delivered', delivered_at = at where state = 'waiting'`
      },
    },
  })
  placeApp(app)
})
afterAll(async () => {
  placeApp(undefined)
  await closeSql(pool)
  await stop()
})

type Asking = { readonly as?: Role; readonly id?: string; readonly body?: object; readonly query?: string }
async function call(handler: Handler, { as = 'admin', id, body, query = '' }: Asking = {}) {
  const headers = { cookie: `as=${as}`, origin: 'http://127.0.0.1:3000', 'content-type': 'application/json' }
  const method = body ? 'POST' : 'GET'
  const request = new Request(`http://127.0.0.1:3000/${query}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const answer = await handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) })
  return { status: answer.status, json: await answer.json() }
}

const hook = { name: 'hook', kind: 'webhook', options: { url: 'https://hook.example/in', secret: '0123456789abcdef0123456789abcdef' } }

describe('what is declared for the pager', () => {
  test.each([
    ['a channel', channels, channel, hook],
    [
      'a schedule',
      schedules,
      schedule,
      {
        name: 'first-line',
        layers: [{ people: ['bo@example.com'], turn: '12h', starts: '2026-11-02', hours: [{ from: '09:00', to: '17:00' }] }],
      },
    ],
    [
      'a policy',
      policies,
      policy,
      {
        name: 'urgent',
        steps: [{ tell: [{ schedule: 'first-line' }] }, { tell: [{ channel: 'hook' }], after: '4min' }],
        repeatAfter: '90s',
        executives: { after: '1h', tell: [{ channel: 'hook' }] },
        quietHours: { from: '22:00', to: '07:00' },
      },
    ],
    ['a contact', contacts, contact, { person: 'bo@example.com', channel: 'mail', address: 'bo@home.example' }],
  ] as const)('%s can be sent back as it was read, and nothing changes', async (_what, all, each, input) => {
    if ('person' in input)
      await call(channels.POST, {
        body: { name: 'mail', kind: 'email', options: { from: 'plimsoll@example.com', host: 'mail.example', port: 587 } },
      })
    const made = await call(all.POST, { body: input })
    expect(made).toMatchObject({ status: 201, json: { version: 1 } })
    const read = await call(each.GET, { id: made.json.id })
    const again = await call(each.PUT, { id: made.json.id, body: { ...read.json.definition, version: 1 } })
    expect(again).toEqual({ status: 200, json: read.json })
  })
  test('durations are given back as people write them', async () => {
    const { json } = await call(policy.GET, { id: 'urgent' })
    expect(json.definition).toMatchObject({ steps: [{ after: '0ms' }, { after: '4min' }], repeatAfter: '90s', executives: { after: '1h' } })
    expect((await call(schedule.GET, { id: 'first-line' })).json.definition.layers[0].turn).toBe('12h')
  })
})

describe('what would go wrong with whom to tell', () => {
  const gap = { name: 'gap', layers: [{ people: ['bo@example.com'], starts: '2026-11-02', hours: [{ from: '09:00', to: '09:01' }] }] }
  test('is said in the answer that saves it, with its consequence', async () => {
    expect((await call(schedules.POST, { body: gap })).json.warnings).toMatchObject([
      { noun: 'schedule', name: 'gap', path: 'layers', message: expect.stringMatching(/^Nobody is on call from .* who is paged then/) },
    ])
    const steps = [{ tell: [{ channel: 'hook' }] }, { tell: [{ team: 'Empty' }], after: '4min' }]
    await call(teams.POST, { body: { name: 'Empty' } })
    expect((await call(policies.POST, { body: { name: 'thin', steps } })).json.warnings).toEqual([
      {
        noun: 'policy',
        name: 'thin',
        path: 'steps[1].tell',
        message: 'reaches nobody now (nobody is behind team Empty); an incident at that moment would be told to nobody',
      },
    ])
  })
  test('is said of every policy when a team, a contact or a channel changes', async () => {
    const { json } = await call(teams.POST, { body: { name: 'Another' } })
    expect(json.warnings).toContainEqual(expect.objectContaining({ noun: 'policy', name: 'thin', path: 'steps[1].tell' }))
  })
  test('is refused where it cannot be meant', async () => {
    const named = await call(policies.POST, { body: { name: 'wrong', steps: [{ tell: [{ channel: 'mail' }] }] } })
    expect(named).toMatchObject({ status: 422, json: { issues: [{ path: 'steps[0].tell[0].channel' }] } })
    expect(named.json.issues[0].message).toContain('needs the address of a person, so nobody would be told; name the person instead')
    const never = { name: 'never', layers: [{ people: ['bo@example.com'], starts: '2026-11-02', ends: '2026-11-02' }] }
    expect((await call(schedules.POST, { body: never })).json.issues).toMatchObject([{ path: 'layers[0].ends' }])
    const spare = { ...hook, name: 'spare', fallback: 'hook' }
    await call(channels.POST, { body: spare })
    const { json } = await call(channel.GET, { id: 'hook' })
    const circle = await call(channel.PUT, { id: json.id, body: { ...json.definition, fallback: 'spare', version: json.version } })
    expect(circle.json.issues).toMatchObject([
      { path: 'fallback', message: expect.stringContaining('makes a circle (hook -> spare -> hook)') },
    ])
  })
})

describe('a test of a channel', () => {
  test('goes by the outbox, and is answered with what the other side said', async () => {
    asked.length = 0
    const { status, json } = await call(channelTest.POST, { id: 'hook', body: {} })
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { notice: { kind: 'test', channel: 'hook', state: 'delivered' }, attempts: [{ outcome: 'delivered', says: '204' }] },
    })
    expect(asked).toEqual([{ kind: 'send-notices' }])
    expect(await sql`select 1 from audit_log where action = 'channel.test'`).toHaveLength(1)
  })
  test.each([
    ['of a channel that nobody knows', 'nowhere', {}, 404],
    ['that lacks the address of a person', 'mail', {}, 422],
    ['with an address where none is taken', 'hook', { address: 'bo' }, 422],
  ])('%s is refused', async (_what, id, body, status) => {
    expect((await call(channelTest.POST, { id, body })).status).toBe(status)
  })
})

describe('the delivery log', () => {
  test('is read by pages that neither skip nor repeat', async () => {
    await call(channelTest.POST, { id: 'hook', body: {} })
    await call(channelTest.POST, { id: 'hook', body: {} })
    const first = (await call(notices.GET, { query: '?limit=2&channel=hook' })).json
    const second = (await call(notices.GET, { query: `?limit=2&channel=hook&before=${encodeURIComponent(first.next)}` })).json
    expect([first, second].map((page) => page.notices.length)).toEqual([2, 1])
    expect(second.next).toBeNull()
    expect(new Set([...first.notices, ...second.notices].map(({ id }) => id)).size).toBe(3)
  })
  test.each([
    ['a person', '?person=bo@home.example', 0],
    ['states that are named together', '?states=delivered,waiting&channel=hook', 3],
    ['an incident', '?incident=01900000-0000-7000-8000-000000000042', 0],
  ])('is looked through by %s', async (_what, query, count) => {
    expect((await call(notices.GET, { query })).json.notices).toHaveLength(count)
  })
  test.each(['?states=lost', '?before=yesterday', '?before=2026-99-99T00:00:00.000Z_x', '?person=bo'])('refuses %s', async (query) => {
    expect((await call(notices.GET, { query })).status).toBe(422)
  })
  test('has each message with its attempts', async () => {
    const [{ id }] = (await call(notices.GET, { query: '?limit=1' })).json.notices
    expect((await call(notice.GET, { id })).json).toMatchObject({
      notice: { id },
      attempts: [{ noticeId: id, outcome: 'delivered' }],
      trail: [],
    })
    expect((await call(notice.GET, { id: '01900000-0000-7000-8000-000000000042' })).status).toBe(404)
  })
  test('only a dead letter is sent again', async () => {
    const [{ id }] = (await call(notices.GET)).json.notices
    expect((await call(resend.POST, { id, body: {} })).status).toBe(404)
    await sql`update notices set state = 'dead' where id = ${id}`
    expect((await call(notices.GET, { query: '?states=dead' })).json.notices).toMatchObject([{ id, state: 'dead' }])
    published.length = 0
    expect(await call(resend.POST, { as: 'responder', id, body: {} })).toMatchObject({ status: 202, json: { id, state: 'waiting' } })
    expect(published, 'screens that show the log look again').toEqual([{ kind: 'outbox-moved' }])
  })
  test('all dead letters of a channel are sent again at once, and that is in the audit log with how many', async () => {
    await sql`update notices set state = 'dead'`
    const count = (await sql`select 1 from notices where channel = ${'hook'}`).length
    expect((await call(resendAll.POST, { as: 'responder', body: { channel: 'mail' } })).json).toEqual({ sent: 0 })
    expect(await call(resendAll.POST, { as: 'responder', body: { channel: 'hook' } })).toMatchObject({ status: 202, json: { sent: count } })
    expect((await call(notices.GET, { query: '?states=dead' })).json.notices).toEqual([])
    expect(await sql`select after from audit_log where action = 'notice.resend-all'`).toMatchObject([
      { after: { sent: count, channel: 'hook' } },
    ])
  })
})

describe('a silence', () => {
  const given = { matcher: { services: ['shop'] }, lasts: '2h', reason: 'the big move' }
  test('is told to the engine when it is made and when it ends, and stands in the audit log', async () => {
    published.length = 0
    const made = await call(silences.POST, { as: 'responder', body: given })
    expect(made).toMatchObject({ status: 201, json: { by: 'The responder', reason: 'the big move' } })
    expect((await call(silences.GET)).json.silences).toMatchObject([{ id: made.json.id }])
    expect(await call(end.POST, { as: 'responder', id: made.json.id, body: {} })).toMatchObject({ json: { endedBy: 'The responder' } })
    expect((await call(end.POST, { as: 'responder', id: made.json.id, body: {} })).status).toBe(404)
    expect((await call(silences.GET)).json.silences).toEqual([])
    expect(published).toMatchObject([
      { kind: 'silence', silence: { id: made.json.id } },
      { kind: 'silence', silence: { id: made.json.id } },
    ])
    expect(await sql`select action from audit_log where action like 'silence.%' order by id`).toMatchObject([
      { action: 'silence.create' },
      { action: 'silence.end' },
    ])
  })
  test('lasts until an instant, too, and one of the two is given, not both and not neither', async () => {
    const { lasts: _lasts, ...ofNoEnd } = given
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()
    const until = at(HOUR)
    const made = await call(silences.POST, { body: { ...ofNoEnd, until } })
    expect(made).toMatchObject({ status: 201, json: { toAt: until } })
    await call(end.POST, { id: made.json.id, body: {} })
    for (const [more, path, says] of [
      [{}, 'lasts', 'is missing'],
      [{ lasts: '1h', until }, 'until', 'give one of the two'],
      [{ until: at(-HOUR) }, 'until', 'is not after'],
      [{ from: at(-2 * HOUR), until: at(-HOUR) }, 'until', 'ends in the past'],
      [{ until: at(31 * DAY) }, 'until', 'more than 30 days'],
    ] as const)
      expect(await call(silences.POST, { body: { ...ofNoEnd, ...more } })).toMatchObject({
        status: 422,
        json: { issues: [{ path, message: expect.stringContaining(says) }] },
      })
  })
  test('of everything needs to be meant', async () => {
    const everything = { ...given, matcher: {} }
    expect(await call(silences.POST, { body: everything })).toMatchObject({
      status: 422,
      json: { title: expect.stringContaining('nobody would be told of anything until') },
    })
    expect((await call(silences.POST, { body: { ...everything, everything: true } })).status).toBe(201)
  })
  test.each([
    ['longer than 30 days', { lasts: '31d' }],
    ['without a reason', { reason: ' ' }],
    ['that has ended before it begins', { from: '2020-01-01T00:00:00Z' }],
  ])('%s is refused', async (_what, more) => {
    expect((await call(silences.POST, { body: { ...given, ...more } })).status).toBe(422)
  })
})
