import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contact from '@/app/api/v1/account/contacts/[id]/route'
import * as verify from '@/app/api/v1/account/contacts/[id]/verify/route'
import * as contacts from '@/app/api/v1/account/contacts/route'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { ROLES, type Role } from '../access/model'
import { insertPerson } from '../access/queries'
import { directoryOf } from '../alerts/rules/directory'
import { reachAll } from '../alerts/rules/reach'
import { retireOwnContact } from '../declare/own-contacts'
import { DAY, HOUR, MINUTE } from '../kernel/duration'
import { loadCatalogue } from '../pipeline/load'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { fakeClock } from '../runtime/testing'
import { placeApp } from './app-slot'
import type { Gate } from './gate'
import type { Handler } from './handle'
import { bareApp, gateByRole } from './testing'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const db = drizzleOver(pool)
const ids = new Map(ROLES.map((role) => [role, systemIds.next()]))
const clock = fakeClock(systemClock.now())

beforeAll(async () => {
  const gate: Gate = {
    ...gateByRole(),
    async identify({ cookie }) {
      const role = ROLES.find((one) => cookie === `as=${one}`) ?? 'responder'
      const id = ids.get(role) ?? ''
      return { actor: { kind: 'person', id, name: role, role }, by: 'cookie', id }
    },
  }
  const isPublicHost = async (host: string) => host === 'push.example'
  placeApp(bareApp({ sql, db, gate, clock, isPublicHost, engine: { request: async () => undefined } as never }))
  for (const [role, id] of ids)
    await insertPerson(db, { id, name: role, email: `${role}@example.com`, role, createdAt: new Date() }, 'no-password')
  const channel = (name: string, kind: string, options: object) =>
    sql`
      insert into routing_items (id, kind, name, definition, source, created_at)
      values (gen_random_uuid(), 'channel', ${name}, ${sql.json({ name, kind, options } as never)}, 'file', now())`
  await channel('mail', 'email', { from: 'plimsoll@example.com', host: 'mail.example', port: 587 })
  await channel('browsers', 'web-push', {
    privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
    subject: 'mailto:ops@example.com',
    pushServices: ['https://push.intern'],
  })
  await channel('room', 'slack', { url: 'https://hooks.slack.com/services/T/B/x' })
})
afterAll(async () => {
  placeApp(undefined)
  await closeSql(pool)
  await stop()
})

type Row = { readonly id: string; readonly label: string | null; readonly replaces: string | null }
type Asking = { readonly as?: Role; readonly id?: string; readonly body?: object; readonly method?: string }
async function call(handler: Handler, { as = 'responder', id, body, method = body ? 'POST' : 'GET' }: Asking = {}) {
  const headers = { cookie: `as=${as}`, origin: 'http://127.0.0.1:3000', 'content-type': 'application/json' }
  const request = new Request('http://127.0.0.1:3000/', { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const answer = await handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) })
  return { status: answer.status, json: answer.status === 204 ? undefined : await answer.json() }
}
const codeFor = async (id: string): Promise<string> => {
  const [row] = await sql<{ says: string }[]>`select facts ->> 'says' as says from notices where key = ${`contact/${id}`}`
  return /\d{6}$/.exec(row?.says ?? '')?.[0] ?? 'none'
}
const waysOf = async (person: string) => {
  const { routing } = await loadCatalogue(sql, new Date())
  return reachAll([{ person }], directoryOf(routing), new Date()).recipients.map(({ channel }) => channel)
}
const subscription = (endpoint = 'https://push.example/send/1') => {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const keys = { p256dh: point.toString('base64url'), auth: randomBytes(16).toString('base64url') }
  return JSON.stringify({ endpoint, keys })
}

describe('a way to oneself', () => {
  test('is not used before its code is given back, and the code is not in the delivery log', async () => {
    const { status, json } = await call(contacts.POST, { body: { channel: 'mail', address: 'ada@home.example' } })
    expect(status).toBe(201)
    expect(await sql`select kind, channel, address, facts ->> 'title' as title from notices`).toEqual([
      { kind: 'test', channel: 'mail', address: 'ada@home.example', title: 'Confirm that you are reached here' },
    ])
    const { routing } = await loadCatalogue(sql, new Date())
    expect(routing.contacts).toEqual([])
    const wrong = await call(verify.POST, { id: json.id, body: { code: '000000' } })
    expect(wrong).toMatchObject({ status: 422, json: { issues: [{ path: 'code' }] } })
    expect((await call(verify.POST, { id: json.id, body: { code: await codeFor(json.id) } })).status).toBe(204)
    expect((await loadCatalogue(sql, new Date())).routing.contacts).toMatchObject([
      { person: 'responder@example.com', address: 'ada@home.example' },
    ])
  })
  test('takes a code five times at most', async () => {
    const { json } = await call(contacts.POST, { body: { channel: 'mail', address: 'tries@home.example' } })
    const code = await codeFor(json.id)
    const other = code === '111111' ? '222222' : '111111'
    for (let n = 0; n < 5; n++) expect((await call(verify.POST, { id: json.id, body: { code: other } })).status).toBe(422)
    const over = await call(verify.POST, { id: json.id, body: { code } })
    expect(over).toMatchObject({ status: 422, json: { title: expect.stringContaining('tried too often') } })
  })
  test('that is added again is not heard more often: wrong codes of a day count, whichever way they were for', async () => {
    const as = 'engineer'
    const add = async () => (await call(contacts.POST, { as, body: { channel: 'mail', address: 'guess@home.example' } })).json.id
    const wrongly = async (id: string) => (await codeFor(id)).replace(/^./, (digit) => String((Number(digit) + 1) % 10))
    for (let way = 0; way < 4; way++) {
      const id = await add()
      for (let n = 0; n < 5; n++) expect((await call(verify.POST, { as, id, body: { code: await wrongly(id) } })).status).toBe(422)
      if (way % 2 === 0) await call(contact.DELETE, { as, id, method: 'DELETE' })
    }
    const id = await add()
    expect(await call(verify.POST, { as, id, body: { code: await codeFor(id) } })).toMatchObject({
      status: 429,
      json: { title: 'You have entered 20 wrong codes within a day. None is looked at for another 24 h 00, the right one neither.' },
    })
    await clock.advance(DAY + MINUTE)
    const later = await add()
    expect((await call(verify.POST, { as, id: later, body: { code: await codeFor(later) } })).status).toBe(204)
  })
  test('is added ten times an hour at most, since each is sent a message; removing some makes no room', async () => {
    const as = 'admin'
    const sent = async () => (await sql`select id from notices where person = 'admin@example.com'`).length
    const add = (n: number) => call(contacts.POST, { as, body: { channel: 'mail', address: `victim+${n}@home.example` } })
    for (let n = 0; n < 10; n++) {
      const { status, json } = await add(n)
      expect(status).toBe(201)
      await call(contact.DELETE, { as, id: json.id, method: 'DELETE' })
    }
    expect(await add(11)).toMatchObject({
      status: 429,
      json: { title: 'You have added 10 ways within an hour, and each was sent a message. Add the next in 1 h 00.' },
    })
    expect(await sent()).toBe(10)
    await clock.advance(HOUR)
    expect((await add(11)).status).toBe(201)
  })
  test('is nobody else’s to see, confirm or remove', async () => {
    const { json } = await call(contacts.POST, { body: { channel: 'mail', address: 'mine@home.example' } })
    expect((await call(contacts.GET, { as: 'viewer' })).json.contacts).toEqual([])
    expect((await call(verify.POST, { as: 'viewer', id: json.id, body: { code: await codeFor(json.id) } })).status).toBe(404)
    expect((await call(contact.DELETE, { as: 'viewer', id: json.id, method: 'DELETE' })).status).toBe(404)
    expect((await call(contact.DELETE, { id: json.id, method: 'DELETE' })).status).toBe(204)
  })
  test.each([
    ['by a channel that takes no address', { channel: 'room', address: 'ada' }],
    ['by a channel that nobody knows', { channel: 'pigeon', address: 'ada' }],
    ['to no address of the channel', { channel: 'mail', address: 'not an address' }],
    ['to no subscription of a browser', { channel: 'browsers', address: '{}' }],
  ])('%s is refused', async (_what, body) => expect((await call(contacts.POST, { body })).status).toBe(422))
})

describe('a way that leads inside (REL-5)', () => {
  test.each([
    ['without encryption', 'http://127.0.0.1:8080/', 'leads to 127.0.0.1 without encryption; a way that you add yourself needs https'],
    ['to this machine', 'https://127.0.0.1/', 'leads to 127.0.0.1, which is not found at a public address now'],
    ['to this machine by another number', 'https://2130706433/', 'leads to 127.0.0.1, which is not found at a public address now'],
    ['to the metadata of a cloud', 'https://169.254.169.254/latest', 'leads to 169.254.169.254, which is not'],
    ['to a private network', 'https://[fd12::7]:8443/', 'leads to fd12::7, which is not'],
    ['to one in disguise', 'https://[64:ff9b::a00:1]/', 'leads to 64:ff9b::a00:1, which is not'],
    ['to a name of one', 'https://vault.intern/', 'leads to vault.intern, which is not'],
    ['to a name beside one that is allowed', 'https://push.intern:8443/', 'leads to push.intern, which is not'],
  ])('%s is refused, and nothing is sent', async (_what, endpoint, says) => {
    const answer = await call(contacts.POST, { as: 'viewer', body: { channel: 'browsers', address: subscription(endpoint) } })
    expect(answer).toMatchObject({ status: 422, json: { issues: [{ path: 'address', message: expect.stringContaining(says) }] } })
    expect(await sql`select id from notices where channel = 'browsers'`).toEqual([])
  })
  test('is taken where an operator allows it', async () => {
    const body = { channel: 'browsers', address: subscription('https://push.intern/send/1') }
    const { status, json } = await call(contacts.POST, { as: 'executive', body })
    expect(status).toBe(201)
    expect(JSON.stringify((await call(contacts.GET, { as: 'executive' })).json)).not.toContain('yfWPiYE')
    await call(contact.DELETE, { as: 'executive', id: json.id, method: 'DELETE' })
  })
})

describe('a browser', () => {
  test('is told besides the mail, and its subscription is shown to nobody', async () => {
    const address = subscription()
    const { json } = await call(contacts.POST, { as: 'viewer', body: { channel: 'browsers', address, label: 'Chrome on Linux' } })
    expect(await waysOf('viewer@example.com')).toEqual(['mail'])
    await call(verify.POST, { as: 'viewer', id: json.id, body: { code: await codeFor(json.id) } })
    expect(await waysOf('viewer@example.com')).toEqual(['mail', 'browsers'])
    const view = (await call(contacts.GET, { as: 'viewer' })).json
    expect(view.contacts).toMatchObject([{ label: 'Chrome on Linux', address: null, isBrowser: true, goneAt: null }])
    expect(view.channels.find(({ name }: { name: string }) => name === 'browsers').key).toMatch(/^B[\w-]{86}$/)

    const gone = { person: 'viewer@example.com', channel: 'browsers', address }
    expect([await retireOwnContact(sql, gone, new Date()), await retireOwnContact(sql, gone, new Date())]).toEqual([true, false])
    expect(await waysOf('viewer@example.com')).toEqual(['mail'])
    expect((await call(contacts.GET, { as: 'viewer' })).json.contacts[0].goneAt).not.toBeNull()
  })
  test('whose subscription changed takes the place of its old one once the new one is confirmed, and keeps its name', async () => {
    const as = 'executive'
    const add = (body: object) => call(contacts.POST, { as, body: { channel: 'browsers', ...body } })
    const shown = async () =>
      (await call(contacts.GET, { as })).json.contacts.map(({ id, label, replaces }: Row) => ({ id, label, replaces }))
    const confirm = async (id: string) => call(verify.POST, { as, id, body: { code: await codeFor(id) } })
    const first = (await add({ address: subscription('https://push.example/1'), label: 'Firefox' })).json.id
    await confirm(first)
    const second = (await add({ address: subscription('https://push.example/2'), replaces: first })).json.id
    expect(await waysOf('executive@example.com'), 'the old one is used until then').toEqual(['mail', 'browsers'])
    expect((await shown()).map(({ id }: Row) => id)).toEqual([first, second])
    await confirm(second)
    expect(await shown()).toEqual([{ id: second, label: 'Firefox', replaces: first }])
    const third = (await add({ address: subscription('https://push.example/3'), replaces: first })).json.id
    await confirm(third)
    expect(await shown()).toEqual([{ id: third, label: 'Firefox', replaces: first }])
    const foreign = (await call(contacts.POST, { as: 'viewer', body: { channel: 'browsers', address: subscription(), replaces: third } }))
      .json.id
    await call(verify.POST, { as: 'viewer', id: foreign, body: { code: await codeFor(foreign) } })
    expect(await shown(), 'nobody takes the place of another’s').toHaveLength(1)
  })
})
